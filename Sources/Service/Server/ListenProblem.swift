import Glibc
import NIOCore

/// An address that cannot be listened on.
public struct ListenProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// - Parameter what: the section of the configuration, `listen` or `metrics`.
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
        let whom = what == "metrics" ? "metrics and health" : "clients"
        description = "cannot listen on \(address) for \(whom): \(reason); \(advice)"
    }

    /// Says in an error which address it was, and what to do.
    static func naming<Result>(
        _ what: String, _ address: Configuration.Address, _ start: (Configuration.Address) async throws -> Result
    ) async throws -> Result {
        do { return try await start(address) } catch { throw ListenProblem(what, address, error) }
    }
}
