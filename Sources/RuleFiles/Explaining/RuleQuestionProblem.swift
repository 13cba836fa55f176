/// What in a question the rule book cannot answer.
public struct RuleQuestionProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The value, the limit and the next step.
    public let description: String
}
