import Interpreting

/// The order in which a server decides, commits and answers, as a pure value: no threads, no clock, no store.
///
/// Inputs are decided as they come and gathered; while one batch is being committed, the next is decided on the state that the first
/// will leave. Answers and events leave only when their batch is durable. What does not become durable is taken back, the last
/// decision first, so that the state is again what the journal says; a batch that the store refuses for one row is taken apart until
/// that row's input stands alone; and what may or may not have been committed is asked again once that is known, where the keys kept
/// with it answer. A costly query has its turn as any other input has, and waits as long; but not its answer is kept meanwhile, only
/// the decider as it was, for its owner to find the answer on beside the deciding.
public struct GroupCommit<Deciding: Decider, Asker: Sendable>: Sendable {
    /// What its owner has to do, in this order.
    public enum Action: Sendable {
        /// Let the answer out.
        case answer(Asker, Reply)
        /// Find the answer and let it out: all that it may show is durable.
        case answerLater(Asker, DeferredQuery<Deciding>)
        /// Commit, then call ``GroupCommit/committed()`` or ``GroupCommit/failed(_:at:)``; and ``GroupCommit/overdue(at:)`` when that
        /// takes too long. `inputs` were decided in it.
        case append(Batch, inputs: Int)
        /// Durable from now on, and following those before.
        case publish([Event])
        /// Read what the journal holds behind ``GroupCommit/head``, then call ``GroupCommit/resume(_:at:)``.
        case recover
        /// The store refused what one input alone would have written; for logs and metrics. Its asker, if there is one, was told.
        case rejected(Rejection, what: String)
        /// Another writer decides, or the journal is not the one that we know: this process has to end.
        case leave(String)
        /// Everything decided before ``GroupCommit/drain()`` is durable and answered, or cannot become so in time.
        case drained
    }

    enum Duty: Sendable {
        /// Everything is refused with this.
        case idle(Refusal)
        case deciding
        /// The batch under way has no verdict for too long: questions are answered from what is durable, changes are refused.
        case stalled
        /// A batch failed, and what the journal holds is being read; meanwhile as for `stalled`.
        case recovering
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
    /// Parts of a batch that the store refused, in order; each is to be a batch of its own, before anything else.
    var apart: [[Step]] = []
    /// Came while no more could be decided, in order.
    var backlog: [Question] = []
    /// Their batch may or may not have been committed; asked again after recovery, where the ledger knows.
    var unsure: [Question] = []
    /// Of the batches that the store did not take since it was last read.
    var refusedKeys: [KnownJournal.Key] = []
    /// Commands that the store refused alone: never among others again.
    var poison = PoisonList()
    /// After a failure: an empty batch shows that the store commits again, when nobody has anything to commit.
    var needsProof = false
    var isDraining = false
    var hasDrained = false
    var actions: [Action] = []
    let batchLimit: Int

    /// - Parameter batch: inputs of one batch at most.
    public init(batch: Int) {
        batchLimit = batch
        duty = .idle(Refusal(.standby, "this server is starting and decides nothing yet; send it again in a moment"))
    }

    public var isDeciding: Bool {
        if case .deciding = duty { true } else { false }
    }

    /// For whoever reads the journal after a failure; nil while nothing is decided.
    public var known: KnownJournal? {
        decider.map { KnownJournal(epoch: epoch, head: head, at: $0.state.at, keys: refusedKeys) }
    }

    /// Waits for ``resume(_:at:)``.
    public var isRecovering: Bool {
        if case .recovering = duty { true } else { false }
    }

    /// When the decider wants to be woken; nil while nothing is pending or it cannot be.
    public var nextWake: Timestamp? { isDeciding && !isDraining && takesMore ? wake : nil }

    /// Whether another input may be decided now, in the batch that is forming.
    var takesMore: Bool { forming.inputs < batchLimit && !forming.isClosed && apart.isEmpty && backlog.isEmpty }

    /// What may come next. Told at once, because whoever keeps this value in an object and asks it for one thing after another copies it
    /// each time, the decider included.
    public struct Readiness: Hashable, Sendable {
        public var isDeciding = false
        /// When the decider wants to be woken; nil while nothing is pending or it cannot be.
        public var nextWake: Timestamp?
        /// Whether a question taken now is answered or decided at once.
        public var hasRoom = true
        /// Whether a costly query waits here with a copy of the decider.
        public var holdsSnapshot = false

