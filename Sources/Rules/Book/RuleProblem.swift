/// Something wrong with rows that each could be read: a gap, an overlap, a row that is missing or that names what does not exist.
public struct RuleProblem: Error, Hashable, Sendable {
    /// The value, the limit and the next step.
    public let text: String
    /// The rows it is about, in the order of the file; empty when a row is missing.
    public let rows: [RuleReference]

    public init(_ text: String, rows: [RuleReference] = []) {
        self.text = text
        self.rows = rows
    }
}

/// All that is wrong with the rows of one part of the rule book; thrown by its initialiser.
public struct RuleProblems: Error, Hashable, Sendable {
    public let problems: [RuleProblem]

    public init(_ problems: [RuleProblem]) { self.problems = problems }

    /// Throws when there are problems.
    static func check(_ problems: [RuleProblem]) throws(RuleProblems) {
        if !problems.isEmpty { throw RuleProblems(problems) }
    }

    /// A problem for each row whose key an earlier row already has.
    static func duplicates<Key: Hashable>(_ rows: [(key: Key, rule: RuleReference)], what: String) -> [RuleProblem] {
        var first: [Key: RuleReference] = [:]
        var problems: [RuleProblem] = []
        for (key, rule) in rows {
            if let earlier = first[key] {
                let text = "\(what) \(key) is given twice, at \(earlier.citation) and \(rule.citation); remove one"
                problems.append(RuleProblem(text, rows: [earlier, rule]))
            } else {
                first[key] = rule
            }
        }
        return problems
    }
}
