import Foundation

/// Why a private PostgreSQL cluster cannot be found, made, started or stopped; the text says what to do next.
public struct ClusterError: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    /// From an error of Foundation, whose own text is for programmers.
    static func wrapping(_ what: String, _ error: any Error) -> ClusterError {
        let reason = SystemErrorNumber(error).map { String(cString: strerror($0.value)) } ?? "\(error)"
        return ClusterError("\(what): \(reason)")
    }

    /// From the last failed system call on `path`.
    static func system(_ action: String, _ path: String) -> ClusterError {
        ClusterError("cannot \(action) \(path): \(String(cString: strerror(errno)))")
    }
}

/// `errno` of the system call behind an error of Foundation.
public struct SystemErrorNumber: Hashable, Sendable {
    public let value: Int32

    /// nil when no system call failed.
    public init?(_ error: any Error) {
        let error = error as NSError
        if error.domain == NSPOSIXErrorDomain {
            value = Int32(clamping: error.code)
        } else if let cause = error.userInfo[NSUnderlyingErrorKey] as? any Error, let found = SystemErrorNumber(cause) {
            self = found
        } else {
            return nil
        }
    }
}
