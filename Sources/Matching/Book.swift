import Interpreting
import Rules

/// The rule book behind one reference: passing it on for each candidate must not retain its dozens of tables one by one.
final class Book: Sendable {
    /// What a modality alone decides.
    struct Terms: Sendable {
        /// The longest conversation for one interpreter.
        let alone: Ruling<Int>
        /// Free before an agreed start.
        let buffer: Span
        /// What every following conversation needs at least.
        let rest: Span
    }

    let rules: RuleBook
    /// Points for a unit of each soft cost.
    let prices: CostVector
    /// The limits for a day and a week, without their rules.
    let minutesADay: Int
    let minutesAWeek: Int
    /// By rank of the modality.
    private let terms: [Terms]

    init(rules: RuleBook) {
        self.rules = rules
        let working = rules.working
        minutesADay = working.dailyMinutes.value
        minutesAWeek = working.weeklyMinutes.value
        terms = Modality.allCases.map { modality in
            Terms(
                alone: working.soloMinutes(modality), buffer: .minutes(working.minutesOfBuffer(before: modality)),
                rest: .minutes(working.leastMinutesOfRest(after: modality)))
        }
        var prices = CostVector()
        for cost in SoftCost.allCases { prices[cost] = rules.matching.points(cost).value }
        self.prices = prices
    }

    func terms(_ modality: Modality) -> Terms { terms[modality.rank] }
}
