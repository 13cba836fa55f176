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

    /// Somebody who can do it. Who is preferred comes first.
    public struct Choice: Hashable, Comparable, Sendable {
        public let interpreter: InterpreterID
        /// Points, more than any points for who is not certified, and more than that for whom nobody reaches: hundreds of choices are
        /// put in order by it.
        private let order: Int
        private static let trained = 1 << 60
        private static let unreachable = 1 << 61

        public var isReachable: Bool { order & Choice.unreachable == 0 }
        public var level: CertificateLevel { order & Choice.trained == 0 ? .certified : .trained }
        /// Of the score; fewer are better within a level.
        public var points: Int { order & (Choice.trained - 1) }

        public init(_ interpreter: InterpreterID, _ score: Score) { self.init(interpreter, score.rank) }

        init(_ interpreter: InterpreterID, _ rank: Score.Rank) {
            self.interpreter = interpreter
            order = min(rank.points, Choice.trained - 1) | (rank.level == .certified ? 0 : Choice.trained)
                | (rank.isReachable ? 0 : Choice.unreachable)
        }

        public static func < (left: Choice, right: Choice) -> Bool {
            left.order != right.order ? left.order < right.order : left.interpreter < right.interpreter
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
    ///   - prospect: by place among `speakers`; nil when only the candidate tells.
    ///   - candidate: by place among `speakers`; nil leaves somebody out.
    public func decide(
        _ job: Job, _ speakers: Speakers, at now: Timestamp, prospect: (Int) -> Prospect? = { _ in nil }, candidate: (Int) -> Candidate?
    ) -> Decision {
        let examination = examination(job, at: now)
        var eligible: [Decision.Choice] = []
        eligible.reserveCapacity(speakers.ids.count / 2)
        var first: Decision.Choice?
        // Beside the first: what is large is not moved for each comparison.
        var best: (standing: Standing, pick: Examination.Pick, fit: Fit)?
        var against: [Decision.Against] = []
        against.reserveCapacity(speakers.ids.count)
        speakers.examined(
            by: examination, prospect: prospect, candidate: candidate,
            suitable: { place, standing, pick, fit in
                let choice = Decision.Choice(speakers.ids[place], examination.rank(standing, pick, fit))
                eligible.append(choice)
                if let first, first <= choice { return }
                first = choice
                best = (standing, pick, fit)
            },
            excluded: { against.append(Decision.Against(speakers.ids[$0], $1)) })
        eligible.sort()
        var winner: Ranked?
        if let first, let best {
            winner = Ranked(
                interpreter: first.interpreter, score: examination.score(best.standing, best.pick, best.fit), fit: best.fit,
                via: examination.match(best.pick))
        }
        return Decision(eligible: eligible, winner: winner, against: against)
    }

    /// The same among candidates in any order.
    public func decide(_ job: Job, _ candidates: [Candidate], at now: Timestamp) -> Decision {
        decide(job, Speakers(candidates), at: now) { candidates[$0] }
    }
}