        public init() {}
    }

    private var readiness: Readiness {
        var readiness = Readiness()
        (readiness.isDeciding, readiness.nextWake) = (isDeciding, nextWake)
        readiness.hasRoom = !isDeciding || isDraining || takesMore
        readiness.holdsSnapshot = forming.holdsSnapshot || committing?.holdsSnapshot == true
        return readiness
    }

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
        case .stalled, .recovering:
            let text = question.untouched("the store has not confirmed what came before")
            answerFromWhatIsDurable(question, otherwise: Refusal(.storeBusy, text), at: now)
        case .deciding where isDraining: refuse(question, Refusal(.shuttingDown, question.untouched("this server is stopping")))
        case .deciding where !takesMore || poison.contains(question.input): backlog.append(question)
        case .deciding: decide(.input(question), at: now)
        }
    }

    /// Takes in that a session of a user has begun or ended, whatever the store does: nothing of it is kept.
    public mutating func note(session user: PrincipalID, isOpen: Bool, at now: Timestamp) {
        guard let outcome = decider?.handle(isOpen ? .sessionBegan(user) : .sessionEnded(user), at: now) else { return }
        wake = outcome.nextWake
    }

    /// Has the decider do what is due.
    public mutating func wakeIfDue(at now: Timestamp) {
        guard let wake = nextWake, wake <= now else { return }
        decide(.wake, at: now)
    }

    mutating func decide(_ step: Step, at now: Timestamp) {
        if case .refusal(let question, let refusal) = step {
            let told = Outcome(reply: .refused(refusal))
            return forming.add(decider?.keep(refusal, for: question.input, at: now) ?? told, step)
        }
        // Asked of the input before anything is asked of the decider, which would copy it for every input.
        if let question = step.question, question.input.isCostly, let query = deferred(question, at: now) {
            return forming.add(query, step)
        }
        guard let outcome = decider?.handle(step.input, at: now) else { return }
        wake = outcome.nextWake
        forming.add(outcome, step)
    }

    /// A costly query with a copy of the decider; nil while there is none. Not inlined: the copy would be made before it is known whether
    /// it is wanted.
    @inline(never)
    func deferred(_ question: Question, at now: Timestamp) -> DeferredQuery<Deciding>? {
        decider.map { DeferredQuery(question.input, on: $0, at: now) }
    }

    /// Sends what was decided unless a batch is under way, then decides what had to wait for room. Without anything to commit answers
    /// leave at once, but not past a batch that is under way: they may rest on what it does.
    @discardableResult
    public mutating func settle(at now: Timestamp) -> Readiness {
        while committing == nil, isDeciding {
            if forming.inputs == 0 { form(at: now) }
            guard forming.inputs > 0 else { break }
            var batch = Forming()
            swap(&batch, &forming)
            if batch.hasNothingToCommit {
                release(batch)
            } else {
                committing = batch
                needsProof = false
                actions.append(.append(Batch(epoch: epoch, events: batch.events, ledger: batch.ledger), inputs: batch.inputs))
            }
            if forming.inputs == 0 { form(at: now) }
        }
        if needsProof, committing == nil, isDeciding {
            committing = Forming()
            actions.append(.append(Batch(epoch: epoch, events: [], ledger: []), inputs: 0))
        }
        finishDraining()
        return readiness
    }

    /// Decides the next part of a batch that was taken apart, or what waits. A poisonous command is a batch of its own.
    private mutating func form(at now: Timestamp) {
        if !apart.isEmpty {
            for step in apart.removeFirst() { decide(step, at: now) }
            forming.isClosed = true
            return
        }
        while let next = backlog.first, forming.inputs < batchLimit, !forming.isClosed {
            let isPoisonous = poison.contains(next.input)
            if isPoisonous, forming.inputs > 0 { break }
            backlog.removeFirst()
            decide(.input(next), at: now)
            forming.isClosed = isPoisonous
        }
    }
}
