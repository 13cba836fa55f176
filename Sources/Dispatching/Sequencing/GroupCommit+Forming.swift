extension GroupCommit {
    /// What was decided and is not durable yet: the events to commit and the replies that wait for it.
    struct Forming: Sendable {
        private(set) var events: [Event] = []
        private(set) var ledger: [LedgerEntry] = []
        private(set) var answers: [(question: Question, reply: Reply)] = []
        /// Wakes included.
        private(set) var inputs = 0

        var hasNothingToCommit: Bool { events.isEmpty && ledger.isEmpty }

        mutating func add(_ outcome: Outcome, to question: Question?) {
            inputs += 1
            if events.isEmpty { events = outcome.events } else { events.append(contentsOf: outcome.events) }
            if let entry = outcome.ledger { ledger.append(entry) }
            if let question {
                answers.append((question, outcome.reply ?? .refused(Refusal(.storeBusy, "the engine had no answer; send it again"))))
            }
        }
    }
}
