import Interpreting

/// Something that holds from a lead time on: "at least a day before the start".
protocol LeadBand: Sendable {
    /// The lead time from which the row holds.
    var leadAtLeast: Span { get }
    var rule: RuleReference { get }
}

/// Rows by lead time: of those that hold, the one with the longest lead time decides.
struct LeadBands<Band: LeadBand>: Sendable {
    /// Longest lead time first; the last holds from zero on.
    let rows: [Band]
    private let last: Band

    /// - Throws: a problem when two rows begin at the same lead time, or none at zero.
    init(_ rows: [Band], what: String) throws(RuleProblems) {
        let keyed = rows.map { (key: "from \($0.leadAtLeast.minutes) minutes", rule: $0.rule) }
        var problems = RuleProblems.duplicates(keyed, what: what)
        let sorted = rows.sorted { $0.leadAtLeast > $1.leadAtLeast }
        guard let last = sorted.last, last.leadAtLeast <= .zero else {
            problems.append(
                RuleProblem("\(what): no row holds from a lead time of 0 minutes; add one", rows: sorted.last.map { [$0.rule] } ?? []))
            throw RuleProblems(problems)
        }
        try RuleProblems.check(problems)
        self.rows = sorted
        self.last = last
    }

    /// The row for `lead`; a negative lead (the start has passed) counts as none.
    func row(for lead: Span) -> Band { rows.first { $0.leadAtLeast <= lead } ?? last }
}
