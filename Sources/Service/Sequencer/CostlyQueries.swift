import Dispatching
import Foundation
import NIOCore

/// Answers costly queries beside the sequencer's thread, on threads of its own, in the order in which they had their turns.
///
/// With a query goes its copy of the engine, so that freeing old tables is work of these threads too.
///
/// Unchecked because the compiler cannot see that `condition` guards the rest.
final class CostlyQueries: @unchecked Sendable {
    /// How many queries are answered at the same time; half of the processors are for everything else.
    static let threads = max(1, min(4, ProcessInfo.processInfo.activeProcessorCount / 2))

    private typealias Job = (query: DeferredQuery<Engine>, asker: Asker)

    private let condition = SteadyCondition()
    private var waiting = CircularBuffer<Job>()
    private var running = 0
    private var hasEnded = false
    private let ranDry: @Sendable () -> Void

    /// - Parameter ranDry: called on one of the threads when it has answered a query and no other waits.
    init(ranDry: @escaping @Sendable () -> Void) {
        self.ranDry = ranDry
        for _ in 0..<CostlyQueries.threads {
            let thread = Thread { [self] in while answerNext() {} }
            thread.name = "costly queries"
            thread.start()
        }
    }

    func add(_ query: DeferredQuery<Engine>, from asker: Asker) {
        condition.withLock {
            waiting.append((query, asker))
            condition.signal()
        }
    }

    /// Whether all threads have begun what they were given.
    var hasRoom: Bool { condition.withLock { waiting.isEmpty } }

    /// Whether everything was answered.
    var isIdle: Bool { condition.withLock { waiting.isEmpty && running == 0 } }

    /// Ends the threads when everything was answered.
    func end() {
        condition.withLock {
            hasEnded = true
            condition.broadcast()
        }
    }

    /// Waits for a query and answers it; false when there will be none.
    private func answerNext() -> Bool {
        guard let (query, asker) = next() else { return false }
        asker.answer(asker.isGone ? .connectionGone : query.answer())
        let isDry = condition.withLock {
            running -= 1
            return waiting.isEmpty
        }
        if isDry { ranDry() }
        return true
    }

    private func next() -> Job? {
        condition.withLock {
            condition.wait { !waiting.isEmpty || hasEnded }
            guard let job = waiting.popFirst() else { return nil }
            running += 1
            return job
        }
    }
}
