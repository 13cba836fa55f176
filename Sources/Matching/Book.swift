import Rules

/// The rule book behind one reference: passing it on for each candidate must not retain its dozens of tables one by one.
final class Book: Sendable {
    let rules: RuleBook
    /// Points for a unit of each soft cost.
    let prices: CostVector

    init(rules: RuleBook) {
        self.rules = rules
        var prices = CostVector()
        for cost in SoftCost.allCases { prices[cost] = rules.matching.points(cost).value }
        self.prices = prices
    }
}
