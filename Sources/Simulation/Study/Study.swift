/// A question put to the simulator, and what came of it: everything that the report shows and the JSON file holds.
public struct Study: Codable, Hashable, Sendable {
    public var scenario: String
    public var question: String
    /// What its author expects to be found.
    public var expects: String
    public var seed: UInt64
    /// First day, `2026-12-01`, and how many.
    public var start: String
    public var days: Int
    /// Of the demand and of the people, 1 for all of it.
    public var scale: Double
    /// In the order of `policies`, all replications of each.
    public var policies: [PolicyFigures]
    /// Of every further policy against the first, with common random numbers.
    public var comparisons: [Comparison] = []
    /// Asked by the scenario against what was simulated.
    public var calibration: [CalibrationRow] = []
    /// Fill against the number of interpreters recruited; empty unless the scenario asks for it.
    public var recruitment: [RecruitmentCurve] = []
    /// What the reader should know: staffing found, languages not mapped, an early end.
    public var remarks: [String] = []

    public init(
        scenario: String, question: String, expects: String, seed: UInt64, start: String, days: Int, scale: Double,
        policies: [PolicyFigures]
    ) {
        self.scenario = scenario
        self.question = question
        self.expects = expects
        self.seed = seed
        self.start = start
        self.days = days
        self.scale = scale
        self.policies = policies
    }

    public struct PolicyFigures: Codable, Hashable, Sendable {
        public var name: String
        public var runs: [RunFigures]

        public init(name: String, runs: [RunFigures]) {
            self.name = name
            self.runs = runs
        }
    }

    /// One figure of one policy, less the same figure of the first policy, replication by replication.
    public struct Comparison: Codable, Hashable, Sendable {
        public var policy: String
        public var against: String
        /// `fill share, %`, with its unit.
        public var figure: String
        public var difference: Estimate

        public init(policy: String, against: String, figure: String, difference: Estimate) {
            self.policy = policy
            self.against = against
            self.figure = figure
            self.difference = difference
        }
    }

    public struct CalibrationRow: Codable, Hashable, Sendable {
        /// For instance `requests per working day`.
        public var parameter: String
        public var asked: Double
        public var simulated: Double
        /// Where the asked value comes from; an assumption says so.
        public var source: String

        public init(parameter: String, asked: Double, simulated: Double, source: String) {
            self.parameter = parameter
            self.asked = asked
            self.simulated = simulated
            self.source = source
        }
    }

    public struct RecruitmentCurve: Codable, Hashable, Sendable {
        public var language: String
        /// The share of requests to be filled, such as 0.95.
        public var target: Double
        /// Ascending by `recruited`.
        public var points: [Point]
        /// The least number that reaches the target; nil when none that was tried does.
        public var enough: Int?

        public struct Point: Codable, Hashable, Sendable {
            public var recruited: Int
            public var fillShare: Estimate

            public init(recruited: Int, fillShare: Estimate) {
                self.recruited = recruited
                self.fillShare = fillShare
            }
        }

        public init(language: String, target: Double, points: [Point], enough: Int?) {
            self.language = language
            self.target = target
            self.points = points
            self.enough = enough
        }
    }
}
