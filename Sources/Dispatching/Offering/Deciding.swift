import Interpreting
import Matching
import Rules

/// One decision as such, for whoever wants to see or measure it.
extension Engine {
    /// Who would be asked for a request at `now`, in which order, and for every other registered interpreter the first thing that speaks
    /// against it: what `SUBMIT` finds out before it makes offers, and what `EXPLAIN` puts into words.
    public func decision(on id: RequestID, at now: Timestamp) -> Decision? {
        guard let request = state.requests[id] else { return nil }
        var engine = self
        engine.begin(at: now)
        return engine.everybody(engine.decision(on: request))
    }

    /// Among those who have the language, or one that may stand in for it.
    func decision(on request: Request) -> Decision {
        let speakers = speakers(of: request.need.language)
        let candidate = view(for: request)
        var job = job(request)
        if !speakers.isEmpty { job.fairMinutes = speakers.reduce(0) { $0 + state.index.diaries.recentMinutes(of: $1) } / speakers.count }
        return matcher.decide(job, among: speakers, at: turn.now) { candidate($0) }
    }

    /// The decision with those who have no such language.
    private func everybody(_ decision: Decision) -> Decision {
        let end = state.interpreters.nextID.number
        // Everybody in order of numbers, then those of whom more is known over it.
        var against = (1..<max(1, end)).map { Decision.Against(InterpreterID($0), .language) }
        for id in state.index.retired { against[Int(id.number) - 1] = Decision.Against(id, .inactive) }
        for known in decision.against { against[Int(known.interpreter.number) - 1] = known }
        var able = decision.eligible.map { Int($0.interpreter.number) - 1 }.sorted()[...]
        if able.isEmpty { return Decision(eligible: [], against: against) }
        var others: [Decision.Against] = []
        others.reserveCapacity(against.count - able.count)
        var from = 0
        while let next = able.popFirst() {
            others += against[from..<next]
            from = next + 1
        }
        others += against[from...]
        return Decision(eligible: decision.eligible, against: others)
    }
}
