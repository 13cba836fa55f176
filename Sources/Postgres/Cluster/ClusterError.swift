import Foundation

/// Why a private PostgreSQL cluster cannot be found, made, started or stopped; the text says what to do next.
public struct ClusterError: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    /// From the last failed system call on `path`.
    static func system(_ action: String, _ path: String) -> ClusterError {
        ClusterError("cannot \(action) \(path): \(String(cString: strerror(errno)))")
    }
}
