import Foundation

/// Certificates that cannot be made or read; the text says what to do next.
public struct CertificateError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }

    /// Runs `body` and puts `what` before the text of any error.
    static func wrapping(_ what: String, _ body: () throws -> Void) throws(CertificateError) {
        do {
            try body()
        } catch {
            throw CertificateError("\(what): \(error)")
        }
    }
}

/// The program openssl(1).
enum OpenSSL {
    static func run(_ arguments: [String]) throws(CertificateError) {
        let process = Process()
        // Through env, so that PATH decides where openssl lies.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let complaints = Pipe()
        process.standardError = complaints
        try CertificateError.wrapping("cannot run openssl") { try process.run() }
        let said = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        switch process.terminationStatus {
        case 0:
            return
        case 127:
            throw CertificateError(
                "the program openssl is not installed; apt-get install openssl, or name your own files under tls: in the configuration")
        default:
            throw CertificateError("openssl \(arguments.first ?? "") ended with \(process.terminationStatus): \(said.suffix(600))")
        }
    }
}
