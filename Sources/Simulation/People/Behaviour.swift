/// How interpreters and requesters behave. Shares are between 0 and 1.
public struct Behaviour: Codable, Hashable, Sendable {
    /// How a kind of offer is answered; who neither accepts nor declines never answers.
    public struct Answering: Codable, Hashable, Sendable {
        public var accept: Double
        public var decline: Double
        /// Of the lognormal time to answer.
        public var medianSeconds: Double
        /// Standard deviation of its logarithm.
        public var sigma: Double

        public init(accept: Double, decline: Double, medianSeconds: Double, sigma: Double) {
            self.accept = accept
            self.decline = decline
            self.medianSeconds = medianSeconds
            self.sigma = sigma
        }
    }

    /// On-demand work, planned work by telephone or video, planned work on site.
    public var ring: Answering
    public var remote: Answering
    public var onsite: Answering
    /// The interpreter does not appear, of talks confirmed.
    public var noShow = 0.0
    /// Gives an assignment back, of assignments planned ahead.
    public var release = 0.0
    /// Whole days on which an interpreter enters an absence a week ahead, each month.
    public var absencesPerMonth = 0.0

    public init(ring: Answering, remote: Answering, onsite: Answering) {
        self.ring = ring
        self.remote = remote
        self.onsite = onsite
    }
}
