import Dispatching
import Interpreting
import Logging
import Rules
import Storage
import Synchronization

/// From standing by to deciding, and to the end of it.
final class Leadership: Sendable {
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
    private let announce: @Sendable (Standing) -> Void
    private let leave: @Sendable (String) -> Void
    private let lease: Lease
    private let journal: PostgresJournal
    private let journalWatch: JournalWatch
    private let epoch = Mutex<Int64?>(nil)

    /// How long each step of the end may take: a database that says nothing must not keep the process.
    static let patience = Duration.seconds(3)

    /// - Parameters:
    ///   - announce: called with what this process is, each time that changes.
    ///   - leave: called with the reason when it may not decide any more.
    init(
        database: Database, hub: Hub, sequencer: Sequencer, rules: RuleBook, clock: SteadyClock, term: LeaseWatch, log: Logger,
        holder: String, data: String, metrics: Metrics, announce: @escaping @Sendable (Standing) -> Void,
        leave: @escaping @Sendable (String) -> Void
    ) {
        self.database = database
        self.hub = hub
        self.sequencer = sequencer
        self.rules = rules
        self.log = log
        self.holder = holder
        self.data = data
        self.metrics = metrics
        self.announce = announce
        self.leave = leave
        self.term = term
        let journal = PostgresJournal(url: database.url, logger: log)
        self.journal = journal
        let journalWatch = JournalWatch(journal: journal, readers: database.readers, term: term, log: log, leave: leave)
        self.journalWatch = journalWatch
        lease = Lease(url: database.url) { [log] server in
            log.warning("the database is another server now; all connections are made anew", metadata: ["server": "\(server)"])
            journalWatch.moved()
        }
        watch = ClockWatch(lease: lease, clock: clock, metrics: metrics, log: log)
    }

    /// Stands by, decides, and leaves when the lease is another's, or may be.
    func run() async {
        do {
            leave(try await decide())
        } catch {
            leave("\(error)")
        }
    }

    private func decide() async throws -> String {
        let keeper = LeaseKeeper(
            lease: lease, term: term, blockers: Blockers(url: database.url, log: log), holder: holder, log: log, watch: watch,
            reachable: { [metrics] in metrics.storeSeen(isReachable: $0) })
        var seen: Standing?
        let epoch = try await keeper.win { now in
            if now != seen { standBy(now) }
            seen = now
        }
        self.epoch.withLock { $0 = epoch }
        // Beside all the others: whatever they wait for, the end of the term waits for nobody.
        let sentinel = Task { [term, leave] in
            try await term.untilOver()
            let seconds = (term.timeToLive - LeaseTerm.margin).milliseconds / 1_000
            leave("epoch \(epoch) is over: the lease is another's, or was not renewed for \(seconds) s")
        }
        defer { sentinel.cancel() }
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            // Renewed from the first moment: loading a large state takes longer than the lease lives.
            tasks.addTask { try await keeper.keep(epoch) }
            try await beginDeciding(in: epoch)
            tasks.addTask { [sequencer] in
                while true {
                    try await Task.sleep(for: Server.checkInterval)
                    sequencer.checkInvariants()
                }
            }
            try await tasks.next()
            tasks.cancelAll()
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

    private func beginDeciding(in epoch: Int64) async throws {
        let engine = try await database.engine(rules: rules)
        try watch.checkBeginning(seq: engine.state.head, at: engine.state.at)
        journalWatch.begin(KnownJournal(epoch: epoch, head: engine.state.head, at: engine.state.at))
        hub.begin(head: engine.state.head, archive: database.archive)
        sequencer.begin(SequencerStart(engine: engine, epoch: epoch, journal: journal) { [journal] known in
            try await journal.recovery(after: known)
        })
        let administrator = FirstAdministrator(sequencer: sequencer, secrets: SystemSecrets(), file: data + "/admin.token", log: log)
        try await administrator.makeIfNeeded(engine.state)
        metrics.update { $0.part = .leader }
        log.notice("deciding", metadata: ["epoch": "\(epoch)", "head": "\(engine.state.head)"])
        announce(Standing(part: .leader, epoch: epoch))
    }

    /// From here on nothing leaves but farewells; tells every session who decides now, as far as the database says so in a moment.
    func stepDown() async {
        term.finish()
        let status = await within(.seconds(1)) { [lease] in try? await lease.observe() }?.flatMap { $0 }
        // The term ends here before it ends in the database, which may still name this process.
        let leader = status?.leader == holder ? nil : status?.leader
        announce(Standing(part: .standby(leader: leader), epoch: status?.epoch ?? epoch.withLock { $0 } ?? 0))
    }

    /// Makes everything decided durable, ends `task`, which is `run`, and gives the lease back. What a silent database does not let
    /// end in time is left as it is: of unknown fate, as after a crash.
    func end(_ task: Task<Void, Never>) async {
        let isDurable = await step("what was decided is not known to be durable") { [sequencer] in await sequencer.drain() }
        if !isDurable { journal.reconnect() }
        await step("the journal is not closed") { [journal] in await journal.close() }
        task.cancel()
        await step("the lease is still being asked for") { await task.value }
        await step("lease not released") { [lease, log, epoch = epoch.withLock { $0 }] in
            do {
                if let epoch { try await lease.release(epoch: epoch) }
            } catch {
                log.warning("lease not released", metadata: ["reason": "\(error)"])
            }
            await lease.close()
        }
    }

    /// - Returns: whether it ended in time.
    @discardableResult
    private func step(_ trouble: String, _ body: @escaping @Sendable () async -> Void) async -> Bool {
        let isDone = await within(Leadership.patience, body) != nil
        if !isDone { log.error("the end does not wait any longer", metadata: ["after": "\(Leadership.patience)", "left": "\(trouble)"]) }
        return isDone
    }
}
