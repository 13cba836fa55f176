import Dispatching
import Interpreting
import Logging
import Rules
import Storage

/// A way back in when no administrator has a token any more: for whoever may read and write the database anyway.
public enum LostToken {
    /// A server was deciding; it would not know of a token that is made behind its back.
    public struct ServerIsRunning: Error, Hashable, Sendable, CustomStringConvertible {
        public let leader: String?
        public var description: String {
            "a server decides on this database (\(leader ?? "unknown")); stop all its servers, run this again, then start them"
        }
    }

    /// How long servers that are started meanwhile wait.
    private static let patience = Lease.defaultTTL + .minutes(1)

    /// Journals a fresh token of the first administrator, or of a new one, and writes it down.
    ///
    /// - Parameter file: where; `admin.token` in the data folder when left out.
    /// - Returns: the file.
    /// - Throws: ``ServerIsRunning``; what the database, its cluster and the file system say.
    public static func replace(
        _ configuration: Configuration, rules: RuleBook, file: String? = nil, log: Logger
    ) async throws -> String {
        let file = file ?? configuration.data + "/admin.token"
        let database = try await Database.open(configuration, rules: rules, log: log)
        let lease = Lease(url: database.url)
        do {
            try await issue(database, lease, configuration, rules, file, log)
            await lease.close()
            await database.close()
            return file
        } catch {
            await lease.close()
            await database.close()
            throw error
        }
    }

    private static func issue(
        _ database: Database, _ lease: Lease, _ configuration: Configuration, _ rules: RuleBook, _ file: String, _ log: Logger
    ) async throws {
        let clock = SteadyClock(SystemClock())
        let watch = ClockWatch(lease: lease, clock: clock, metrics: Metrics(), log: log)
        if let problem = try await watch.obstacle() { throw problem }
        guard let epoch = try await lease.acquire(holder: "tolkbrug admin token", ttl: patience) else {
            throw ServerIsRunning(leader: try await lease.observe().leader)
        }
        let journal = PostgresJournal(url: database.url, logger: log)
        let sequencer = Sequencer(
            limits: configuration.limits, clock: clock, metrics: Metrics(), log: log, publish: { _ in }, fenced: { _ in })
        var problem: (any Error)?
        do {
            let engine = try await database.engine(rules: rules)
            try watch.checkBeginning(seq: engine.state.head, at: engine.state.at)
            sequencer.begin(SequencerStart(engine: engine, epoch: epoch, journal: journal) { try await journal.recovery(after: $0) })
            try await FirstAdministrator(sequencer: sequencer, secrets: SystemSecrets(), file: file, log: log).renew(engine.state)
        } catch {
            problem = error
        }
        await sequencer.drain()
        sequencer.stop()
        await journal.close()
        try await lease.release(epoch: epoch)
        if let problem { throw problem }
    }
}
