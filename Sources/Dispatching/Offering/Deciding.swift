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
        let speakers = speakers(of: request.need.language)
        let candidate = view(for: request)
        var job = job(request)
        if !speakers.isEmpty { job.fairMinutes = speakers.reduce(0) { $0 + state.index.diaries.recentMinutes(of: $1) } / speakers.count }
        return matcher.decide(job, among: speakers, at: turn.now) { candidate($0) }
    }

    /// The decision with those who have no such language.
    private func everybody(_ decision: Decision) -> Decision {
        let able = decision.eligible.map(\.interpreter).sorted()
        var against: [Decision.Against] = []
        against.reserveCapacity(Int(state.interpreters.nextID.number))
        var next = 1 as Int64
        func others(before id: Int64) {
            while next < id {
                against.append(Decision.Against(InterpreterID(next), .language))
                next += 1
            }
            next = id + 1
        }
        var place = 0
        for known in decision.against {
            while place < able.count, able[place] < known.interpreter {
                others(before: able[place].number)
                place += 1
            }
            others(before: known.interpreter.number)
            against.append(known)
        }
        for id in able[place...] { others(before: id.number) }
        others(before: state.interpreters.nextID.number)
        for id in state.index.retired { against[against.place(of: id)] = Decision.Against(id, .inactive) }
        return Decision(eligible: decision.eligible, winner: decision.winner, against: against)
    }
}

extension [Decision.Against] {
    /// Of somebody who is among them; they are ascending.
    fileprivate func place(of id: InterpreterID) -> Int {
        var (low, high) = (0, count - 1)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].interpreter < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
