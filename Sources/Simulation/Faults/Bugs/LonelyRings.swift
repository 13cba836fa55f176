import Dispatching

/// The policy of a server with a deliberate bug: the first who are rung stay the only ones while they are rung.
struct LonelyRings: OfferPolicy {
    func nextWave(_ situation: OfferSituation) -> Wave {
        let wave = WavePolicy().nextWave(situation)
        let isBeside = situation.request.need.isOnDemand && situation.request.state == .offered
        return isBeside ? Wave(offers: [], expiresAt: wave.expiresAt) : wave
    }

    /// Whom to ask next, for a server with `bug`.
    static func policy(_ bug: DeliberateBug?) -> any OfferPolicy { bug == .nobodyRungBeside ? LonelyRings() : WavePolicy() }
}
