import Dispatching

/// A way of dispatching, as a scenario names it: whom to ask next, and whether somebody plans ahead.
public struct Strategy: Sendable {
    public let offers: any OfferPolicy
    /// Nil when no plan is made.
    public let planning: PlanningRhythm?
    /// What it does otherwise than the rule book says.
    public let departure: Departure

    public init(_ offers: any OfferPolicy, planning: PlanningRhythm? = nil, departure: Departure = Departure()) {
        self.offers = offers
        self.planning = planning
        self.departure = departure
    }
}
