import Dispatching

/// What was decided and is not durable yet: the events to commit and the replies that wait for it.
struct PendingBatch {
    private(set) var events: [Event] = []
    private(set) var ledger: [LedgerEntry] = []
    private(set) var answers: [(question: Question, reply: Reply)] = []
    /// Wakes included.
    private(set) var inputs = 0
    private(set) var sentAt: ContinuousClock.Instant?

    var hasNothingToCommit: Bool { events.isEmpty && ledger.isEmpty }

    mutating func add(_ outcome: Outcome, to question: Question?) {
        inputs += 1
        events.append(contentsOf: outcome.events)
        if let entry = outcome.ledger { ledger.append(entry) }
        if let question {
            let silence = Reply.refused(Refusal(.storeBusy, "the engine had no answer; send it again"))
            answers.append((question, outcome.reply ?? silence))
        }
    }

    /// The batch for the journal; from now on its time runs.
    mutating func send(epoch: Int64) -> Batch {
        sentAt = .now
        return Batch(epoch: epoch, events: events, ledger: ledger)
    }
}
