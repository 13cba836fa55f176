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
    /// When people can be reached there; days of the week without hours are closed.
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
