import Dispatching

/// The ways of dispatching that a scenario may name: an offer policy each, one of them with the planner beside it.
public enum PolicyCatalogue {
    /// In the order in which help texts show them.
    public static let names = [
        "tolkbrug", "tolkbrug-planned", "tolkbrug-blind", "tolkbrug-any-hour", "tolkbrug-once", "tolkbrug-any-hour-once", "random-10",
        "cascade", "tiered", "greedy",
    ]

    /// - Parameter seed: for policies that draw lots.
    /// - Returns: nil when there is no policy of that name.
    public static func strategy(_ name: String, seed: UInt64) -> Strategy? {
        switch name {
        case "tolkbrug": Strategy(WavePolicy())
        case "tolkbrug-planned": Strategy(WavePolicy(), planning: PlanningRhythm())
        case "tolkbrug-blind": Strategy(WavePolicy(), departure: Departure(isBlind: true))
        case "tolkbrug-any-hour": Strategy(WavePolicy(), departure: Departure(isAtAnyHour: true))
        case "tolkbrug-once": Strategy(WavePolicy(), departure: Departure(isOnce: true))
        case "tolkbrug-any-hour-once": Strategy(WavePolicy(), departure: Departure(isAtAnyHour: true, isOnce: true))
        case "random-10": Strategy(RandomBroadcast(size: 10, seed: seed))
        case "cascade": Strategy(Cascade())
        case "tiered": Strategy(TieredBroadcast())
        case "greedy": Strategy(BestFit())
        default: nil
        }
    }
}
