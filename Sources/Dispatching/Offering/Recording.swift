import Interpreting
import Matching

/// What is kept with a request when it is decided.
extension Engine {
    /// How it is with the people for `request` now.
    func decided(_ request: Request) -> Decided {
        let decision = decision(on: request)
        // Whoever was asked and has retired since is in no list of speakers any more.
        let retired = asked(for: request.id).filter { state.interpreters[$0]?.isActive == false }.map { Decision.Against($0, .inactive) }
        let all = Decision(eligible: decision.eligible, winner: decision.winner, against: decision.against + retired)
        return decided(all, for: request, score: nil)
    }

    /// The same in the moment in which `chosen` gets it.
    func decided(_ request: Request, for chosen: InterpreterID) -> Decided {
        let decision = decision(on: request, agreed: chosen)
        let score = decision.winner?.interpreter == chosen ? decision.winner?.score : score(of: chosen, for: request)
        return decided(decision, for: request, score: score)
    }

    func decided(_ decision: Decision, for request: Request, score: Score?) -> Decided {
        let ranking = decision.eligible.prefix(Decided.named.eligible).map {
            Decided.Choice($0.interpreter, level: $0.level, points: $0.points, isReachable: $0.isReachable)
        }
        let costs = score?.components(in: rules.matching) ?? []
        return Decided(
            at: turn.now, rules: rules.fingerprint, eligible: decision.eligible.count, ranking: ranking,
            against: reasons(among: decision.against, for: request),
            score: costs.map { Decided.Cost($0.cost.rawValue, amount: $0.amount, points: $0.points, rule: $0.rule.id) })
    }

    /// Counted by constraint, most first; only of those who may ever be sent to `request`.
    private func reasons(among all: [Decision.Against], for request: Request) -> [Decided.Reason] {
        var reasons: [Decided.Reason] = []
        for one in all {
            guard let interpreter = state.interpreters[one.interpreter], matcher.mayServe(interpreter, request.agency) else { continue }
            let name = one.constraint.rawValue
            let place = reasons.firstIndex { $0.constraint == name } ?? reasons.endIndex
            if place == reasons.endIndex { reasons.append(Decided.Reason(name, count: 0, interpreters: [])) }
            reasons[place].count += 1
            if reasons[place].count <= Decided.named.against { reasons[place].interpreters.append(one.interpreter) }
        }
        return reasons.sorted { ($1.count, $0.constraint) < ($0.count, $1.constraint) }
    }

    private func score(of chosen: InterpreterID, for request: Request) -> Score? {
        guard let candidate = agreeing(chosen, by: view(for: request)) else { return nil }
        var job = job(request, among: speakers(for: request))
        job.forgetAnswers(of: chosen)
        return matcher.score(job, candidate, at: turn.now)?.score
    }

    /// Who says yes chooses among open offers and rings.
    func agreeing(_ id: InterpreterID, by view: View) -> Candidate? {
        guard var candidate = candidate(id, by: view) else { return nil }
        candidate.isBusyWithOffer = false
        candidate.offers = []
        return candidate
    }
}
