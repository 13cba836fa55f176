import Synchronization

/// Gathers what callbacks report, in the order in which they do.
final class Verdicts: Sendable {
    private let values = Mutex<[Int64]>([])
    private let expected: Int
    private let done: @Sendable ([Int64]) -> Void

    init(expected: Int, done: @escaping @Sendable ([Int64]) -> Void) {
        self.expected = expected
        self.done = done
    }

    func add(_ value: Int64) {
        let complete = values.withLock { values in
            values.append(value)
            return values.count == expected ? values : nil
        }
        if let complete { done(complete) }
    }
}
