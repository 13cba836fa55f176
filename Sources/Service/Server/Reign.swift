import Dispatching
import Interpreting
import Logging
import Rules
import Storage
import Synchronization

/// From standing by to deciding, and to the end of it.
final class Reign: Sendable {
    private let database: Database
    private let hub: Hub
    private let sequencer: Sequencer
    private let rules: RuleBook
    private let log: Logger
    private let holder: String
    private let data: String
    private let metrics: Metrics
    private let watch: ClockWatch
    private let term: LeaseWatch
    private let timeToLive: Span
    private let announce: @Sendable (Standing) -> Void
    private let lease: Lease
    private let journal: PostgresJournal
    private let epoch = Mutex<Int64?>(nil)

    init(
        database: Database, hub: Hub, sequencer: Sequencer, rules: RuleBook, clock: SteadyClock, log: Logger, holder: String,
        data: String, metrics: Metrics, term: LeaseWatch,
        timeToLive: Span, announce: @escaping @Sendable (Standing) -> Void
    ) {
        self.database = database
        self.hub = hub
        self.sequencer = sequencer
        self.rules = rules
        self.log = log
        self.holder = holder
        self.data = data
        self.metrics = metrics
        self.term = term
        self.timeToLive = timeToLive
        self.announce = announce
        lease = Lease(url: database.url)
        watch = ClockWatch(lease: lease, clock: clock, metrics: metrics, log: log)
        journal = PostgresJournal(url: database.url, logger: log)
    }

    /// Stands by, decides, and returns with the reason when another process has the lease.
    func run() async throws -> String {
        let keeper = LeaseKeeper(
            lease: lease, holder: holder, timeToLive: timeToLive, log: log, watch: watch, term: term,
            reachable: { [metrics] in metrics.storeSeen(isReachable: $0) })
        var seen: Standing?
        let epoch = try await keeper.win { status in
            let now = Standing(part: .standby(leader: status.leader), epoch: status.epoch)
            if now != seen { standBy(now) }
            seen = now
        }
        self.epoch.withLock { $0 = epoch }
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            // Renewed from the first moment: loading a large state takes longer than the lease lives.
            tasks.addTask { try await keeper.keep(epoch) }
            // Also when a renewal hangs.
            tasks.addTask { [term] in await term.waitUntilOver() }
            try await takeOffice(epoch)
            tasks.addTask { [sequencer] in
                while true {
                    try await Task.sleep(for: Server.checkInterval)
                    sequencer.checkInvariants()
                }
            }
            try await tasks.next()
            tasks.cancelAll()
            if term.isOver { return "the lease of epoch \(epoch) could not be renewed in time; the database does not answer" }
            return "epoch \(epoch) is over"
        }
    }

    private func standBy(_ standing: Standing) {
        metrics.update { figures in
            figures.part = .standby
            figures.epoch = standing.epoch
        }
        announce(standing)
    }

    private func takeOffice(_ epoch: Int64) async throws {
        let engine = try await database.engine(rules: rules)
        try watch.checkBeginning(seq: engine.state.head, at: engine.state.at)
        hub.begin(head: engine.state.head, archive: database.archive)
        sequencer.takeOffice(Office(engine: engine, epoch: epoch, journal: journal) { [journal] known in
            try await journal.recovery(after: known)
        })
        let administrator = FirstAdministrator(sequencer: sequencer, secrets: SystemSecrets(), file: data + "/admin.token", log: log)
        try await administrator.makeIfNeeded(engine.state)
        metrics.update { $0.part = .leader }
        log.notice("deciding", metadata: ["epoch": "\(epoch)", "head": "\(engine.state.head)"])
        announce(Standing(part: .leader, epoch: epoch))
    }

    /// Who decides now, as far as the database tells.
    func successor() async -> Standing {
        // Nobody must wait for its farewell because the database does not answer.
        if term.isOver { return Standing(part: .standby(leader: nil), epoch: epoch.withLock { $0 } ?? 0) }
        let status = try? await lease.observe()
        return Standing(part: .standby(leader: status?.leader), epoch: status?.epoch ?? 0)
    }

    /// Makes everything decided durable, ends `task`, which is `run`, and gives the lease back.
    func end(_ task: Task<Void, Never>) async {
        await sequencer.drain()
        await journal.close()
        task.cancel()
        await task.value
        if let epoch = epoch.withLock({ $0 }) {
            do { try await lease.release(epoch: epoch) } catch { log.warning("lease not released", metadata: ["reason": "\(error)"]) }
        }
        await lease.close()
    }
}
