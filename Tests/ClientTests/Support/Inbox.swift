import Synchronization

/// Values put in by anybody and taken out one after the other by whoever awaits them.
final class Inbox<Element: Sendable>: Sendable {
    struct Ended: Error {}

    private struct State {
        var waiting: [Element] = []
        var taker: CheckedContinuation<Element, any Error>?
        var hasEnded = false
    }

    private let state = Mutex(State())

    /// How many have not been taken out.
    var count: Int { state.withLock { $0.waiting.count } }

    func put(_ element: Element) {
        let taker = state.withLock { state -> CheckedContinuation<Element, any Error>? in
            guard let taker = state.taker else {
                state.waiting.append(element)
                return nil
            }
            state.taker = nil
            return taker
        }
        taker?.resume(returning: element)
    }

    func end() {
        let taker = state.withLock { state in
            state.hasEnded = true
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume(throwing: Ended())
    }

    /// - Throws: ``Ended`` when nothing waits and nothing will come, or the test has run out of time.
    func take() async throws -> Element {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known = state.withLock { state -> Result<Element, any Error>? in
                    if !state.waiting.isEmpty { return .success(state.waiting.removeFirst()) }
                    if state.hasEnded { return .failure(Ended()) }
                    state.taker = continuation
                    return nil
                }
                if let known { continuation.resume(with: known) }
            }
        } onCancel: {
            end()
        }
    }
}
