import Interpreting
import Matching
import Rules

/// What a policy decides on: a request that nobody is being asked for at this moment, and who could do it.
public struct OfferSituation: Sendable {
    public let request: Request
    public let modality: Modality
    /// Best first; nobody who said no to the present question, or who is not to be asked at this moment. Not empty.
    public let eligible: [Ranked]
    /// Whom the plan in force has for it; need not be among `eligible`.
    public let proposed: InterpreterID?
    /// Those of `eligible` whom the plan needs elsewhere at that time, where nobody else could. Ascending.
    public let reserved: [InterpreterID]
    public let now: Timestamp
    /// Until when offers stay open by the rule book: policies differ in whom they ask, not in patience.
    public let deadline: Timestamp
    public let rules: OfferRules

    public init(
        request: Request, modality: Modality, eligible: [Ranked], proposed: InterpreterID? = nil, reserved: [InterpreterID] = [],
        now: Timestamp, deadline: Timestamp, rules: OfferRules
    ) {
        self.request = request
        self.modality = modality
        self.eligible = eligible
        self.proposed = proposed
        self.reserved = reserved
        self.now = now
        self.deadline = deadline
        self.rules = rules
    }
}

/// Offers that go out together.
public struct Wave: Sendable {
    public let offers: [Ranked]
    public let expiresAt: Timestamp

    public init(offers: [Ranked], expiresAt: Timestamp) {
        self.offers = offers
        self.expiresAt = expiresAt
    }
}

/// Whom to ask next, and until when: the one seam at which dispatching strategies differ. A policy is a value without memory;
/// what it needs to know of the past stands in the request.
public protocol OfferPolicy: Sendable {
    /// The next wave; an empty one means waiting for better.
    func nextWave(_ situation: OfferSituation) -> Wave
}

/// One ranked wave after another, sizes and deadlines by lead time; on-demand work is rung out, a few at a time. The first to
/// accept has it. Certified and trained interpreters are never in one wave. Of those of the best level, the one whom the plan
/// proposes is asked first, and those whom it needs elsewhere only when nobody else is left.
public struct WavePolicy: OfferPolicy {
    public init() {}

    public func nextWave(_ situation: OfferSituation) -> Wave {
        let request = situation.request
        let peers = peers(situation)
        if request.need.isOnDemand {
            let plan = situation.rules.onDemand.value
            return Wave(offers: Array(peers.prefix(plan.parallel)), expiresAt: situation.deadline)
        }
        let plan = situation.rules.plan(lead: request.need.start - situation.now, modality: situation.modality).value
        let size = plan.size(ofWave: request.progress.waves + 1)
        return Wave(offers: Array(peers.prefix(size)), expiresAt: situation.deadline)
    }

    /// Who may be in the wave, in the order of being asked.
    private func peers(_ situation: OfferSituation) -> [Ranked] {
        let level = situation.eligible.first?.via.level
        let best = situation.eligible.prefix { $0.via.level == level }
        let free = best.filter { !situation.reserved.contains($0.interpreter) }
        var peers = free.isEmpty ? Array(best) : free
        if let place = peers.firstIndex(where: { $0.interpreter == situation.proposed }) { peers.insert(peers.remove(at: place), at: 0) }
        return peers
    }
}
