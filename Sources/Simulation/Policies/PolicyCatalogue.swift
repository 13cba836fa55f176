import Dispatching

/// The offer policies that a scenario may name.
public enum PolicyCatalogue {
    /// In the order in which help texts show them.
    public static let names = ["tolkbrug", "random-10", "cascade", "tiered", "greedy"]

    /// - Parameter seed: for policies that draw lots.
    /// - Returns: nil when there is no policy of that name.
    public static func policy(_ name: String, seed: UInt64) -> (any OfferPolicy)? {
        switch name {
        case "tolkbrug": WavePolicy()
        case "random-10": RandomBroadcast(size: 10, seed: seed)
        case "cascade": Cascade()
        case "tiered": TieredBroadcast()
        case "greedy": BestFit()
        default: nil
        }
    }
}
