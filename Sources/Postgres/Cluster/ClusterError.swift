import Foundation

/// Why a private PostgreSQL cluster cannot be found, made, started or stopped; the text says what to do next.
public struct ClusterError: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    /// From an error of Foundation, whose own text is for programmers.
    static func wrapping(_ what: String, _ error: any Error) -> ClusterError {
        ClusterError("\(what): \(SystemErrorNumber(error).map(reason) ?? "\(error)")")
    }

    /// From the last failed system call on `path`.
    static func system(_ action: String, _ path: String) -> ClusterError {
        ClusterError("cannot \(action) \(path): \(reason(SystemErrorNumber(errno)))")
    }

    private static func reason(_ number: SystemErrorNumber) -> String {
        number.advice(for: geteuid()).map { "\(number.words); \($0)" } ?? number.words
    }
}
