import Interpreting
import Rules

/// Everybody weighed for a job, nobody described: who can do it in the order of preference, and what first speaks against each of the
/// others. What it says is named, not written out, so that it can be made for every request; ``Matcher/explain(_:_:at:reasons:)`` writes
/// the same in words when somebody asks.
public struct Decision: Hashable, Sendable {
    /// Best first.
    public let eligible: [Ranked]
    /// Everybody else, ascending by interpreter.
    public let against: [Against]

    /// The first thing that speaks against somebody, in the order in which constraints are checked.
    public struct Against: Hashable, Sendable {
        public let interpreter: InterpreterID
        public let constraint: HardConstraint

        public init(_ interpreter: InterpreterID, _ constraint: HardConstraint) {
            self.interpreter = interpreter
            self.constraint = constraint
        }
    }

    public init(eligible: [Ranked], against: [Against]) {
        self.eligible = eligible
        self.against = against
    }

    public var winner: Ranked? { eligible.first }
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
        var ranked: [Ranked] = []
        var against: [Decision.Against] = []
        against.reserveCapacity(people.count)
        for id in people {
            guard let candidate = candidate(id) else { continue }
            switch examination.examined(candidate) {
            case .suitable(let match, let fit):
                ranked.append(Ranked(interpreter: id, score: examination.score(candidate, match, fit), fit: fit, via: match))
            case .excluded(let constraint):
                against.append(Decision.Against(id, constraint))
            }
        }
        return Decision(eligible: Matcher.inOrder(ranked), against: against)
    }
}
