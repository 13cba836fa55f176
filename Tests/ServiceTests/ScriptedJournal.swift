import Dispatching
import Synchronization

/// A journal that gives its verdicts when the test says so.
final class ScriptedJournal: Journal {
    private struct Waiting: Sendable {
        let batch: Batch
        let verdict: @Sendable (Result<Void, JournalFailure>) -> Void
    }

    /// What was committed.
    let durable = MemoryJournal(epoch: 1)
    private let waiting = Mutex<[Waiting]>([])
    private let seen = Mutex<[Batch]>([])
    /// Commits at once instead of waiting for the test.
    private let isWilling = Mutex(false)

    func append(_ batch: Batch, verdict: @escaping @Sendable (Result<Void, JournalFailure>) -> Void) {
        seen.withLock { $0.append(batch) }
        if isWilling.withLock({ $0 }) { return durable.append(batch, verdict: verdict) }
        waiting.withLock { $0.append(Waiting(batch: batch, verdict: verdict)) }
    }

    /// All batches that were sent, committed or not.
    var batches: [Batch] { seen.withLock { $0 } }
    var isWaiting: Bool { waiting.withLock { !$0.isEmpty } }

    /// Commits what waits, and everything from now on.
    func beWilling() {
        isWilling.withLock { $0 = true }
        while let next = take() { durable.append(next.batch, verdict: next.verdict) }
    }

    func commitOne() {
        if let next = take() { durable.append(next.batch, verdict: next.verdict) }
    }

    /// - Parameter butCommit: the batch is there all the same.
    func failOne(_ failure: JournalFailure, butCommit: Bool = false) {
        guard let next = take() else { return }
        if butCommit { durable.append(next.batch) { _ in } }
        next.verdict(.failure(failure))
    }

    private func take() -> Waiting? { waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}
