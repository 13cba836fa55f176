import Interpreting

/// The price of interpreting in one modality.
public struct TariffRow: Hashable, Sendable {
    public let modality: Modality
    public let centsPerHour: Int
    /// Shorter conversations are charged as this many minutes.
    public let minimumMinutes: Int
    /// Charged in steps of this many minutes, begun ones in full.
    public let stepMinutes: Int
    public let rule: RuleReference

    public init(modality: Modality, centsPerHour: Int, minimumMinutes: Int, stepMinutes: Int, rule: RuleReference) {
        self.modality = modality
        self.centsPerHour = centsPerHour
        self.minimumMinutes = minimumMinutes
        self.stepMinutes = stepMinutes
        self.rule = rule
    }
}

/// The price of the journey to an on-site conversation.
public struct KilometreTariff: Hashable, Sendable {
    public let centsPerKilometre: Int
    /// Road kilometres per hundred great-circle kilometres: 130.
    public let roadPercent: Int
    /// 2 when the way back is paid, else 1.
    public let ways: Int

    public init(centsPerKilometre: Int, roadPercent: Int, ways: Int) {
        self.centsPerKilometre = centsPerKilometre
        self.roadPercent = roadPercent
        self.ways = ways
    }
}

/// More for work at hours that are not office hours, minute by minute; of those that hold in a minute the highest is charged.
public struct Surcharge: Hashable, Sendable {
    public enum Occasion: Hashable, Sendable {
        /// These minutes of the day on the wall clock.
        case hours(Range<Int>)
        case weekdays([Weekday])
        case publicHoliday
    }

    /// As it appears on the quote: `evening`.
    public let label: String
    public let occasion: Occasion
    /// On top of the price of interpreting.
    public let percent: Int
    public let rule: RuleReference

    public init(label: String, occasion: Occasion, percent: Int, rule: RuleReference) {
        self.label = label
        self.occasion = occasion
        self.percent = percent
        self.rule = rule
    }

    /// Whether it may hold on `date` at all.
    func mayHold(on date: CivilDate, calendar: ServiceCalendar) -> Bool {
        switch occasion {
        case .hours: true
        case .weekdays(let weekdays): weekdays.contains(calendar.weekday(on: date))
        case .publicHoliday: calendar.publicHoliday(on: date) != nil
        }
    }

    /// Whether it holds at a minute of a day on which it may.
    func holds(at minuteOfDay: Int) -> Bool {
        if case .hours(let minutes) = occasion { minutes.contains(minuteOfDay) } else { true }
    }
}

/// What a conversation will cost, line by line.
public struct Quote: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        /// One of `minimum`, `interpreting`, `kilometres`, or the label of a surcharge.
        public let label: String
        public let cents: Int
        /// For how many of the charged minutes a surcharge is; nil on other lines.
        public let minutes: Int?
        public let rule: RuleReference

        public init(label: String, cents: Int, minutes: Int? = nil, rule: RuleReference) {
            self.label = label
            self.cents = cents
            self.minutes = minutes
            self.rule = rule
        }
    }

    public let lines: [Line]
    public var totalCents: Int { lines.reduce(0) { $0 + $1.cents } }

    public init(lines: [Line]) { self.lines = lines }
}
