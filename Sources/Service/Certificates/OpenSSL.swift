import Postgres

/// Certificates that cannot be made or read; the text says what to do next.
public struct CertificateError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }

    /// Runs `body` and puts `what` before the text of any error; of a failed system call it says what to do.
    static func wrapping(_ what: String, _ body: () throws -> Void) throws(CertificateError) {
        do {
            try body()
        } catch {
            throw CertificateError("\(what): \(SystemErrorNumber(error)?.reason ?? "\(error)")")
        }
    }
}

/// The program openssl(1).
enum OpenSSL {
    /// - Parameter arguments: in which files have absolute paths.
    static func run(_ arguments: [String]) throws(CertificateError) {
        let end: Subprocess
        do throws(ClusterError) { end = try Subprocess.run(["openssl"] + arguments) } catch {
            let next = "apt-get install openssl, or name your own files under tls: in the configuration"
            throw CertificateError("\(error); is the program openssl installed? \(next)")
        }
        guard end.succeeded else {
            throw CertificateError("openssl \(arguments.first ?? "") ended with status \(end.status): \(end.reason)")
        }
    }
}
