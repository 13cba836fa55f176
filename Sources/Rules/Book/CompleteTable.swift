/// A table with exactly one row for every case of `Key`, so that a look-up always has an answer.
public struct CompleteTable<Key: CaseIterable & Hashable & Sendable & RawRepresentable, Value: Sendable>: Sendable
where Key.RawValue == String {
    private let rows: [Key: Value]
    /// Stands in for a missing row; the initialiser lets no row be missing, so it is never read.
    private let unreachable: Value

    /// - Parameter what: what a row decides, for the text of the problem: `the points of soft cost`.
    /// - Throws: a problem for every case without a row.
    public init(_ rows: [Key: Value], what: String) throws(RuleProblems) {
        let missing = Key.allCases.filter { rows[$0] == nil }
        guard missing.isEmpty, let any = Key.allCases.first.flatMap({ rows[$0] }) else {
            throw RuleProblems(missing.map { RuleProblem("\(what) \($0.rawValue) has no row; add one") })
        }
        self.rows = rows
        unreachable = any
    }

    public subscript(key: Key) -> Value { rows[key] ?? unreachable }
}
