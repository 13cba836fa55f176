/// What one replication of a scenario came to under one policy.
public struct RunFigures: Codable, Hashable, Sendable {
    public var policy: String
    /// From 1.
    public var replication: Int
    public var seed: UInt64
    public var total = Tally()
    /// Submissions that the service refused by its rules; `total` has none of them.
    public var refused = 0
    /// By BCP 47 tag.
    public var byLanguage: [String: Tally] = [:]
    /// `telephone`, `video`, `onsite`: as advised when it was asked.
    public var byModality: [String: Tally] = [:]
    public var bySector: [String: Tally] = [:]
    public var byAgency: [String: Tally] = [:]
    /// By the month in which it was asked, `2026-03`.
    public var byMonth: [String: Tally] = [:]
    /// The same by BCP 47 tag.
    public var byMonthOfLanguage: [String: [String: Tally]] = [:]
    /// By the hour of the wall clock in which it was to begin, `00` to `23`.
    public var byHour: [String: Tally] = [:]
    /// How many were asked, 0 being the scenario's first day; those of the warm-up too.
    public var askedByDay: [Int] = []
    /// 24, by the hour of the wall clock.
    public var hours = [HourLoad](repeating: HourLoad(), count: 24)
    /// Seconds from asking to a name, by modality, of work planned ahead.
    public var timeToFill: [String: DurationHistogram] = [:]
    /// Seconds from asking to the beginning of the talk, of on-demand work.
    public var timeToConnect = DurationHistogram()
    public var fairness = Fairness()
    public var travel = Travel()
    public var offers = OfferCounts()
    /// Nil when nobody planned.
    public var plans: Plans?
    /// Events of the engine's journal.
    public var events = 0
    /// Found by the engine's own invariant checks at the end; must be 0.
    public var violations = 0

    public init(policy: String, replication: Int, seed: UInt64) {
        self.policy = policy
        self.replication = replication
        self.seed = seed
    }

    /// What one hour of the day saw, summed over all days.
    public struct HourLoad: Codable, Hashable, Sendable {
        public var asked = 0
        /// Minutes of talks that fell into this hour.
        public var talkMinutes = 0
        public init() {}
    }

    /// How the work was divided.
    public struct Fairness: Codable, Hashable, Sendable {
        /// Of minutes of talk among interpreters: 0 when all have the same, near 1 when one has everything.
        public var gini = 0.0
        /// Minutes of talk of each interpreter, ascending.
        public var minutes: [Int] = []
        public init() {}
    }

    /// Of talks on site that took place.
    public struct Travel: Codable, Hashable, Sendable {
        public var talks = 0
        public var minutes = 0
        public var metres = 0
        public init() {}
    }

    /// Plans of the coming days.
    public struct Plans: Codable, Hashable, Sendable {
        public var made = 0
        /// Of all plans together: who was proposed for which request, and how many of these did not hold any more when the plan was done.
        public var proposals = 0
        public var dropped = 0
        public init() {}
    }

    public struct OfferCounts: Codable, Hashable, Sendable {
        public var made = 0
        public var accepted = 0
        public var declined = 0
        public var expired = 0
        public var withdrawn = 0
        public init() {}
    }
}
