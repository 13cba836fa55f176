import Dispatching

/// An input that waits for its answer.
struct Question: Sendable {
    let input: Input
    /// Called once, on any thread, when the answer may leave.
    let answer: @Sendable (Reply) -> Void
}
