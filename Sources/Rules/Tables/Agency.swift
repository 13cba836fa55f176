import Interpreting

/// An agency that answers for a territory.
public struct Agency: Hashable, Sendable {
    public enum Territory: Hashable, Sendable {
        case municipalities([MunicipalityCode])
        /// All municipalities of the gazetteer that no other agency names.
        case remainder
    }

    public let code: AgencyCode
    public let name: String
    public let territory: Territory
    /// When people can be reached there; days of the week without hours are closed. One-off days have the hours of the day that they
    /// count as.
    public let opening: [OpeningHours]
    public let isClosedOnPublicHolidays: Bool
    public let rule: RuleReference

    public init(
        code: AgencyCode, name: String, territory: Territory, opening: [OpeningHours], isClosedOnPublicHolidays: Bool = true,
        rule: RuleReference
    ) {
        self.code = code
        self.name = name
        self.territory = territory
        self.opening = opening.sorted { ($0.weekday, $0.from) < ($1.weekday, $1.from) }
        self.isClosedOnPublicHolidays = isClosedOnPublicHolidays
        self.rule = rule
    }
}

extension Agency {
    /// When people can be reached there on a date, ascending.
    func hours(on date: CivilDate, calendar: ServiceCalendar) -> [Interval] {
        if isClosedOnPublicHolidays, calendar.publicHoliday(on: date) != nil { return [] }
        let weekday = calendar.weekday(on: date)
        return opening.filter { $0.weekday == weekday }.map { hours in
            let until = hours.until < 1440 ? calendar.moment(date, minuteOfDay: hours.until)
                : calendar.moment(date.adding(days: 1), minuteOfDay: 0)
            return Interval(start: calendar.moment(date, minuteOfDay: hours.from), end: until)
        }
    }
}

/// When people can be reached at an agency, seen from a moment.
public struct Opening: Hashable, Sendable {
    /// The stretch of time in which they can: the present one, or the next.
    public let hours: Interval
    /// Whether it is the present one.
    public let isOpen: Bool
    /// The public holiday for which the agency is closed on the day of the moment.
    public let closedFor: String?
}

/// Hours on one day of the week, on the wall clock.
public struct OpeningHours: Hashable, Sendable {
    public let weekday: Weekday
    /// Minutes since midnight.
    public let from: Int
    /// Minutes since midnight; the first minute that is closed again.
    public let until: Int

    public init(weekday: Weekday, from: Int, until: Int) {
        self.weekday = weekday
        self.from = from
        self.until = until
    }
}

/// Agency `pool` lends its interpreters to `requesting` after a waiting time.
public struct MutualAid: Hashable, Sendable {
    public let pool: AgencyCode
    public let requesting: AgencyCode
    /// How long the own pool is asked first, in minutes.
    public let waitingMinutes: Int
    public let rule: RuleReference

    public init(pool: AgencyCode, requesting: AgencyCode, waitingMinutes: Int, rule: RuleReference) {
        self.pool = pool
        self.requesting = requesting
        self.waitingMinutes = waitingMinutes
        self.rule = rule
    }
}
