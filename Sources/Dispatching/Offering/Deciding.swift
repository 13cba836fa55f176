import Interpreting
import Matching
import Rules

/// One decision as such, for whoever wants to see or measure it.
extension Engine {
    /// Who would be asked for a request at `now`, in which order, and for every other registered interpreter the first thing that speaks
    /// against it: what `SUBMIT` finds out before it makes offers, and what `EXPLAIN` puts into words. Changes nothing but the time.
    public mutating func decision(on id: RequestID, at now: Timestamp) -> Decision? {
        begin(at: now)
        return state.requests[id].map { everybody(decision(on: $0)) }
    }

    /// Among those who have the language, or one that may stand in for it.
    /// - Parameter agreed: who has said yes, whatever was answered or is offered besides.
    func decision(on request: Request, agreed: InterpreterID? = nil) -> Decision {
        let speakers = speakers(for: request)
        let view = view(for: request)
        var job = job(request, among: speakers)
        if let agreed { job.forgetAnswers(of: agreed) }
        return matcher.decide(
            job, speakers, at: turn.now, prospect: { speakers.ids[$0] == agreed ? nil : prospect(speakers.ids[$0], by: view) },
            candidate: { place in
                let id = speakers.ids[place]
                return id == agreed ? agreeing(id, by: view) : candidate(id, by: view)
            })
    }

    /// The decision with those who have no such language, and those who are no longer active.
    private func everybody(_ decision: Decision) -> Decision {
        // By number; nil for those who can.
        var reasons = [HardConstraint?](repeating: .language, count: max(0, Int(state.interpreters.nextID.number) - 1))
        func set(_ id: InterpreterID, _ reason: HardConstraint?) {
            let place = Int(id.number) - 1
            if reasons.indices.contains(place) { reasons[place] = reason }
        }
        for id in state.index.retired { set(id, .inactive) }
        for one in decision.against { set(one.interpreter, one.constraint) }
        for one in decision.eligible { set(one.interpreter, nil) }
        let against = [Decision.Against](unsafeUninitializedCapacity: reasons.count) { all, count in
            for (place, reason) in reasons.enumerated() {
                guard let reason else { continue }
                all.initializeElement(at: count, to: Decision.Against(InterpreterID(Int64(place) + 1), reason))
                count += 1
            }
        }
        return Decision(eligible: decision.eligible, winner: decision.winner, against: against)
    }
}
