import Dispatching
import Interpreting
import Logging

/// Where the sequencer's thread works: it gives ``GroupCommit`` what comes in and does what that wants done.
///
/// Not Sendable: one thread uses it.
final class SequencerLoop {
    private var commit: GroupCommit<Engine, Asker>
    private var journal: (any Journal)?
    private var read: (@Sendable (_ known: KnownJournal) async throws -> Recovery)?
    /// When the batch under way was sent; nil when there is none.
    private var sentAt: ContinuousClock.Instant?
    /// Failures since the store was last seen to commit: the more, the longer the pause before the next try.
    private var failures = 0
    /// When the batch failed for which the journal is being read; nil when it is not.
    private var failedAt: ContinuousClock.Instant?
    /// When the store last refused something, and has kept nothing since.
    private var refusedAt: ContinuousClock.Instant?
    /// The batch under way is empty.
    private var isProof = false
    private var drained: [@Sendable () -> Void] = []
    private var hasDrained = false
    private var isDraining: Bool { hasDrained || !drained.isEmpty }
    private var snapshots = SnapshotSchedule()

    private let costlyQueries: CostlyQueries
    private let commitPatience: Duration
    private let proofPatience: Duration
    private let clock: any ServiceClock
    private let metrics: Metrics
    private let log: Logger
    private let publish: @Sendable ([Event]) -> Void
    private let fenced: @Sendable (String) -> Void
    private let began: @Sendable () -> Void
    private let send: @Sendable (Sequencer.Message) -> Void

    init(
        batch: Int, costlyQueries: CostlyQueries, commitPatience: Duration, proofPatience: Duration, clock: any ServiceClock,
        metrics: Metrics, log: Logger,
        publish: @escaping @Sendable ([Event]) -> Void,
        fenced: @escaping @Sendable (String) -> Void, began: @escaping @Sendable () -> Void,
        send: @escaping @Sendable (Sequencer.Message) -> Void
    ) {
        commit = GroupCommit(batch: batch)
        self.costlyQueries = costlyQueries
        self.commitPatience = commitPatience
        self.proofPatience = proofPatience
        self.clock = clock
        self.metrics = metrics
        self.log = log
        self.publish = publish
        self.fenced = fenced
        self.began = began
        self.send = send
    }

    /// How long the thread may sleep: until the engine wants to be woken, a batch is overdue or costly questions are taken again, and
    /// at most a second in case the clock is set.
    var patience: Duration {
        var patience = Duration.seconds(1)
        if let sentAt, commit.isDeciding { patience = min(patience, sentAt + commitPatience - .now) }
        if let wake = commit.nextWake { patience = min(patience, clock.wait(until: wake)) }
        let pause = snapshots.pause(at: .now)
        if pause > .zero { patience = min(patience, pause) }
        // Never zero: what is due was just handled.
        return max(.milliseconds(1), patience)
    }

    /// Whether more questions would be decided now, and not only wait here.
    var takesQuestions: Bool { commit.hasRoom }

    /// Whether more costly ones would. Those before them were given to their threads: so there are never more copies of the engine
    /// than threads and one, however long a commit takes.
    var takesCostly: Bool {
        isDraining || !commit.holdsSnapshot && costlyQueries.hasRoom && snapshots.pause(at: .now) == .zero
    }

    /// Handles what came in, in order, and sends a batch if none is under way.
    /// - Returns: whether to go on.
    func handle(_ messages: [Sequencer.Message]) -> Bool {
        let now = clock.now()
        commit.wakeIfDue(at: now)
        for message in messages {
            switch message {
            case .question(let question) where question.isPointless:
                question.asker.answer(.connectionGone)
            case .question(let question): take(question, at: now)
            case .costlyAnswered: finishDraining()
            case .verdict(.success): committed()
            case .verdict(.failure(let failure)): failed(failure, at: now)
            case .begin(let start): begin(start)
            case .recovered(let recovery): resume(recovery, at: now)
            case .recoveryFailed(let failure): recoveryFailed(failure)
            case .check: checkInvariants()
            case .lend(let body): body(commit.isDeciding && !isDraining ? commit.decider : nil)
            case .drain(let done):
                drained.append(done)
                commit.drain()
            case .stop:
                endDraining()
                return false
            }
            perform()
        }
        if let sentAt, commit.isDeciding, .now - sentAt >= commitPatience { overdue(at: now) }
        if let refusedAt, .now - refusedAt >= proofPatience { commit.askForProof() }
        if let failedAt, .now - failedAt >= commitPatience { commit.answerUnsure() }
        commit.settle(at: now)
        perform()
        return true
    }

    /// Has a question decided, and what the first changes after a copy of the engine take measured.
    private func take(_ question: Question, at now: Timestamp) {
        let isTimed = snapshots.isTiming && !question.isQuery
        let begun = isTimed ? ContinuousClock.now : nil
        commit.take(question.input, from: question.asker, at: now)
        if question.input.isCostly { snapshots.copied() }
        if let begun { snapshots.changed(took: .now - begun, at: .now) }
    }

    // MARK: What is to be done

    private func perform() {
        for action in commit.takeActions() {
            switch action {
            case .answer(let asker, let reply): asker.answer(reply)
            case .answerLater(let asker, let query): costlyQueries.add(query, from: asker)
            case .append(let batch, let inputs): append(batch, inputs: inputs)
            case .publish(let events): announce(events)
            case .recover: recover()
            case .rejected(let rejection, let what): rejected(rejection, what)
            case .leave(let reason):
                journal = nil
                fenced(reason)
            case .drained:
                hasDrained = true
                finishDraining()
            }
        }
    }

