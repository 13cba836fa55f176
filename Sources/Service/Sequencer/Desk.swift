import Dispatching
import Interpreting
import Logging

/// Where the sequencer's thread works: the engine, the batch that is being formed and the one that is being committed.
///
/// Not Sendable: one thread uses it.
final class Desk {
    enum Duty {
        /// Everything is refused with this.
        case idle(Refusal)
        case deciding
        /// A batch failed; the state is being read from the tables again.
        case recovering
    }

    var duty = Duty.idle(Refusal(.standby, "this server is starting and decides nothing yet; send it again in a moment"))
    var office: Office?
    var forming = PendingBatch()
    var committing: PendingBatch?
    /// Came while `forming` was full, in order.
    var backlog: [Question] = []
    /// Their batch may or may not have been committed; asked again after recovery, where the ledger knows.
    var unsure: [Question] = []
    var isDraining = false
    /// `seq` of the last event that was announced.
    var head: Int64 = 0

    let metrics: Metrics
    let log: Logger
    let publish: @Sendable ([Event]) -> Void
    let fenced: @Sendable (String) -> Void
    let began: @Sendable () -> Void
    let send: @Sendable (Sequencer.Letter) -> Void
    private let batchLimit: Int
    private let clock: any ServiceClock
    private var drained: [@Sendable () -> Void] = []

    init(
        batch: Int, clock: any ServiceClock, metrics: Metrics, log: Logger, publish: @escaping @Sendable ([Event]) -> Void,
        fenced: @escaping @Sendable (String) -> Void, began: @escaping @Sendable () -> Void,
        send: @escaping @Sendable (Sequencer.Letter) -> Void
    ) {
        batchLimit = batch
        self.clock = clock
        self.metrics = metrics
        self.log = log
        self.publish = publish
        self.fenced = fenced
        self.began = began
        self.send = send
    }

    /// How long the thread may sleep: until the engine wants to be woken, and at most a second in case the clock is set.
    var patience: Duration {
        guard case .deciding = duty, !isDraining, let wake = office?.engine.nextWake else { return .seconds(1) }
        // Never zero: a wake that is due was just handled.
        return min(.seconds(1), max(.milliseconds(1), clock.wait(until: wake)))
    }

    /// Handles what came in, in order, and sends a batch if none is under way.
    /// - Returns: whether to go on.
    func handle(_ letters: [Sequencer.Letter]) -> Bool {
        let now = clock.now()
        wakeIfDue(at: now)
        for letter in letters {
            switch letter {
            case .question(let question): take(question, at: now)
            case .verdict(.success): committed()
            case .verdict(.failure(let failure)): failed(failure)
            case .takeOffice(let office): begin(office)
            case .recovered(let recovery): resume(recovery, at: now)
            case .recoveryFailed(let text): recoveryFailed(text)
            case .check: checkInvariants()
            case .lend(let body): lend(to: body)
            case .drain(let done):
                isDraining = true
                drained.append(done)
            case .stop: return false
            }
        }
        commitIfFree(at: now)
        finishDraining()
        return true
    }

    func take(_ question: Question, at now: Timestamp) {
        switch duty {
        case .idle(let refusal):
            question.answer(.refused(refusal))
        case .recovering:
            question.refuse(.storeBusy, "the store is being read again after a failure; nothing was changed, send it again in a moment")
        case .deciding where isDraining:
            question.refuse(.shuttingDown, "this server is stopping; connect again and send it again")
        case .deciding where forming.inputs >= batchLimit || !backlog.isEmpty:
            backlog.append(question)
        case .deciding:
            decide(question.input, for: question, at: now)
        }
    }

    private func wakeIfDue(at now: Timestamp) {
        guard case .deciding = duty, !isDraining, let wake = office?.engine.nextWake, wake <= now else { return }
        decide(.wake, for: nil, at: now)
    }

    private func decide(_ input: Input, for question: Question?, at now: Timestamp) {
        guard let outcome = office?.engine.handle(input, at: now) else { return }
        forming.add(outcome, to: question)
    }

    /// Sends what was decided, then decides what had to wait for room. Without anything to commit answers leave at once, but
    /// not past a batch that is under way: they may rest on what it does.
    private func commitIfFree(at now: Timestamp) {
        // Not `let office`: a second owner of the engine's state would make the next decision copy all of it.
        while committing == nil, case .deciding = duty, forming.inputs > 0, let journal = office?.journal, let epoch = office?.epoch {
            var batch = forming
            forming = PendingBatch()
            if batch.hasNothingToCommit {
                release(batch)
            } else {
                let message = batch.send(epoch: epoch)
                committing = batch
                journal.append(message) { [send] verdict in send(.verdict(verdict)) }
            }
            let next = backlog.prefix(batchLimit)
            backlog.removeFirst(next.count)
            for question in next { decide(question.input, for: question, at: now) }
        }
    }

    private func finishDraining() {
        guard isDraining, committing == nil, forming.inputs == 0, backlog.isEmpty else { return }
        for question in unsure {
            question.refuse(.shuttingDown, "this server stops and does not know whether it was done; send it again with the same key")
        }
        unsure = []
        for done in drained { done() }
        drained = []
    }

    private func lend(to body: @Sendable (Engine?) -> Void) {
        if case .deciding = duty, !isDraining { body(office?.engine) } else { body(nil) }
    }

    private func checkInvariants() {
        guard case .deciding = duty, let state = office?.engine.state else { return }
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
