import Dispatching
import Matching

/// Asks one after the other in the order of the ranking: fair and slow, as a desk with a list and a telephone.
struct Cascade: OfferPolicy {
    func nextWave(_ situation: OfferSituation) -> Wave {
        Wave(offers: Array(situation.eligible.prefix(1)), expiresAt: situation.deadline)
    }
}
