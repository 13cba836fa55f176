import Rules

/// Thrown by a collector of reasons that needs no further ones.
struct EnoughSaid: Error {}

/// Where an examination reports what rules a candidate out. The same checks serve the fast path, which stops at the first reason
/// and never looks up its rule or builds its text, and the explanation, which wants them all.
protocol Reasons {
    mutating func add(
        _ constraint: HardConstraint, _ rule: @autoclosure () -> RuleReference?, _ text: @autoclosure () -> String
    ) throws(EnoughSaid)
    /// Nothing speaks against the candidate so far.
    var isEmpty: Bool { get }
}

extension Reasons {
    mutating func add(_ constraint: HardConstraint, _ text: @autoclosure () -> String) throws(EnoughSaid) {
        try add(constraint, nil, text())
    }
}

/// Stops at the first reason, and keeps its name.
struct FirstReason: Reasons {
    private(set) var constraint: HardConstraint?

    var isEmpty: Bool { constraint == nil }

    mutating func add(
        _ constraint: HardConstraint, _ rule: @autoclosure () -> RuleReference?, _ text: @autoclosure () -> String
    ) throws(EnoughSaid) {
        self.constraint = constraint
        throw EnoughSaid()
    }
}

/// Keeps every reason with its text.
struct EveryReason: Reasons {
    private(set) var violations: [Violation] = []
    private let rules: MatchingRules

    init(rules: MatchingRules) { self.rules = rules }

    var isEmpty: Bool { violations.isEmpty }

    mutating func add(
        _ constraint: HardConstraint, _ rule: @autoclosure () -> RuleReference?, _ text: @autoclosure () -> String
    ) throws(EnoughSaid) {
        violations.append(Violation(constraint: constraint, rule: rule() ?? rules.rule(for: constraint), text: text()))
    }
}
