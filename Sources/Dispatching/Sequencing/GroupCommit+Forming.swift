import Interpreting

extension GroupCommit {
    /// An input that waits for its answer.
    struct Question: Sendable {
        let input: Input
        let asker: Asker
        /// It was in a batch of which nobody knew whether it was kept, and which may yet be.
        var isAskedAgain = false

        var isQuery: Bool {
            if case .query = input { true } else { false }
        }
        /// The answer is kept under it, so asking again has no second effect.
        var key: IdempotencyKey? {
            if case .command(_, _, let key) = input { key } else { nil }
        }
    }

    /// What was, or is to be, decided in one go.
    enum Step: Sendable {
        case input(Question)
        /// What was due by itself; the second does the first due thing only.
        case wake, wakeStep
        /// What the store said of it is to be kept as the answer to its key.
        case refusal(Question, Refusal)

        var input: Input {
            switch self {
            case .input(let question), .refusal(let question, _): question.input
            case .wake: .wake
            case .wakeStep: .wakeStep
            }
        }
        var question: Question? {
            switch self {
            case .input(let question), .refusal(let question, _): question
            case .wake, .wakeStep: nil
            }
        }
    }

    /// What leaves when the batch is durable.
    enum Answer: Sendable {
        case reply(Reply)
        case query(DeferredQuery<Deciding>)
    }

    /// What was decided and is not durable yet: the events to commit and the replies that wait for it.
    struct Forming: Sendable {
        private(set) var events: [Event] = []
        private(set) var ledger: [LedgerEntry] = []
        private(set) var answers: [(question: Question, answer: Answer)] = []
        /// Wakes included.
        private(set) var steps: [Step] = []
        private(set) var undos: [DecisionUndo] = []
        /// Takes no more: it is to be committed without others.
        var isClosed = false
        private(set) var holdsSnapshot = false

        var inputs: Int { steps.count }
        var questions: [Question] { answers.map(\.question) }
        var hasNothingToCommit: Bool { events.isEmpty && ledger.isEmpty }

        mutating func add(_ outcome: Outcome, _ step: Step) {
            steps.append(step)
            if events.isEmpty { events = outcome.events } else { events.append(contentsOf: outcome.events) }
            if let entry = outcome.ledger { ledger.append(entry) }
            if let undo = outcome.undo { undos.append(undo) }
            if let question = step.question {
                answers.append((question, .reply(outcome.reply ?? .noAnswer)))
            }
        }

        /// Everybody was answered otherwise.
        mutating func forgetAnswers() {
            answers = []
            holdsSnapshot = false
        }

        mutating func add(_ query: DeferredQuery<Deciding>, _ step: Step) {
            steps.append(step)
            holdsSnapshot = true
            if let question = step.question { answers.append((question, .query(query))) }
        }
    }

    /// Commands that the store refused when they were alone in their batch, the latest ones.
    struct PoisonList: Sendable {
        /// So many are remembered; a client that repeats an older one costs one more batch.
        private static var limit: Int { 256 }
        private struct Entry: Hashable {
            let command: Command
            let caller: Caller
        }
        private var known: Set<Entry> = []
        private var order: [Entry] = []

        func contains(_ input: Input) -> Bool {
            guard !known.isEmpty, case .command(let command, let caller, _) = input else { return false }
            return known.contains(Entry(command: command, caller: caller))
        }

        mutating func add(_ input: Input) {
            guard case .command(let command, let caller, _) = input else { return }
            let entry = Entry(command: command, caller: caller)
            guard known.insert(entry).inserted else { return }
            order.append(entry)
            if order.count > Self.limit { known.remove(order.removeFirst()) }
        }
    }
}
