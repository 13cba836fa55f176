import Interpreting

/// `rules/matching.yaml`: what rules an interpreter out, what a choice costs, what a priority weighs.
public struct MatchingRules: Sendable {
    private let constraints: CompleteTable<HardConstraint, RuleReference>
    private let costs: CompleteTable<SoftCost, Ruling<Int>>
    private let weights: CompleteTable<Priority, Ruling<Int>>

    /// - Parameters:
    ///   - constraints: the row of every constraint.
    ///   - costs: integer points of every soft cost, at least 0.
    ///   - weights: what filling a request is worth, 1 to 1,000; higher priorities weigh no less.
    /// - Throws: a problem for every missing row, and for points and weights out of range.
    public init(
        constraints: [HardConstraint: RuleReference], costs: [SoftCost: Ruling<Int>], weights: [Priority: Ruling<Int>]
    ) throws(RuleProblems) {
        var problems: [RuleProblem] = []
        func table<Key, Value>(_ rows: [Key: Value], _ what: String) -> CompleteTable<Key, Value>? {
            do throws(RuleProblems) { return try CompleteTable(rows, what: what) } catch {
                problems += error.problems
                return nil
            }
        }
        let constraintTable = table(constraints, "hard constraint")
        let costTable = table(costs, "soft cost")
        let weightTable = table(weights, "priority")
        for cost in SoftCost.allCases {
            guard let points = costs[cost], !(0...1_000_000).contains(points.value) else { continue }
            problems.append(RuleProblem("\(cost.rawValue) costs \(points.value) points; 0 to 1000000 are allowed", rows: [points.rule]))
        }
        let ascending = Priority.allCases.compactMap { weights[$0] }
        for (lower, higher) in zip(ascending, ascending.dropFirst())
        where lower.value < 1 || lower.value > higher.value || higher.value > 1_000 {
            let text = "priority weights \(lower.value) and \(higher.value); they grow with the priority, from 1 to 1000"
            problems.append(RuleProblem(text, rows: [lower.rule, higher.rule]))
        }
        guard problems.isEmpty, let constraintTable, let costTable, let weightTable else { throw RuleProblems(problems) }
        self.constraints = constraintTable
        self.costs = costTable
        self.weights = weightTable
    }

    public func rule(for constraint: HardConstraint) -> RuleReference { constraints[constraint] }

    /// Points of one unit of the cost.
    public func points(_ cost: SoftCost) -> Ruling<Int> { costs[cost] }

    /// What filling a request of that priority is worth, relative to others.
    public func weight(_ priority: Priority) -> Ruling<Int> { weights[priority] }
}
