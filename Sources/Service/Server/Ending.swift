/// Why a server stops.
enum Ending: Sendable, Hashable, CustomStringConvertible {
    /// SIGTERM, SIGINT or the command DRAIN.
    case asked
    /// It may not, or cannot, decide any more.
    case forced(String)

    /// For the log.
    var description: String {
        switch self {
        case .asked: "asked to"
        case .forced(let reason): reason
        }
    }
}

/// The server had to stop by itself: the lease went to another process, or the state could not be read. A supervisor should start
/// it again, as a standby.
public struct ForcedEnd: Error, Hashable, Sendable, CustomStringConvertible {
    /// EX_TEMPFAIL of sysexits(3).
    public static let exitStatus: Int32 = 75

    public let reason: String

    public var description: String { "the server stopped by itself: \(reason); start it again to stand by" }
}

/// Waits for `body`, but no longer than `limit`; what has not ended by then goes on unattended.
/// - Returns: nil when it took too long.
func within<Value: Sendable>(_ limit: Duration, _ body: @escaping @Sendable () async -> Value) async -> Value? {
    let (results, result) = AsyncStream.makeStream(of: Optional<Value>.self)
    Task { result.yield(await body()) }
    let timer = Task {
        try await Task.sleep(for: limit)
        result.yield(nil)
    }
    defer { timer.cancel() }
    return await results.first { _ in true } ?? nil
}
