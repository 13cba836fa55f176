import Interpreting

/// How interpreters are asked for planned work; the first to accept has it.
public struct WavePlan: Hashable, Sendable {
    /// Offers in the first wave, the second and so on; the last number holds for all waves after it. Not empty.
    public let sizes: [Int]
    /// How long an offer stays open.
    public let offersExpireAfter: Span

    public init(sizes: [Int], offersExpireAfter: Span) {
        self.sizes = sizes
        self.offersExpireAfter = offersExpireAfter
    }

    /// Offers to make in a wave; waves count from 1.
    public func size(ofWave wave: Int) -> Int {
        guard let last = sizes.last else { return 1 }
        let index = max(0, wave - 1)
        return index < sizes.count ? sizes[index] : last
    }
}

/// How interpreters on duty are rung for work that begins at once.
public struct OnDemandPlan: Hashable, Sendable {
    /// How long one ring lasts.
    public let ring: Span
    /// How many are rung at the same time; the first to accept gets the work.
    public let parallel: Int
    /// When the requester hears that nobody was found, counted from the question.
    public let giveUpAfter: Span
    /// How many rings in a row somebody lets pass before duty ends.
    public let unanswered: Int
    /// How long somebody on duty may be away, with no session open, before duty is on hold.
    public let grace: Span

    public init(ring: Span, parallel: Int, giveUpAfter: Span, unanswered: Int = 2, grace: Span = .seconds(60)) {
        self.ring = ring
        self.parallel = parallel
        self.giveUpAfter = giveUpAfter
        self.unanswered = unanswered
        self.grace = grace
    }
}

/// The wave plan from a lead time on.
public struct WaveRow: LeadBand, Hashable {
    /// The row holds when at least this time is left until the start.
    public let leadAtLeast: Span
    /// Empty for all.
    public let modalities: [Modality]
    public let plan: WavePlan
    public let rule: RuleReference

    public init(leadAtLeast: Span, modalities: [Modality] = [], plan: WavePlan, rule: RuleReference) {
        self.leadAtLeast = leadAtLeast
        self.modalities = modalities
        self.plan = plan
        self.rule = rule
    }
}

/// When the requester hears at the latest, from a lead time on.
public struct AnswerRow: LeadBand, Hashable {
    public enum Deadline: Hashable, Sendable {
        /// At `minuteOfDay` on the wall clock, so many working days before the day of the start.
        case workingDays(Int, minuteOfDay: Int)
        /// So long before the start.
        case beforeStart(Span)
        /// So long after the question.
        case afterQuestion(Span)
    }

    public let leadAtLeast: Span
    public let deadline: Deadline
    public let rule: RuleReference

    public init(leadAtLeast: Span, deadline: Deadline, rule: RuleReference) {
        self.leadAtLeast = leadAtLeast
        self.deadline = deadline
        self.rule = rule
    }
}
