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

    /// How people on duty put their telephone or computer away without saying so.
    public struct Leaving: Codable, Hashable, Sendable {
        /// Of the stretches of duty.
        public var share: Double
        /// Medians of the lognormal times from the beginning of duty until it happens, and until they are back.
        public var afterMinutes: Double
        public var forMinutes: Double
        /// From being taken off duty, because rings were let pass, until somebody notices and says that he or she is back; median.
        public var noticeMinutes: Double

        /// Standard deviation of the logarithm of these times.
        public static let sigma = 0.8

        public init(share: Double, afterMinutes: Double, forMinutes: Double, noticeMinutes: Double) {
            self.share = share
            self.afterMinutes = afterMinutes
            self.forMinutes = forMinutes
            self.noticeMinutes = noticeMinutes
        }
    }

    /// The hours of the wall clock in which people read messages; minutes since midnight.
    public struct Awake: Codable, Hashable, Sendable {
        public var from: Int
        public var until: Int

        public init(from: Int, until: Int) {
            self.from = from
            self.until = until
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
    public var leaving = Leaving(share: 0, afterMinutes: 60, forMinutes: 30, noticeMinutes: 10)
    /// Of those who did not answer, the share that makes up its mind anew when asked again for the same.
    public var answersAgain = 0.0
    /// Whoever is not on duty sleeps at other times, and the time to answer goes on in the morning; nil when nobody ever sleeps.
    public var awake: Awake?

    public init(ring: Answering, remote: Answering, onsite: Answering) {
        self.ring = ring
        self.remote = remote
        self.onsite = onsite
    }
}
