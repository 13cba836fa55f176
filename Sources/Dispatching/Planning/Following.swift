import Interpreting
import Matching

/// Taking over a plan, and deciding with it.
extension Engine {
    /// A planner is done. Its result was computed on an earlier state: what has become of its parts since is looked at first, and a
    /// plan older than the one in force, or of a state that was taken back, is dropped whole. Requests that wait although the plan
    /// has somebody for them are looked at again at once.
    mutating func take(_ plan: HorizonPlan) -> Reply {
        if let held, plan.basis < held.plan.basis { return dropped(plan, "a later plan, of head \(held.plan.basis.head), is in force") }
        if plan.basis.head > state.head {
            return dropped(plan, "it was computed at head \(plan.basis.head), which was taken back; the head is \(state.head)")
        }
        let held = HeldPlan(plan, isCurrent: isCurrent)
        self.held = held
        for proposal in plan.proposals where held.proposal(for: proposal.request) != nil {
            guard state.requests[proposal.request]?.state == .open else { continue }
            attempt { engine throws(Refusal) in try engine.advance(proposal.request) }
        }
        return .done(
            .ready, "the plan of head \(plan.basis.head) is in force: \(held.count.counted("proposal")), \(held.dropped) stale dropped",
            rows: [figures(plan, proposals: held.count, dropped: held.dropped)])
    }

    private func dropped(_ plan: HorizonPlan, _ why: String) -> Reply {
        let row = figures(plan, proposals: 0, dropped: plan.proposals.count)
        return .done(.ready, "the plan of head \(plan.basis.head) is dropped: \(why)", rows: [row])
    }

    private func figures(_ plan: HorizonPlan, proposals: Int, dropped: Int) -> Row {
        Row("PLAN", "", [Field("head", plan.basis.head), Field("proposed", proposals), Field("dropped", dropped)])
    }

    /// Whether the request is still looked for as it was planned, and the interpreter can still do it.
    private func isCurrent(_ proposal: HorizonPlan.Proposal) -> Bool {
        guard let request = planned(proposal.request, as: proposal.job), var candidate = candidate(proposal.interpreter, for: request)
        else { return false }
        if isAsked(proposal.interpreter, for: request.id) { candidate.offers.removeAll { $0 == request.interval } }
        return matcher.score(job(request), candidate, at: turn.now) != nil
    }

    /// The request, when it is still looked for and was not amended since it was planned as `essence`.
    func planned(_ id: RequestID, as essence: Job) -> Request? {
        guard let request = state.requests[id], request.isSearching, !request.progress.isHeld, job(request).essence == essence else {
            return nil
        }
        return request
    }

    func isAsked(_ interpreter: InterpreterID, for request: RequestID) -> Bool {
        liveOffers(for: request).contains { state.offers[$0]?.interpreter == interpreter }
    }

    /// Whom the plan in force has for `request`.
    func proposal(for request: Request) -> HorizonPlan.Proposal? {
        guard let proposal = held?.proposal(for: request.id), planned(request.id, as: proposal.job) != nil else { return nil }
        return proposal
    }

    /// Points an hour that the interpreter's time would be worth for other requests of the plan during `hours`, those of `request`; 0
    /// when there is no plan, or it has nothing else then. Makes somebody dearer, never impossible.
    func shadowPrice(of interpreter: InterpreterID, during hours: Interval, besides request: RequestID) -> Int {
        guard let held else { return 0 }
        return claims(on: interpreter, during: hours, besides: request, held).map(\.price).max() ?? 0
    }

    /// Those of `eligible` whom the plan needs for another request at that time that nobody else could do: asked only when nobody else
    /// of their level is left. Ascending.
    func reserved(_ eligible: [Ranked], for request: Request) -> [InterpreterID] {
        guard let held else { return [] }
        return eligible.filter { ranked in
            claims(on: ranked.interpreter, during: ranked.fit.during, besides: request.id, held).contains(where: \.isOnlyHope)
        }.map(\.interpreter).sorted()
    }

    private func claims(
        on interpreter: InterpreterID, during hours: Interval, besides request: RequestID, _ held: HeldPlan
    ) -> [HeldPlan.Claim] {
        held.claims(on: interpreter).filter { claim in
            guard claim.request != request, claim.hours.overlaps(hours) else { return false }
            let essence = held.proposal(for: claim.request)?.job ?? held.unfilled(claim.request)?.job
            return essence.flatMap { planned(claim.request, as: $0) } != nil
        }
    }
}
