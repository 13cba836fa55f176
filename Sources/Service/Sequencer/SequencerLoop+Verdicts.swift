import Dispatching
import Interpreting
import Logging

/// What the store said of a batch, and how it goes on after a failure.
extension SequencerLoop {
    // MARK: Verdicts

    func committed() {
        commit.committed()
        metrics.update { [sentAt] figures in
            if let sentAt { figures.commits.observe((ContinuousClock.now - sentAt).inSeconds) }
        }
        sentAt = nil
        // A store whose disk is full commits what is empty. It is believed again when it has kept something, or has refused nothing for
        // a while.
        if isProof, let refusedAt, .now - refusedAt < proofPatience { return }
        refusedAt = nil
        metrics.update { $0.isStoreFailing = false }
        if failures > 0 { log.notice("the store commits again", metadata: ["head": "\(commit.head)", "failures": "\(failures)"]) }
        failures = 0
    }

    func failed(_ failure: JournalFailure, at now: Timestamp) {
        metrics.update { $0.journalFailures[failure.kind, default: 0] += 1 }
        sentAt = nil
        commit.failed(failure, at: now)
        if case .notCommitted = failure { refusedAt = .now }
        guard commit.isRecovering else { return }
        failedAt = failedAt ?? .now
        log.error("batch failed", metadata: ["reason": "\(failure)"])
        metrics.update { $0.isStoreFailing = true }
    }

    /// The batch under way has no verdict yet, for too long.
    func overdue(at now: Timestamp) {
        log.error("the store has not confirmed a batch in \(commitPatience.inSeconds) s; changes wait, questions are answered")
        metrics.update { figures in
            figures.isStoreFailing = true
            figures.journalFailures["overdue", default: 0] += 1
        }
        failures += 1
        commit.overdue(at: now)
        perform()
    }

    func rejected(_ rejection: Rejection, _ what: String) {
        metrics.update { $0.rejectedInputs += 1 }
        log.critical("the store refused what one input would have written; nobody else is concerned", metadata: [
            "what": "\(what)", "reason": "\(rejection.text)", "table": "\(rejection.table ?? "none")",
            "constraint": "\(rejection.constraint ?? "none")",
        ])
    }

    // MARK: Going on after a failure

    func recoveryFailed(_ failure: any Error) {
        log.error("journal not read after a failure", metadata: ["reason": "\(failure)", "tries": "\(failures)"])
        switch failure {
        case JournalFailure.fenced(let reason): return commit.leave(reason)
        // What is in it was promised on more machines.
        case JournalFailure.alone: metrics.update { $0.journalFailures["alone", default: 0] += 1 }
        default: break
        }
        recover()
    }

    /// Tries at once, then after a tenth of a second, and so on up to five seconds.
    func recover() {
        guard commit.isRecovering, let read, let known = commit.known else { return }
        let delay = failures == 0 ? Duration.zero : min(.seconds(5), .milliseconds(50) * (1 << min(failures, 7)))
        failures += 1
        Task { [send] in
            do {
                try await Task.sleep(for: delay)
                send(.recovered(try await read(known)))
            } catch {
                send(.recoveryFailed(error))
            }
        }
    }

    func resume(_ recovery: Recovery, at now: Timestamp) {
        guard commit.isRecovering else { return }
        commit.resume(recovery, at: now)
        failedAt = nil
        began()
        log.notice("goes on after a failure", metadata: ["head": "\(commit.head)", "missed": "\(recovery.missed.count)"])
    }
}
