import Interpreting

/// A world to be simulated: who exists, what they ask, how they behave, what is to be found out.
public struct Scenario: Sendable {
    public var name: String
    /// What is asked of the simulation, and what its author expects.
    public var question: String
    public var expects: String
    public var seed: UInt64
    /// The first day, and how many.
    public var start: CivilDate
    public var days: Int
    /// Days at the beginning that are played and not counted.
    public var warmUpDays: Int
    /// Of demand and people; 1 for all of it.
    public var scale: Double
    public var hosts: [Host]
    public var people: [Person]
    public var behaviour: Behaviour
    public var inquiries: any InquirySource
    /// Names of offer policies to be compared, the first being ours.
    public var policies: [String]
    public var replications: Int
    public var recruit: Recruit?
    /// What figures should come out, with where they come from.
    public var calibration: [Target]
    /// What happens in it, already part of `inquiries`, `hosts` and `people`; here for the report.
    public var events: [any ScenarioEvent] = []

    /// How many more interpreters a language needs.
    public struct Recruit: Codable, Hashable, Sendable {
        public var language: String
        /// Share of requests to be filled, such as 0.95.
        public var target: Double
        /// At most so many are tried.
        public var most: Int

        public init(language: String, target: Double, most: Int) {
            self.language = language
            self.target = target
            self.most = most
        }
    }

    /// A figure that the simulation should reproduce.
    public struct Target: Codable, Hashable, Sendable {
        /// One of the figures that the calibration table knows, for instance `requests-per-day`, `fill-share`, `telephone-share`.
        public var figure: String
        public var value: Double
        /// Where it comes from; an assumption begins with `assumption:`.
        public var source: String

        public init(figure: String, value: Double, source: String) {
            self.figure = figure
            self.value = value
            self.source = source
        }
    }

    public init(
        name: String, question: String, expects: String, seed: UInt64, start: CivilDate, days: Int, warmUpDays: Int = 0,
        scale: Double = 1, hosts: [Host], people: [Person], behaviour: Behaviour, inquiries: any InquirySource,
        policies: [String] = ["tolkbrug"], replications: Int = 1, recruit: Recruit? = nil, calibration: [Target] = []
    ) {
        self.name = name
        self.question = question
        self.expects = expects
        self.seed = seed
        self.start = start
        self.days = days
        self.warmUpDays = warmUpDays
        self.scale = scale
        self.hosts = hosts
        self.people = people
        self.behaviour = behaviour
        self.inquiries = inquiries
        self.policies = policies
        self.replications = replications
        self.recruit = recruit
        self.calibration = calibration
    }
}
