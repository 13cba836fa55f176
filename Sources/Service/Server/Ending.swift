import Glibc
import NIOCore

/// Why a server stops.
enum Ending: Sendable, Hashable {
    /// SIGTERM, SIGINT or the command DRAIN.
    case asked
    /// It may not, or cannot, decide any more.
    case forced(String)
}

/// The server had to stop by itself: the lease went to another process, or the state could not be read. A supervisor should start
/// it again, as a standby.
public struct ForcedEnd: Error, Hashable, Sendable, CustomStringConvertible {
    /// EX_TEMPFAIL of sysexits(3).
    public static let exitStatus: Int32 = 75

    public let reason: String

    public var description: String { "the server stopped by itself: \(reason); start it again to stand by" }
}

/// An address that cannot be listened on.
public struct ListenProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ what: String, _ address: Configuration.Address, _ error: any Error) {
        let option = what == "metrics" ? "--metrics-port" : "--port"
        let port = "choose another with \(option), or \(what).port in the configuration"
        let number = (error as? IOError)?.errnoCode
        let (reason, advice) = switch number {
        case EADDRINUSE: ("another program listens there, perhaps another server", "stop it, or \(port)")
        case EACCES:
            (
                "ports below 1024 need a right of their own",
                "give it (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE), or \(port)"
            )
        case EADDRNOTAVAIL: ("this machine has no such address", "check \(what).host in the configuration")
        case let number?: (String(cString: strerror(number)), port)
        case nil: ("\(error)", "check \(what).host in the configuration, or \(port)")
        }
        description = "cannot listen on \(address) for \(what): \(reason); \(advice)"
    }
}
