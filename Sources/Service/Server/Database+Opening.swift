import Logging
import Rules

/// Waiting for a PostgreSQL that is not ready yet, as after a power cut or during a failover.
extension Database {
    /// The first pause between two attempts, and the longest.
    private static let pauses = (first: Duration.milliseconds(100), longest: Duration.seconds(1))

    /// The same, unless the server is asked to stop before the database is there.
    /// - Returns: nil when it was.
    static func open(
        _ configuration: Configuration, rules: RuleBook, metrics: Metrics, log: Logger, unless asked: AsyncStream<Void>
    ) async throws -> Database? {
        let opening = Task { try await openPatiently(configuration, rules: rules, metrics: metrics, log: log) }
        let (ends, end) = AsyncStream.makeStream(of: Bool.self)
        let asking = Task { for await _ in asked { end.yield(false) } }
        defer { asking.cancel() }
        Task {
            _ = await opening.result
            end.yield(true)
        }
        if await ends.first(where: { _ in true }) == true { return try await opening.value }
        opening.cancel()
        // An attempt to connect is left to itself; a cluster of our own must not stay behind.
        if configuration.databaseURL == nil, let database = try? await opening.value { await database.close() }
        return nil
    }

    /// Opens the database, and waits while it is not there, starting, or takes no writes: each state is a line of the log, and `/health`
    /// says what it is. An embedded one is started, and is there or not.
    /// - Throws: ``DatabaseObstacle`` that only a person can change; what an embedded cluster says.
    static func openPatiently(
        _ configuration: Configuration, rules: RuleBook, metrics: Metrics, log: Logger
    ) async throws -> Database {
        var pause = pauses.first
        var told: DatabaseObstacle.State?
        while true {
            do {
                let database = try await open(configuration, rules: rules, log: log)
                if told != nil { log.notice("the database is there") }
                metrics.update { $0.obstacle = nil }
                return database
            } catch {
                let obstacle = DatabaseObstacle(error)
                guard case .passing(let state, let text) = obstacle, configuration.databaseURL != nil else { throw obstacle }
                if state != told { log.warning("waiting for the database", metadata: ["state": "\(state.rawValue)", "reason": "\(text)"]) }
                told = state
                metrics.update { $0.obstacle = obstacle.description }
            }
            // Servers that were started together do not come together.
            try await Task.sleep(for: pause * .random(in: 0.5...1))
            pause = min(pause * 2, pauses.longest)
        }
    }
}
