import Interpreting

/// Why a job goes to whom: from the same checks that decide.
public struct Explanation: Hashable, Sendable {
    /// Those who can do it, best first, with what their scores are made of.
    public let eligible: [ExplainedCandidate]
    /// Those who cannot, by interpreter, with the first reasons against each.
    public let excluded: [Excluded]
    /// The single changes that would open it; worked out only when nobody is eligible.
    public let relaxations: [Relaxation]

    public init(eligible: [ExplainedCandidate], excluded: [Excluded], relaxations: [Relaxation]) {
        self.eligible = eligible
        self.excluded = excluded
        self.relaxations = relaxations
    }

    public var winner: ExplainedCandidate? { eligible.first }
}

/// An eligible interpreter with the score taken apart.
public struct ExplainedCandidate: Hashable, Sendable {
    public let ranked: Ranked
    /// Their points add up to the score's.
    public let components: [ScoreComponent]
    /// Where this interpreter loses against the winner: costs that are higher by so many points, the largest difference first;
    /// empty for the winner, and when only the level of the certificate or the order of registration decides.
    public let behind: [Difference]

    /// A soft cost in which an interpreter is worse than the winner.
    public struct Difference: Hashable, Sendable {
        public let component: ScoreComponent
        /// Points more than the winner's.
        public let points: Int
    }

    public init(ranked: Ranked, components: [ScoreComponent], behind: [Difference]) {
        self.ranked = ranked
        self.components = components
        self.behind = behind
    }
}
