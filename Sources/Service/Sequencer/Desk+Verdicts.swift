import Dispatching
import Interpreting
import Logging

/// What happens when a batch is committed, or not.
extension Desk {
    func committed() {
        guard let batch = committing else { return }
        committing = nil
        release(batch)
    }

    /// Lets answers out, then events.
    func release(_ batch: PendingBatch) {
        for (question, reply) in batch.answers { question.answer(reply) }
        guard !batch.hasNothingToCommit else { return }
        metrics.update { figures in
            if let sentAt = batch.sentAt { figures.commits.observe((ContinuousClock.now - sentAt).inSeconds) }
            figures.batchInputs.observe(Double(batch.inputs))
            figures.batchEvents.observe(Double(batch.events.count))
        }
        announce(batch.events)
    }

    private func announce(_ events: [Event]) {
        guard let last = events.last else { return }
        head = last.seq
        metrics.update { figures in
            figures.head = last.seq
            for event in events { figures.openRequests.note(event.changes) }
        }
        publish(events)
    }

    func failed(_ failure: JournalFailure) {
        let lost = committing?.answers.map(\.question) ?? []
        committing = nil
        metrics.update { $0.journalFailures[failure.kind, default: 0] += 1 }
        switch failure {
        case .notCommitted(let reason):
            refuse(lost, Refusal(.storeBusy, "the store refused; nothing was changed, send it again in a moment"))
            beginRecovery(reason)
        case .unknown(let reason):
            // Queries have no key and need none: they changed nothing.
            unsure.append(contentsOf: lost.filter(\.hasKey))
            refuse(lost.filter { !$0.hasKey }, Refusal(.storeBusy, "the store did not answer; send it again in a moment"))
            beginRecovery(reason)
        case .fenced(let reason):
            let refusal = Refusal(.staleEpoch, "another server decides now; connect again")
            refuse(lost, refusal)
            duty = .idle(refusal)
            office = nil
            fenced(reason)
        }
    }

    /// Refuses `questions`, and everything that was decided on top of them and has fallen with them.
    private func refuse(_ questions: [Question], _ refusal: Refusal) {
        for question in questions + forming.answers.map(\.question) + backlog { question.answer(.refused(refusal)) }
        forming = PendingBatch()
        backlog = []
    }

    // MARK: Beginning, and beginning again

    func begin(_ office: Office) {
        let state = office.engine.state
        head = state.head
        metrics.update { figures in
            figures.isStoreFailing = false
            figures.epoch = office.epoch
            figures.head = state.head
            figures.openRequests = OpenRequests()
            figures.openRequests.note(state.rows)
        }
        self.office = office
        duty = .deciding
        began()
    }

    private func beginRecovery(_ reason: String) {
        log.error("batch failed", metadata: ["reason": "\(reason)"])
        duty = .recovering
        metrics.update { $0.isStoreFailing = true }
        recover(after: .zero)
    }

    func recoveryFailed(_ reason: String) {
        log.error("recovery failed", metadata: ["reason": "\(reason)"])
        recover(after: .seconds(1))
    }

    private func recover(after delay: Duration) {
        guard case .recovering = duty, let load = office?.recover else { return }
        Task { [send, head] in
            do {
                try await Task.sleep(for: delay)
                send(.recovered(try await load(head)))
            } catch {
                send(.recoveryFailed("\(error)"))
            }
        }
    }

    func resume(_ recovery: Recovery, at now: Timestamp) {
        guard case .recovering = duty, var office else { return }
        office.engine = recovery.engine
        announce(recovery.missed)
        begin(office)
        log.notice("recovered", metadata: ["head": "\(head)", "missed": "\(recovery.missed.count)"])
        let questions = unsure
        unsure = []
        for question in questions { take(question, at: now) }
    }
}

extension JournalFailure {
    /// For metrics.
    var kind: String {
        switch self {
        case .notCommitted: "not-committed"
        case .unknown: "unknown"
        case .fenced: "fenced"
        }
    }
}
