import Dispatching
import Interpreting
import Matching
import Rules

/// Decides as slowly and plainly as one can, from the rows themselves: every registered interpreter is examined in full, and none of the
/// engine's indexes is used. Agrees with the engine, or the engine is wrong.
struct DecisionReferee {
    private let matcher: Matcher
    private let rules: RuleBook
    private let now: Timestamp
    private let candidates: [Candidate]

    init(_ world: DecisionWorld, rules: RuleBook) {
        self.rules = rules
        matcher = Matcher(rules: rules)
        now = world.now
        // A fair share is counted from the beginning of the hour.
        let hour = Timestamp(milliseconds: now.milliseconds.floorDivided(by: 3_600_000) * 3_600_000)
        candidates = world.interpreters.indices.map { place in
            let calendar = world.availabilities[place]
            let work = world.assignments[place]
            let recent = work.filter { abs(($0.talk.start - hour).milliseconds) < Span.days(28).milliseconds }
            return Candidate(
                interpreter: world.interpreters[place], windows: calendar.filter { $0.kind == .available }.map(\.interval),
                absences: calendar.filter { $0.kind == .absent }.map(\.interval),
                commitments: work.filter(\.state.isWork).map { Commitment($0) },
                recentMinutes: recent.reduce(0) { $0 + $1.talk.length.minutes },
                isReachable: DecisionWorld.isConnected(world.interpreters[place].id))
        }
    }

    /// A request that nobody has been offered or has declined yet, of somebody who served no such case before.
    func decision(on request: Request) -> Decision {
        var job = Job(request, start: max(request.need.start, now))
        if request.need.isOnDemand { job.ring = min(rules.offers.onDemand.value.ring, request.answerBy - now) }
        let languages = [job.language] + rules.languages.substitutes(for: job.language).map(\.offered)
        let speakers = candidates.filter { candidate in
            candidate.interpreter.isActive && candidate.interpreter.competences.contains { languages.contains($0.language) }
        }
        if !speakers.isEmpty { job.fairMinutes = speakers.reduce(0) { $0 + $1.recentMinutes } / speakers.count }
        let ranking = matcher.rank(job, candidates, at: now)
        return Decision(
            eligible: ranking.eligible.map { Decision.Choice($0.interpreter, $0.score) }, winner: ranking.eligible.first,
            against: ranking.excluded.compactMap { excluded in
                excluded.violations.first.map { Decision.Against(excluded.interpreter, $0.constraint) }
            })
    }
}
