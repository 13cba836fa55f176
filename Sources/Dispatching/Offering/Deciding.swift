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
    func decision(on request: Request) -> Decision {
        let speakers = speakers(for: request)
        let view = view(for: request)
        return matcher.decide(job(request, among: speakers), speakers, at: turn.now) { candidate(speakers.ids[$0], by: view) }
    }

    /// The decision with those who have no such language, and those who are no longer active.
    private func everybody(_ decision: Decision) -> Decision {
        let known = decision.against
        let count = max(0, Int(state.interpreters.nextID.number) - 1)
        let able = decision.eligible.map(\.interpreter).filter { $0.number >= 1 && $0.number <= count }.sorted()
        let against = [Decision.Against](unsafeUninitializedCapacity: count) { all, filled in
            for place in 0..<count {
                all.initializeElement(at: place, to: Decision.Against(InterpreterID(Int64(place) + 1), .language))
            }
            // Writes past either end would not be noticed here.
            func set(_ one: Decision.Against) {
                let place = Int(one.interpreter.number) - 1
                if place >= 0, place < count { all[place] = one }
            }
            for id in state.index.retired { set(Decision.Against(id, .inactive)) }
            for one in known { set(one) }
            // Closes the gaps of those who can.
            var next = 0
            for (place, id) in able.enumerated() {
                let gap = Int(id.number) - 1
                _ = all.extracting((next - place)..<count).update(fromContentsOf: all.extracting(next..<gap))
                next = gap + 1
            }
            _ = all.extracting((next - able.count)..<count).update(fromContentsOf: all.extracting(next..<count))
            filled = count - able.count
        }
        return Decision(eligible: decision.eligible, winner: decision.winner, against: against)
    }
}
