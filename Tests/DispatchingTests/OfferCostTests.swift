import Interpreting
import Rules
import Testing

@testable import Dispatching
@testable import Matching

/// Rules may give points that add up to more than the tables keep.
@Suite struct OfferCostTests {
    /// Asks everybody, at the highest cost that a score can come to.
    private struct DearestPolicy: OfferPolicy {
        func nextWave(_ situation: OfferSituation) -> Wave {
            var dear = CostVector()
            for cost in SoftCost.allCases { dear[cost] = CostVector.limit }
            let offers = situation.eligible.map { ranked in
                Ranked(
                    interpreter: ranked.interpreter, score: Score(level: .certified, substitute: nil, units: dear, prices: dear),
                    fit: ranked.fit, via: ranked.via)
            }
            return Wave(offers: offers, expiresAt: situation.request.answerBy)
        }
    }

    @Test func `an offer's cost stays within what the tables keep, whatever the rules charge`() throws {
        let desk = try Desk(policy: DearestPolicy())
        let school = desk.school()
        _ = desk.interpreter()
        #expect(desk.command(school, .submit(.talk())).isDone)
        #expect(try #require(desk.offers(.made).first).cost == Offer.costLimit)
        #expect(Int32(exactly: Offer.costLimit) == .max)
    }
}
