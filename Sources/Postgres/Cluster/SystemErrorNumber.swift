import Foundation

/// `errno` of a system call that failed on a file or a folder.
public struct SystemErrorNumber: Hashable, Sendable {
    public let value: Int32

    public init(_ value: Int32) { self.value = value }

    /// Of the call behind an error of Foundation; nil when no system call failed.
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

    /// As the system words it: `No space left on device`.
    var words: String { String(cString: strerror(value)) }

    /// Why, and what to do.
    public var reason: String { "\(words); \(advice(for: geteuid()) ?? Self.another)" }

    /// What to do; nil when the number alone does not say.
    /// - Parameter user: who may not.
    func advice(for user: uid_t) -> String? {
        switch value {
        case ENOSPC, EDQUOT: "make room on that disk, and start again"
        case EACCES, EPERM: "let user number \(user) write there (chown, chmod), or \(Self.another)"
        case EROFS: "mount it for writing, or \(Self.another)"
        case EMFILE, ENFILE: "raise the limit of open files (systemd: LimitNOFILE)"
        default: nil
        }
    }

    private static let another = "name another folder with --data, or data in the configuration"
}
