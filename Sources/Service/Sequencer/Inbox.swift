import Foundation

/// A queue from many threads to one. Taking empties it, so that whatever came meanwhile is handled together.
///
/// Unchecked because the compiler cannot see that `condition` guards `letters`.
final class Inbox<Letter: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var letters: [Letter] = []

    func put(_ letter: Letter) {
        condition.withLock {
            letters.append(letter)
            // The reader drains the queue: only the first letter finds it asleep.
            if letters.count == 1 { condition.signal() }
        }
    }

    /// Everything that waits, in order; blocks while there is nothing, at most for `patience`, after which the result is empty.
    func take(patience: Duration) -> [Letter] {
        condition.withLock {
            if letters.isEmpty {
                let deadline = Date(timeIntervalSinceNow: patience.inSeconds)
                while letters.isEmpty, condition.wait(until: deadline) {}
            }
            let taken = letters
            letters = []
            return taken
        }
    }
}
