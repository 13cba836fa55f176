import Interpreting

/// The order in which a server decides, commits and answers, as a pure value: no threads, no clock, no store.
///
/// Inputs are decided as they come and gathered; while one batch is being committed, the next is decided on the state that the first
/// will leave. Answers and events leave only when their batch is durable. After a failure there is no undoing: the state is loaded
/// anew from what is durable, and what may or may not have been committed is asked again, where the keys kept there answer.
public struct GroupCommit<Deciding: Decider, Asker: Sendable>: Sendable {
    /// What its owner has to do, in this order.
    public enum Action: Sendable {
        /// Let the answer out.
        case answer(Asker, Reply)
        /// Commit, then call ``GroupCommit/committed()`` or ``GroupCommit/failed(_:)``. `inputs` were decided in it.
        case append(Batch, inputs: Int)
        /// Durable from now on, and following those before.
        case publish([Event])
        /// Load the state, then call ``GroupCommit/resume(_:missed:at:)``.
        case recover
        /// Another writer decides: this process has to end.
        case leave(String)
        /// Everything decided before ``GroupCommit/drain()`` is durable and answered.
        case drained
    }

    enum Duty: Sendable {
        /// Everything is refused with this.
        case idle(Refusal)
        case deciding
        /// A batch failed; the state is being loaded anew.
        case recovering
    }

    /// An input that waits for its answer.
    struct Question: Sendable {
        let input: Input
        let asker: Asker
        /// It was in a batch of which nobody knew whether it was kept, and which may yet be.
        var isAskedAgain = false

        /// The answer is kept under a key, so asking again has no second effect.
        var hasKey: Bool {
            if case .command(_, _, .some) = input { true } else { false }
        }
    }

    public internal(set) var decider: Deciding?
    /// The fencing epoch that every batch carries.
    public internal(set) var epoch: Int64 = 0
    /// `seq` of the last event that was published.
    public internal(set) var head: Int64 = 0
    var duty: Duty
    /// The decider's, as of its last outcome: asking the decider itself would copy it.
    var wake: Timestamp?
    var forming = Forming()
    var committing: Forming?
    /// Came while `forming` was full, in order.
    var backlog: [Question] = []
    /// Their batch may or may not have been committed; asked again after recovery, where the ledger knows.
    var unsure: [Question] = []
    var isDraining = false
    var hasDrained = false
    var actions: [Action] = []
    private let batchLimit: Int

    /// - Parameter batch: inputs of one batch at most.
    public init(batch: Int) {
        batchLimit = batch
        duty = .idle(Refusal(.standby, "this server is starting and decides nothing yet; send it again in a moment"))
    }

    public var isDeciding: Bool {
        if case .deciding = duty { true } else { false }
    }

    /// Waits for ``resume(_:missed:at:)``.
    public var isRecovering: Bool {
        if case .recovering = duty { true } else { false }
    }

    /// When the decider wants to be woken; nil while nothing is pending or nothing is decided.
    public var nextWake: Timestamp? { isDeciding && !isDraining ? wake : nil }

    /// Takes out what has to be done.
    public mutating func takeActions() -> [Action] {
        defer { actions = [] }
        return actions
    }

    /// Takes an input, and answers it at once, later, or with a refusal; call ``settle(at:)`` when all that came were taken.
    public mutating func take(_ input: Input, from asker: Asker, at now: Timestamp) {
        take(Question(input: input, asker: asker), at: now)
    }

    mutating func take(_ question: Question, at now: Timestamp) {
        switch duty {
        case .idle(let refusal): refuse(question, refusal)
        case .recovering:
            let text = "the store is being read again after a failure; this sending changed nothing: send it again with the same key="
            refuse(question, Refusal(.storeBusy, text))
        case .deciding where isDraining:
            refuse(question, Refusal(.shuttingDown, "this server is stopping; connect again and send it again"))
        case .deciding where forming.inputs >= batchLimit || !backlog.isEmpty: backlog.append(question)
        case .deciding: decide(question.input, for: question, at: now)
        }
    }

    /// Has the decider do what is due.
    public mutating func wakeIfDue(at now: Timestamp) {
        guard let wake = nextWake, wake <= now else { return }
        decide(.wake, for: nil, at: now)
    }

    private mutating func decide(_ input: Input, for question: Question?, at now: Timestamp) {
        guard let outcome = decider?.handle(input, at: now) else { return }
        wake = outcome.nextWake
        forming.add(outcome, to: question)
    }

    /// Sends what was decided unless a batch is under way, then decides what had to wait for room. Without anything to commit answers
    /// leave at once, but not past a batch that is under way: they may rest on what it does.
    public mutating func settle(at now: Timestamp) {
        while committing == nil, isDeciding, forming.inputs > 0 {
            let batch = forming
            forming = Forming()
            if batch.hasNothingToCommit {
                release(batch)
            } else {
                committing = batch
                actions.append(.append(Batch(epoch: epoch, events: batch.events, ledger: batch.ledger), inputs: batch.inputs))
            }
            let next = backlog.prefix(batchLimit)
            backlog.removeFirst(next.count)
            for question in next { decide(question.input, for: question, at: now) }
        }
        finishDraining()
    }
}
