/// How far a planner is.
public struct PlanProgress: Hashable, Sendable {
    /// What part of the budget is spent.
    public let spent: Double
    /// Points of the best plan so far, and what no plan can exceed.
    public let value: Int
    public let bound: Int

    /// How far the plan may be from the best one, as a part of the bound.
    public var gap: Double { bound > 0 && bound < Int.max ? Double(bound - value) / Double(bound) : bound == value ? 0 : 1 }
}

/// A plan, and what is proven about it.
public struct PlanResult: Hashable, Sendable {
    /// The shift that fills each job; nil for unfilled ones.
    public let shifts: [Int?]
    /// Points of the plan, and what no plan can exceed.
    public let value: Int
    public let bound: Int
    /// The shadow price of each job: points by which the best plan would get better if somebody else did it.
    public let prices: [Int]
    /// Of each unfilled job that somebody could do: what stands in its way; nil for all others.
    public let rivals: [Rivals?]
    /// Points of all journeys.
    public let travel: Int
    /// Steps of search and pricing that it took.
    public let work: Int

    /// How far the plan may be from the best one, as a part of the bound.
    public var gap: Double { PlanProgress(spent: 1, value: value, bound: bound).gap }
}