    /// When the last costly queries are answered too.
    private func finishDraining() {
        if hasDrained, costlyQueries.isIdle { endDraining() }
    }

    /// Nothing more becomes durable here: whoever waits for that goes on.
    private func endDraining() {
        let waiting = drained
        drained = []
        waiting.forEach { $0() }
    }

    private func append(_ batch: Batch, inputs: Int) {
        metrics.update { figures in
            figures.batchInputs.observe(Double(inputs))
            figures.batchEvents.observe(Double(batch.events.count))
        }
        sentAt = .now
        isProof = inputs == 0
        journal?.append(batch) { [send] verdict in send(.verdict(verdict)) }
    }

    private func announce(_ events: [Event]) {
        metrics.update { figures in
            figures.head = events.last?.seq ?? figures.head
            for event in events { figures.openRequests.note(event.changes) }
        }
        publish(events)
    }

    // MARK: Beginning, and beginning again

    private func begin(_ start: SequencerStart) {
        journal = start.journal
        read = start.recover
        failedAt = nil
        // The engine goes into one place only: a second owner of its state would make the next decision copy all of it.
        commit.begin(start.engine, epoch: start.epoch)
        noteBeginning()
    }

    private func noteBeginning() {
        guard let state = commit.decider?.state else { return }
        metrics.update { [epoch = commit.epoch] figures in
            figures.epoch = epoch
            figures.head = state.head
            figures.openRequests = OpenRequests()
            figures.openRequests.note(state.rows)
        }
        began()
    }

    // MARK: Verdicts

    private func committed() {
        commit.committed()
        metrics.update { [sentAt] figures in
            if let sentAt { figures.commits.observe((ContinuousClock.now - sentAt).inSeconds) }
        }
        sentAt = nil
        // A store whose disk is full commits what is empty. It is believed again when it has kept something, or has refused nothing for
        // a while.
        if isProof, let refusedAt, .now - refusedAt < proofPatience { return }
        refusedAt = nil
        metrics.update { $0.isStoreFailing = false }
        if failures > 0 { log.notice("the store commits again", metadata: ["head": "\(commit.head)", "failures": "\(failures)"]) }
        failures = 0
    }

    private func failed(_ failure: JournalFailure, at now: Timestamp) {
        metrics.update { $0.journalFailures[failure.kind, default: 0] += 1 }
        sentAt = nil
        commit.failed(failure, at: now)
        if case .notCommitted = failure { refusedAt = .now }
        guard commit.isRecovering else { return }
        failedAt = failedAt ?? .now
        log.error("batch failed", metadata: ["reason": "\(failure)"])
        metrics.update { $0.isStoreFailing = true }
    }

    /// The batch under way has no verdict yet, for too long.
    private func overdue(at now: Timestamp) {
        log.error("the store has not confirmed a batch in \(commitPatience.inSeconds) s; changes wait, questions are answered")
        metrics.update { figures in
            figures.isStoreFailing = true
            figures.journalFailures["overdue", default: 0] += 1
        }
        failures += 1
        commit.overdue(at: now)
        perform()
    }

    private func rejected(_ rejection: Rejection, _ what: String) {
        metrics.update { $0.rejectedInputs += 1 }
        log.critical("the store refused what one input would have written; nobody else is concerned", metadata: [
            "what": "\(what)", "reason": "\(rejection.text)", "table": "\(rejection.table ?? "none")",
            "constraint": "\(rejection.constraint ?? "none")",
        ])
    }

    // MARK: Going on after a failure

    private func recoveryFailed(_ failure: any Error) {
        log.error("journal not read after a failure", metadata: ["reason": "\(failure)", "tries": "\(failures)"])
        switch failure {
        case JournalFailure.fenced(let reason): return commit.leave(reason)
        // What is in it was promised on more machines.
        case JournalFailure.alone: metrics.update { $0.journalFailures["alone", default: 0] += 1 }
        default: break
        }
        recover()
    }

    /// Tries at once, then after a tenth of a second, and so on up to five seconds.
    private func recover() {
        guard commit.isRecovering, let read, let known = commit.known else { return }
        let delay = failures == 0 ? Duration.zero : min(.seconds(5), .milliseconds(50) * (1 << min(failures, 7)))
        failures += 1
        Task { [send] in
            do {
                try await Task.sleep(for: delay)
                send(.recovered(try await read(known)))
            } catch {
                send(.recoveryFailed(error))
            }
        }
    }

    private func resume(_ recovery: Recovery, at now: Timestamp) {
        guard commit.isRecovering else { return }
        commit.resume(recovery, at: now)
        failedAt = nil
        began()
        log.notice("goes on after a failure", metadata: ["head": "\(commit.head)", "missed": "\(recovery.missed.count)"])
    }

    private func checkInvariants() {
        guard commit.isDeciding, let state = commit.decider?.state else { return }
        Task.detached(priority: .utility) { [metrics, log] in
            let violations = state.violations()
            metrics.update { figures in
                figures.checks += 1
                figures.violations += violations.count
            }
            for violation in violations { log.critical("invariant violated", metadata: ["what": "\(violation)"]) }
        }
    }
}
