import Dispatching
import Interpreting
import Matching

/// Asks ten at random, whatever their level or journey, and the fastest wins: how messages to a group of interpreters work.
struct RandomBroadcast: OfferPolicy {
    let size: Int
    let seed: UInt64

    func nextWave(_ situation: OfferSituation) -> Wave {
        var stream = RandomStream(seed: seed, "broadcast", Int(situation.request.id.number), situation.request.progress.waves)
        var drawn = situation.eligible.sorted { $0.interpreter < $1.interpreter }
        drawn.shuffle(using: &stream)
        return Wave(offers: Array(drawn.prefix(size)), expiresAt: situation.deadline)
    }
}
