import Dispatching
import Matching

/// Asks everybody of the best level at once, then everybody of the next.
struct TieredBroadcast: OfferPolicy {
    func nextWave(_ situation: OfferSituation) -> Wave {
        let level = situation.eligible.first?.via.level
        return Wave(offers: situation.eligible.filter { $0.via.level == level }, expiresAt: situation.deadline)
    }
}
