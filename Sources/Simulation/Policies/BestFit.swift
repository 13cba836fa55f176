import Dispatching
import Interpreting
import Matching

/// Asks the one with the shortest journey, whatever the costs, level and fair share say; three at a time when it is urgent.
struct BestFit: OfferPolicy {
    func nextWave(_ situation: OfferSituation) -> Wave {
        let nearest = situation.eligible.sorted {
            ($0.fit.travelMinutes, $0.interpreter) < ($1.fit.travelMinutes, $1.interpreter)
        }
        let size = situation.request.need.isOnDemand ? 3 : 1
        return Wave(offers: Array(nearest.prefix(size)), expiresAt: situation.deadline)
    }
}
