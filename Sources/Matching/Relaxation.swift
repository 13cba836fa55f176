import Interpreting

/// One single change of a job that would open it to somebody.
public struct Relaxation: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// The pool of another agency, asked at once instead of after its waiting time.
        case pool(AgencyCode)
        /// Another modality that the rules allow for the conversation.
        case modality(Modality)
        /// Another start.
        case start(Timestamp)
        /// The gender as a wish instead of a condition.
        case gender
    }

    public let kind: Kind
    /// How many interpreters could do the job then; at least 1.
    public let eligibleCount: Int
    /// The best of them.
    public let best: InterpreterID
    /// What would have to change: `by video`.
    public let change: String

    public init(kind: Kind, eligibleCount: Int, best: InterpreterID, change: String) {
        self.kind = kind
        self.eligibleCount = eligibleCount
        self.best = best
        self.change = change
    }

    /// The change and for whom: `by video 4 interpreters could, I17 first`.
    public var text: String {
        eligibleCount == 1 ? "\(change) \(best) could" : "\(change) \(eligibleCount) interpreters could, \(best) first"
    }

    /// The same for who does not know them: `by video 4 interpreters could`.
    public var anonymousText: String { "\(change) \(eligibleCount) interpreter\(eligibleCount == 1 ? "" : "s") could" }
}
