import Interpreting
import Rules

extension Matcher {
    /// The whole decision, taken apart.
    /// - Parameters:
    ///   - discretion: what the words may not tell.
    ///   - reasons: how many reasons against each candidate are given at most.
    public func explain(
        _ job: Job, _ candidates: [Candidate], at now: Timestamp, discretion: Discretion = .none, reasons: Int = 3
    ) -> Explanation {
        let ranking = rank(job, candidates, at: now, discretion: discretion)
        let winning = ranking.eligible.first?.score.components(in: rules.matching) ?? []
        let eligible = ranking.eligible.map { ranked in
            let components = ranked.score.components(in: rules.matching)
            return ExplainedCandidate(
                ranked: ranked, components: components, behind: Matcher.differences(components, winning: winning))
        }
        let excluded = ranking.excluded.map {
            Excluded(interpreter: $0.interpreter, violations: Array($0.violations.prefix(max(1, reasons))))
        }
        return Explanation(
            eligible: eligible, excluded: excluded, relaxations: eligible.isEmpty ? relaxations(job, candidates, at: now) : [])
    }

    private static func differences(
        _ components: [ScoreComponent], winning: [ScoreComponent]
    ) -> [ExplainedCandidate.Difference] {
        let differences = components.compactMap { component -> ExplainedCandidate.Difference? in
            let best = winning.first { $0.cost == component.cost && $0.rule.id == component.rule.id }?.points ?? 0
            guard component.points > best else { return nil }
            return ExplainedCandidate.Difference(component: component, points: component.points - best)
        }
        // Equal differences stay in the order of the soft costs.
        return differences.enumerated().sorted { (-$0.element.points, $0.offset) < (-$1.element.points, $1.offset) }.map(\.element)
    }
}
