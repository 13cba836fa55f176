import Interpreting
import Matching

/// The chance that is told: what the people allow who can really be asked, at this moment.
extension Engine {
    /// Estimated chance of success in per cent, now; nil when nobody is looked for any more.
    func chance(of request: Request) -> Int? {
        guard request.isSearching else { return nil }
        let speakers = speakers(for: request)
        return chance(request, speakers, eligible: shortlist(for: request, among: speakers))
    }

    /// The same when it is known who can do it as asked, over the modalities that may still be arranged.
    func chance(_ request: Request, _ speakers: Speakers, eligible: [Ranked]) -> Int {
        var best = chance(request, in: request.modality, eligible)
        for modality in modalities(for: request) where modality != request.modality {
            best = max(best, chance(request, in: modality, askable(request, in: modality, among: speakers)))
        }
        return best
    }

    /// Of `eligible` those count who are there to be asked, and no more of them than there is time to ask.
    private func chance(_ request: Request, in modality: Modality, _ eligible: [Ranked]) -> Int {
        let there = request.need.isOnDemand ? eligible.count { $0.score.isReachable } : eligible.count
        return matcher.chance(job(request, in: modality), eligibleCount: min(there, askable(for: request, in: modality)))
    }

    /// How many can be asked until the answer is due when nobody answers: waves follow each other as they expire.
    private func askable(for request: Request, in modality: Modality) -> Int {
        let live = modality == request.modality ? liveOffers(for: request.id).compactMap { state.offers[$0] } : []
        let waiting = live.filter { $0.expiresAt > turn.now }
        // Whoever is being asked counts, and the next are asked when that ends.
        var (moment, wave, count) = (waiting.map(\.expiresAt).max() ?? turn.now, request.progress.waves, waiting.count)
        while moment < request.answerBy, wave < Engine.wavesLookedAhead {
            wave += 1
            if request.need.isOnDemand {
                let plan = rules.offers.onDemand.value
                count += plan.parallel
                moment = moment + plan.ring
            } else {
                let plan = rules.offers.plan(lead: request.need.start - moment, modality: modality).value
                count += min(plan.size(ofWave: wave), limits.offersPerWave)
                moment = moment + plan.offersExpireAfter
            }
        }
        return count
    }

    /// As many people as waves bring in that number make any chance the highest.
    private static let wavesLookedAhead = 100
}
