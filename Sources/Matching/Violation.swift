import Interpreting
import Rules

/// One reason why an interpreter cannot take a job.
public struct Violation: Hashable, Sendable {
    public let constraint: HardConstraint
    /// The row that says so: the one with the limit where there is one, else the constraint's own.
    public let rule: RuleReference
    /// The value and the limit: `20 minutes free before A51, 45 needed`.
    public let text: String

    public init(constraint: HardConstraint, rule: RuleReference, text: String) {
        self.constraint = constraint
        self.rule = rule
        self.text = text
    }
}

extension Violation: CustomStringConvertible {
    /// `rest (rules/working.yaml:12)`.
    public var source: String { "\(constraint.rawValue) (\(rule.citation))" }

    /// `rest (rules/working.yaml:12): 20 minutes free before A51, 45 needed`.
    public var description: String { "\(source): \(text)" }
}
