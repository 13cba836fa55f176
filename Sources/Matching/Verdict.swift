import Interpreting

/// What the matcher says about one interpreter and one job.
public enum Verdict: Hashable, Sendable {
    /// The interpreter can do it: how good a choice, how it lies in the calendar, and by which language.
    case eligible(Score, Fit, via: LanguageMatch)
    /// The interpreter cannot: every reason, in the order in which the constraints are checked. Not empty.
    case excluded([Violation])

    public var isEligible: Bool {
        if case .eligible = self { true } else { false }
    }
}
