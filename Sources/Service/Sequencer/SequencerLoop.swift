import Dispatching
import Interpreting
import Logging

/// Where the sequencer's thread works: it gives ``GroupCommit`` what comes in and does what that wants done.
///
/// Not Sendable: one thread uses it.
final class SequencerLoop {
    var commit: GroupCommit<Engine, Asker>
    private var journal: (any Journal)?
    var read: (@Sendable (_ known: KnownJournal) async throws -> Recovery)?
    /// When the batch under way was sent; nil when there is none.
    var sentAt: ContinuousClock.Instant?
    /// Failures since the store was last seen to commit: the more, the longer the pause before the next try.
    var failures = 0
    /// When the batch failed for which the journal is being read; nil when it is not.
    var failedAt: ContinuousClock.Instant?
    /// When the store last refused something, and has kept nothing since.
    var refusedAt: ContinuousClock.Instant?
    /// The batch under way is empty.
    var isProof = false
    private var drained: [@Sendable () -> Void] = []
    private var hasDrained = false
    private var isDraining: Bool { hasDrained || !drained.isEmpty }
    private var snapshots = SnapshotSchedule()
    private var readiness = GroupCommit<Engine, Asker>.Readiness()

    private let costlyQueries: CostlyQueries
    let commitPatience: Duration
    let proofPatience: Duration
    private let clock: any ServiceClock
    let metrics: Metrics
    let log: Logger
    private let publish: @Sendable ([Event]) -> Void
    private let fenced: @Sendable (String) -> Void
    let began: @Sendable () -> Void
    let send: @Sendable (Sequencer.Message) -> Void

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
        if let sentAt, readiness.isDeciding { patience = min(patience, sentAt + commitPatience - .now) }
        if let wake = readiness.nextWake { patience = min(patience, clock.wait(until: wake)) }
        let pause = snapshots.pause(at: .now)
        if pause > .zero { patience = min(patience, pause) }
        // Never zero: what is due was just handled.
        return max(.milliseconds(1), patience)
    }

    /// Whether more questions would be decided now, and not only wait here.
    var takesQuestions: Bool { readiness.hasRoom }

    /// Whether more costly ones would. Those before them were given to their threads: so there are never more copies of the engine
    /// than threads and one, however long a commit takes.
    var takesCostly: Bool {
        isDraining || !readiness.holdsSnapshot && costlyQueries.hasRoom && snapshots.pause(at: .now) == .zero
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
            case .session(let user, let isOpen): commit.note(session: user, isOpen: isOpen, at: now)
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
        if let sentAt, .now - sentAt >= commitPatience, commit.isDeciding { overdue(at: now) }
        if let refusedAt, .now - refusedAt >= proofPatience { commit.askForProof() }
        if let failedAt, .now - failedAt >= commitPatience { commit.answerUnsure() }
        readiness = commit.settle(at: now)
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

    func perform() {
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
