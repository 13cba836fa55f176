import Interpreting

/// Beginning, verdicts, going on after a failure, and the end.
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
        needsProof = false
        guard case .stalled = duty else { return release(batch) }
        // Its decisions were taken back when they were overdue, and its askers were told.
        guard takeOver(batch.events, answers: batch.ledger) else { return }
        duty = .deciding
    }

    /// The batch under way is not durable, or perhaps not.
    public mutating func failed(_ failure: JournalFailure, at now: Timestamp) {
        guard let batch = committing else { return }
        committing = nil
        let isStalled = if case .stalled = duty { true } else { false }
        let fallen = forming
        forming = Forming()
        if !isStalled { takeBack([fallen, batch]) }
        switch failure {
        case .rejected(let rejection):
            duty = .deciding
            // Its askers were told that nobody knows; the store is well when it commits something.
            guard !isStalled else { return needsProof = true }
            // What was decided on top of it comes behind it again; a part of an earlier batch stays one.
            if fallen.isClosed { apart.insert(fallen.steps, at: 0) } else { backlog = fallen.questions + backlog }
            takeApart(batch, rejection)
        case .notCommitted:
            refusedKeys += batch.ledger.map { KnownJournal.Key($0) }
            recover(after: isStalled ? [] : batch.questions + fallen.questions, at: now) { $0.untouched("the store refused") }
        case .alone:
            let kept = isStalled ? [] : batch.questions
            for question in kept { answerFromWhatIsDurable(question, otherwise: Refusal(.storeBusy, question.keptAlone), at: now) }
            recover(after: fallen.questions, at: now) { $0.untouched("the store did not answer") }
        case .unknown:
            // What has a key is asked again when it is known what was kept. Only the operator's own process asks without keys.
            let asked = isStalled ? [] : batch.questions
            unsure += asked.filter { $0.key != nil }
            let keyless = asked.filter { $0.key == nil }
            for question in keyless { answerFromWhatIsDurable(question, otherwise: Refusal(.storeBusy, question.unconfirmed), at: now) }
            recover(after: fallen.questions, at: now) { $0.untouched("the store did not answer") }
        case .fenced(let reason): leave(reason, isStalled ? [] : batch.questions + fallen.questions)
        }
    }

    /// The batch under way has no verdict for too long: its askers are told that nobody knows yet, questions are answered from what is
    /// durable, and changes are refused until there is a verdict.
    public mutating func overdue(at now: Timestamp) {
        guard isDeciding, let batch = committing else { return }
        let fallen = forming
        forming = Forming()
        takeBack([fallen, batch])
        // No copy of the decider waits with it any longer, so that costly questions are taken meanwhile.
        committing?.forgetAnswers()
        duty = .stalled
        for question in batch.questions {
            answerFromWhatIsDurable(question, otherwise: Refusal(.storeBusy, question.unconfirmed), at: now)
        }
        for question in takeWaiting(fallen) {
            answerFromWhatIsDurable(question, otherwise: Refusal(.storeBusy, question.untouched("the store does not answer")), at: now)
        }
        finishDraining()
    }

    /// The journal could not be read for too long after a failure: whoever waits to be asked again is told that nobody knows yet.
    public mutating func answerUnsure() {
        for question in unsure { refuse(question, Refusal(.storeBusy, question.unconfirmed)) }
        unsure = []
    }

    /// Goes on after a failure, with what the journal holds behind ``head``.
    public mutating func resume(_ recovery: Recovery, at now: Timestamp) {
        guard isRecovering, takeOver(recovery.missed, answers: recovery.answers) else { return }
        duty = .deciding
        needsProof = true
        refusedKeys = []
        let questions = unsure
        unsure = []
        for var question in questions {
            question.isAskedAgain = true
            take(question, at: now)
        }
    }

    /// Has an empty batch committed, to see whether the store commits again.
    public mutating func askForProof() { if isDeciding { needsProof = true } }

    /// The journal is not the one that this process knows: it may not go on.
    public mutating func leave(_ reason: String) { leave(reason, []) }

    /// - Parameter refused: decided, and surely not kept.
    private mutating func leave(_ reason: String, _ refused: [Question]) {
        for question in unsure { refuse(question, Refusal(.staleEpoch, question.left(isSent: true))) }
        for question in refused + takeWaiting(Forming()) { refuse(question, Refusal(.staleEpoch, question.left(isSent: false))) }
        unsure = []
        duty = .idle(Refusal(.staleEpoch, "another server decides now; connect again"))
        decider = nil
        actions.append(.leave(reason))
    }

    /// Decides no more; ``Action/drained`` follows when everything decided before is durable and answered.
    public mutating func drain() {
        isDraining = true
        hasDrained = false
    }

    mutating func finishDraining() {
        guard isDraining, !hasDrained, forming.inputs == 0, backlog.isEmpty, apart.isEmpty else { return }
        if committing != nil, committing?.inputs != 0, isDeciding { return }
        for question in unsure {
            refuse(question, Refusal(.shuttingDown, question.unknownAtTheEnd))
        }
        unsure = []
        hasDrained = true
        actions.append(.drained)
    }

    // MARK: Parts of these

    /// Lets answers out, then events.
    mutating func release(_ batch: Forming) {
        for (question, answer) in batch.answers {
            switch answer {
            case .reply(let reply): actions.append(.answer(question.asker, reply))
            case .query(let query): actions.append(.answerLater(question.asker, query))
            }
        }
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

    /// Queries see what is durable; everything else is refused.
    mutating func answerFromWhatIsDurable(_ question: Question, otherwise refusal: Refusal, at now: Timestamp) {
        if question.input.isCostly, let query = deferred(question, at: now) { return actions.append(.answerLater(question.asker, query)) }
        guard question.isQuery, let reply = decider?.handle(question.input, at: now).reply else { return refuse(question, refusal) }
        // What is not durable yet has arrived nevertheless.
        if case .query(.outcome, _) = question.input, case .refused(let found) = reply.result, found.reason == .notFound {
            let text = "the store has not confirmed what came before, so it is not known whether it was done; ask again in a moment"
            return refuse(question, Refusal(.storeBusy, text))
        }
        actions.append(.answer(question.asker, reply))
    }

    /// Takes back what was decided in these, the later one first, so that the state is what is durable.
    private mutating func takeBack(_ batches: [Forming]) {
        for batch in batches {
            for undo in batch.undos.reversed() { decider?.takeBack(undo) }
        }
        wake = decider?.nextWake
    }

    /// - Returns: false when the events do not follow, and this process has to leave.
    private mutating func takeOver(_ events: [Event], answers: [LedgerEntry]) -> Bool {
        do throws(JournalGap) {
            try decider?.takeOver(events, answers: answers)
        } catch {
            leave("the journal goes on with event \(error.found) where \(error.expected) was expected")
            return false
        }
        wake = decider?.nextWake
        announce(events)
        return true
    }

    private mutating func recover(after questions: [Question], at now: Timestamp, _ words: (Question) -> String) {
        duty = .recovering
        for question in questions + takeWaiting(Forming()) {
            answerFromWhatIsDurable(question, otherwise: Refusal(.storeBusy, words(question)), at: now)
        }
        actions.append(.recover)
    }

    /// Everything that waits for its turn, in order; parts of a batch that was taken apart come first.
    private mutating func takeWaiting(_ forming: Forming) -> [Question] {
        defer { (apart, backlog) = ([], []) }
        return apart.flatMap { $0.compactMap(\.question) } + forming.questions + backlog
    }
}
