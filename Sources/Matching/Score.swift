import Interpreting
import Rules

/// How good a choice an eligible interpreter is; the smaller score is the better choice.
///
/// Lexicographic: on demand whoever can be reached before whoever cannot, certified before trained whatever the points say, then the sum
/// of the soft costs. Two scores are equal when
/// neither ranks before the other, whatever they are made of.
public struct Score: Comparable, Hashable, Sendable {
    /// False for work on demand when nobody is there to hear it ring.
    public let isReachable: Bool
    public let level: CertificateLevel
    /// Points of all soft costs together, penalties of substitutes included.
    public let points: Int
    private let units: CostVector
    private let substitute: Substitute?

    init(
        isReachable: Bool = true, level: CertificateLevel, substitute: Substitute?, units: CostVector, prices: CostVector
    ) {
        self.isReachable = isReachable
        self.level = level
        self.substitute = substitute
        self.units = units
        points = units.total(prices) + (substitute?.penalty ?? 0)
    }

    /// What decides, without what it is made of.
    var rank: Rank { Rank(isReachable: isReachable, level: level, points: points) }

    /// The place of a score in the order.
    struct Rank: Hashable, Comparable {
        let isReachable: Bool
        let level: CertificateLevel
        let points: Int
        static func < (left: Rank, right: Rank) -> Bool {
            if left.isReachable != right.isReachable { return left.isReachable }
            return (right.level, left.points) < (left.level, right.points)
        }
    }

    public static func < (left: Score, right: Score) -> Bool { left.rank < right.rank }
    public static func == (left: Score, right: Score) -> Bool { left.rank == right.rank }
    public func hash(into hasher: inout Hasher) { hasher.combine(rank) }

    /// What the points are made of, in the order of ``SoftCost``, costs of nothing left out; their points add up to `points`.
    public func components(in rules: MatchingRules) -> [ScoreComponent] {
        var components: [ScoreComponent] = []
        for cost in SoftCost.allCases where units[cost] > 0 {
            let price = rules.points(cost)
            components.append(ScoreComponent(cost: cost, amount: units[cost], points: units[cost] * price.value, rule: price.rule))
            guard cost == .substitution, let substitute else { continue }
            components.append(ScoreComponent(cost: cost, amount: 1, points: substitute.penalty, rule: substitute.rule))
        }
        return components
    }
}

/// One soft cost in a score.
public struct ScoreComponent: Hashable, Sendable {
    public let cost: SoftCost
    /// Units of it: minutes, places, points of shadow price, or 1.
    public let amount: Int
    public let points: Int
    public let rule: RuleReference

    public init(cost: SoftCost, amount: Int, points: Int, rule: RuleReference) {
        self.cost = cost
        self.amount = amount
        self.points = points
        self.rule = rule
    }
}
