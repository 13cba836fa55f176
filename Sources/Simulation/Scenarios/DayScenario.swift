import Foundation
import Interpreting
import Rules
import Yams

/// One day as it is to be played: who exists, who asks what when, and how people behave.
///
/// A folder with `scenario.yaml` and three tables: `organisations.csv`, `interpreters.csv`, `requests.csv`.
public struct DayScenario: Sendable {
    public struct Clock: Sendable, Hashable {
        /// Registration begins.
        public var start: Timestamp
        /// The first request may come.
        public var opens: Timestamp
        /// Everything asked that day is decided.
        public var settles: Timestamp
        /// Seconds of the day in one real second, by day and by night.
        public var factor: Int
        public var nightFactor: Int
    }

    public typealias Host = Simulation.Host

    public struct Person: Sendable, Hashable {
        public var name: String
        public var gender: String
        public var home: String
        public var modalities: [String]
        public var pools: [String]
        public var languages: [String]
        /// Wall-clock times between which work may be planned, `07:00`.
        public var from: String
        public var until: String
        /// Wall-clock times between which the person is on duty; nil when never.
        public var duty: (from: String, until: String)?

        public init(
            name: String, gender: String, home: String, modalities: [String], pools: [String], languages: [String], from: String,
            until: String, duty: (from: String, until: String)? = nil
        ) {
            self.name = name
            self.gender = gender
            self.home = home
            self.modalities = modalities
            self.pools = pools
            self.languages = languages
            self.from = from
            self.until = until
            self.duty = duty
        }

        public static func == (left: Person, right: Person) -> Bool { left.name == right.name && left.home == right.home }
        public func hash(into hasher: inout Hasher) { hasher.combine(name) }
    }

    public struct Question: Sendable, Hashable {
        /// Of `requests.csv`.
        public var line: Int
        public var submitted: Timestamp
        /// Index into `hosts`.
        public var host: Int
        public var language: String
        public var complexity: String
        public var minutes: Int
        /// `now` or a wall-clock time.
        public var start: String
        public var place: String
        public var fallback: [String]
        public var priority: String
        public var gender: String?
        /// Cancelled so long after it was asked; nil when it is kept.
        public var cancelAfter: Span?
    }

    /// How a kind of offer is answered: out of a hundred, so many accept and so many decline; the others stay silent.
    public struct Behaviour: Sendable, Hashable, Decodable {
        public var accept: Int
        public var decline: Int
        /// Median of the lognormal time to answer.
        public var medianSeconds: Double

        enum CodingKeys: String, CodingKey {
            case accept, decline
            case medianSeconds = "median-seconds"
        }
    }

    public var name: String
    public var seed: UInt64
    public var date: CivilDate
    public var clock: Clock
    public var hosts: [Host]
    public var people: [Person]
    public var questions: [Question]
    public var ring: Behaviour
    public var remote: Behaviour
    public var onsite: Behaviour
    /// Standard deviation of the logarithm of the time to answer, in hundredths.
    public var sigmaPercent: Int

    /// Reads the folder, with the words that the rule book knows; moments are on the service's wall clock.
    public static func load(_ folder: String, book: RuleBook) throws(ScenarioProblem) -> DayScenario {
        try DayScenarioReader(folder: folder, book: book).read()
    }
}

/// A scenario that cannot be read: where, and what was expected.
public struct ScenarioProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    public let line: Int?
    public let text: String

    public var description: String { line.map { "\(file):\($0): \(text)" } ?? "\(file): \(text)" }
}
