import Interpreting

/// Beginning, verdicts, beginning again, and the end.
extension GroupCommit {
    /// Begins to decide, with the state as it is durable.
    public mutating func begin(_ decider: Deciding, epoch: Int64) {
        self.decider = decider
        self.epoch = epoch
        head = decider.state.head
        wake = decider.nextWake
        duty = .deciding
    }

    /// The batch under way is durable.
    public mutating func committed() {
        guard let batch = committing else { return }
        committing = nil
        release(batch)
    }

    /// The batch under way is not durable, or perhaps not.
    public mutating func failed(_ failure: JournalFailure) {
        let lost = committing?.answers.map(\.question) ?? []
        committing = nil
        switch failure {
        case .notCommitted:
            let refusal = Refusal(.storeBusy, "the store refused; nothing was changed, send it again in a moment")
            let doubt = "the store refused, and may have kept an earlier try; send it again in a moment with the same key="
            refuse(lost, refusal, ifAskedAgain: Refusal(.storeBusy, doubt))
            recover()
        case .unknown:
            // Queries have no key and need none: they changed nothing.
            unsure.append(contentsOf: lost.filter(\.hasKey))
            refuse(lost.filter { !$0.hasKey }, Refusal(.storeBusy, "the store did not answer; send it again in a moment"))
            recover()
        case .fenced(let reason):
            let refusal = Refusal(.staleEpoch, "another server decides now; connect again")
            refuse(lost, refusal)
            duty = .idle(refusal)
            decider = nil
            actions.append(.leave(reason))
        }
    }

    private mutating func recover() {
        duty = .recovering
        actions.append(.recover)
    }

    /// Goes on after a failure.
    ///
    /// - Parameters:
    ///   - decider: with the state as it is durable.
    ///   - missed: events committed without our knowing, ascending: nobody was told yet.
    public mutating func resume(_ decider: Deciding, missed: [Event], at now: Timestamp) {
        guard isRecovering else { return }
        announce(missed)
        begin(decider, epoch: epoch)
        let questions = unsure
        unsure = []
        for var question in questions {
            question.isAskedAgain = true
            take(question, at: now)
        }
    }

    /// Decides no more; ``Action/drained`` follows when everything decided before is durable and answered.
    public mutating func drain() {
        isDraining = true
        hasDrained = false
    }

    mutating func finishDraining() {
        guard isDraining, !hasDrained, committing == nil, forming.inputs == 0, backlog.isEmpty else { return }
        let text = "this server stops and does not know whether it was done; send it again with the same key"
        for question in unsure { refuse(question, Refusal(.shuttingDown, text)) }
        unsure = []
        hasDrained = true
        actions.append(.drained)
    }

    /// Lets answers out, then events.
    mutating func release(_ batch: Forming) {
        for (question, reply) in batch.answers { actions.append(.answer(question.asker, reply)) }
        announce(batch.events)
    }

    private mutating func announce(_ events: [Event]) {
        guard let last = events.last else { return }
        head = last.seq
        actions.append(.publish(events))
    }

    mutating func refuse(_ question: Question, _ refusal: Refusal) {
        actions.append(.answer(question.asker, .refused(refusal)))
    }

    /// Refuses `questions`, and everything that was decided on top of them and has fallen with them.
    private mutating func refuse(_ questions: [Question], _ refusal: Refusal, ifAskedAgain doubt: Refusal? = nil) {
        for question in questions + forming.answers.map(\.question) + backlog {
            refuse(question, question.isAskedAgain ? doubt ?? refusal : refusal)
        }
        forming = Forming()
        backlog = []
    }
}
