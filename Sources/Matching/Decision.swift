import Interpreting
import Rules

/// Everybody weighed for a job, nobody described: who can do it in the order of preference, and what first speaks against each of the
/// others. What it says is named, not written out, so that it can be made for every request; ``Matcher/explain(_:_:at:reasons:)`` writes
/// the same in words when somebody asks.
public struct Decision: Hashable, Sendable {
    /// Those who can do it, best first.
    public let eligible: [Choice]
    /// The first of them, with how it would be done and what the score is made of.
    public let winner: Ranked?
    /// Everybody else, ascending by interpreter.
    public let against: [Against]

    /// Somebody who can do it.
    public struct Choice: Hashable, Sendable {
        public let interpreter: InterpreterID
        public let level: CertificateLevel
        /// Of the score; fewer are better within a level.
        public let points: Int

        public init(_ interpreter: InterpreterID, _ score: Score) {
            self.interpreter = interpreter
            level = score.level
            points = score.points
        }
    }

    /// The first thing that speaks against somebody, in the order in which constraints are checked.
    public struct Against: Hashable, Sendable {
        public let interpreter: InterpreterID
        public let constraint: HardConstraint

        public init(_ interpreter: InterpreterID, _ constraint: HardConstraint) {
            self.interpreter = interpreter
            self.constraint = constraint
        }
    }

    public init(eligible: [Choice], winner: Ranked?, against: [Against]) {
        self.eligible = eligible
        self.winner = winner
        self.against = against
    }
}

extension Matcher {
    /// The same checks as ``rank(_:_:at:)``, without a word.
    /// - Parameters:
    ///   - people: ascending.
    ///   - candidate: asked once for each of them, and kept no longer than it is examined; nil leaves somebody out.
    public func decide(
        _ job: Job, among people: [InterpreterID], at now: Timestamp, candidate: (InterpreterID) -> Candidate?
    ) -> Decision {
        let examination = examination(job, at: now)
        var eligible: [Decision.Choice] = []
        var winner: Ranked?
        var against: [Decision.Against] = []
        against.reserveCapacity(people.count)
        for id in people {
            guard let candidate = candidate(id) else { continue }
            switch examination.examined(candidate) {
            case .suitable(let match, let fit):
                let score = examination.score(candidate, match, fit)
                eligible.append(Decision.Choice(id, score))
                if let winner, winner.score <= score { continue }
                winner = Ranked(interpreter: id, score: score, fit: fit, via: match)
            case .excluded(let constraint):
                against.append(Decision.Against(id, constraint))
            }
        }
        eligible.sort { ($1.level, $0.points, $0.interpreter) < ($0.level, $1.points, $1.interpreter) }
        return Decision(eligible: eligible, winner: winner, against: against)
    }
}
