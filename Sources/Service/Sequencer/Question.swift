import Dispatching

/// An input that waits for its answer.
struct Question: Sendable {
    let input: Input
    /// Called once, on any thread, when the answer may leave.
    let answer: @Sendable (Reply) -> Void

    /// The answer is kept under a key, so asking again has no second effect.
    var hasKey: Bool {
        if case .command(_, _, .some) = input { true } else { false }
    }

    func refuse(_ reason: RefusalReason, _ text: String) { answer(.refused(Refusal(reason, text))) }
}
