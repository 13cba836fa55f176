import Interpreting
import Matching

/// The plan in force: advice for the next offers. It is no part of the state: events carry what was decided with its help, so a
/// replay needs none, and digests do not know it. A server that begins to decide has none until a planner delivers one.
struct HeldPlan: Sendable {
    /// Hours of somebody that a request of the plan wants.
    struct Claim: Sendable {
        let request: RequestID
        let hours: Interval
        /// Points an hour.
        let price: Int
        /// Nobody else in the plan has time for it.
        let isOnlyHope: Bool
    }

    let plan: HorizonPlan
    /// Parts that were stale when it came.
    let dropped: Int
    private let proposals: [RequestID: HorizonPlan.Proposal]
    private let unfilled: [RequestID: HorizonPlan.Unfilled]
    private let claims: [InterpreterID: [Claim]]

    /// - Parameter isCurrent: whether a proposal still holds.
    init(_ plan: HorizonPlan, isCurrent: (HorizonPlan.Proposal) -> Bool) {
        self.plan = plan
        let current = plan.proposals.filter(isCurrent)
        dropped = plan.proposals.count - current.count
        proposals = Dictionary(current.map { ($0.request, $0) }, uniquingKeysWith: { first, _ in first })
        unfilled = Dictionary(plan.unfilled.map { ($0.request, $0) }, uniquingKeysWith: { first, _ in first })
        var claims: [InterpreterID: [Claim]] = [:]
        for proposal in current where proposal.price > 0 {
            claims[proposal.interpreter, default: []].append(
                Claim(request: proposal.request, hours: proposal.during, price: proposal.price, isOnlyHope: !proposal.isReplaceable))
        }
        for open in plan.unfilled {
            for interpreter in open.idle {
                claims[interpreter, default: []].append(
                    Claim(request: open.request, hours: open.hours, price: open.price, isOnlyHope: false))
            }
        }
        self.claims = claims
    }

    func proposal(for request: RequestID) -> HorizonPlan.Proposal? { proposals[request] }
    func unfilled(_ request: RequestID) -> HorizonPlan.Unfilled? { unfilled[request] }

    /// In the order of the plan.
    func claims(on interpreter: InterpreterID) -> [Claim] { claims[interpreter] ?? [] }

    /// How many proposals are left.
    var count: Int { proposals.count }
}
