import Interpreting

/// An interpreter as the scenario describes one.
public struct Person: Codable, Hashable, Sendable {
    public var name: String
    /// `female` or `male`.
    public var gender: String
    /// NIS code.
    public var home: String
    /// `telephone`, `video`, `onsite`.
    public var modalities: [String]
    /// Agencies.
    public var pools: [String]
    /// As `INTERPRETER add` takes them, strongest first: `ti`, `ar:trained`.
    public var languages: [String]
    /// When planned work is possible, each week.
    public var hours: [WeeklyStretch]
    /// When on duty for on-demand work, each week.
    public var duty: [WeeklyStretch]
    /// The first day of work; nil means from the beginning.
    public var joins: CivilDate?
    public var maximumMinutesPerWeek: Int?
    /// Days on which no work is possible, known beforehand; ascending.
    public var absences: [Absence] = []

    public init(
        name: String, gender: String, home: String, modalities: [String], pools: [String], languages: [String],
        hours: [WeeklyStretch], duty: [WeeklyStretch] = [], joins: CivilDate? = nil, maximumMinutesPerWeek: Int? = nil
    ) {
        self.name = name
        self.gender = gender
        self.home = home
        self.modalities = modalities
        self.pools = pools
        self.languages = languages
        self.hours = hours
        self.duty = duty
        self.joins = joins
        self.maximumMinutesPerWeek = maximumMinutesPerWeek
    }

    /// Whole days away, both ends included.
    public struct Absence: Codable, Hashable, Sendable {
        public var from: CivilDate
        public var until: CivilDate
        /// When the interpreter enters it in the calendar.
        public var announced: CivilDate

        public init(from: CivilDate, until: CivilDate, announced: CivilDate) {
            self.from = from
            self.until = until
            self.announced = announced
        }
    }
}

/// The same stretch of wall-clock time each week.
public struct WeeklyStretch: Codable, Hashable, Sendable {
    /// 1 for Monday to 7 for Sunday.
    public var weekday: Int
    /// Minutes since midnight; `until` is later and at most 1,440.
    public var from: Int
    public var until: Int

    public init(weekday: Int, from: Int, until: Int) {
        self.weekday = weekday
        self.from = from
        self.until = until
    }
}
