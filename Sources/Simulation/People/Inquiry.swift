import Interpreting

/// One thing that somebody will ask, and how they will behave: decided beforehand, so that every policy meets the same.
public struct Inquiry: Hashable, Sendable {
    /// When it is asked.
    public var at: Timestamp
    /// Index into the scenario's hosts.
    public var host: Int
    /// BCP 47 tag.
    public var language: String
    /// `practical`, `informative`, `complex`.
    public var complexity: String
    /// As booked.
    public var minutes: Int
    /// When the talk is to begin; nil means now.
    public var start: Timestamp?
    /// NIS code.
    public var place: String
    public var fallback: [String]
    /// `normal` or `urgent`.
    public var priority: String
    public var gender: String?
    public var documents: Bool
    public var participants: Int
    public var emotional: Bool
    /// The requester gives it up so long after asking, if nobody has taken it or even then; nil when it is kept.
    public var cancelAfter: Span?
    /// On demand: hangs up when no talk has begun after this; nil when it waits as long as it takes.
    public var patience: Span?
    /// How long the talk really takes.
    public var actualMinutes: Int
    /// Where it is written down: `requests.csv:17`; nil when it was drawn.
    public var origin: String?

    public init(
        at: Timestamp, host: Int, language: String, complexity: String, minutes: Int, start: Timestamp?, place: String,
        fallback: [String] = [], priority: String = "normal", gender: String? = nil, documents: Bool = false,
        participants: Int = 1, emotional: Bool = false, cancelAfter: Span? = nil, patience: Span? = nil, actualMinutes: Int? = nil
    ) {
        self.at = at
        self.host = host
        self.language = language
        self.complexity = complexity
        self.minutes = minutes
        self.start = start
        self.place = place
        self.fallback = fallback
        self.priority = priority
        self.gender = gender
        self.documents = documents
        self.participants = participants
        self.emotional = emotional
        self.cancelAfter = cancelAfter
        self.patience = patience
        self.actualMinutes = actualMinutes ?? minutes
    }
}

/// Where inquiries come from: a demand model, or a log that is played again.
public protocol InquirySource: Sendable {
    /// What is asked on the given day (0 is the scenario's first) in the replication with `seed`, in order of time. The same for
    /// every policy.
    func inquiries(onDay day: Int, seed: UInt64) -> [Inquiry]

    /// How many are to be expected on a day, over all seeds; nil when that is not known.
    func expected(onDay day: Int) -> Double?

    /// How many are drawn on a day on the average, of which events then leave a part; nil when what is asked is written down.
    func drawn(onDay day: Int) -> Double?
}

extension InquirySource {
    public func expected(onDay day: Int) -> Double? { nil }
    public func drawn(onDay day: Int) -> Double? { nil }
}
