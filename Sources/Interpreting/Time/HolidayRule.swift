/// How the first day of a holiday follows from the year.
public enum YearlyDate: Hashable, Sendable {
    /// The same day each year.
    case fixed(MonthDay)
    /// So many days after Easter Sunday; negative for before.
    case easter(days: Int)
    /// The Monday of the week in which `day` falls; the Monday after it in years when `day` falls on one of `movedWhenOn`.
    case mondayOfWeek(of: MonthDay, movedWhenOn: [Weekday])
    /// The first Monday of `month`, drawn to Easter: in years when Easter falls in an earlier month, the Monday after Easter; when
    /// it falls after day `latest` of `month`, the second Monday before Easter.
    case mondayNearEaster(month: Int, latest: Int)

    /// The date in `year`, 1…9999.
    public func date(in year: Int) -> CivilDate {
        switch self {
        case .fixed(let day):
            return day.date(in: year)
        case .easter(let days):
            return Easter.sunday(of: year).adding(days: days)
        case .mondayOfWeek(let day, let movedWhenOn):
            let date = day.date(in: year)
            return date.monday.adding(days: movedWhenOn.contains(date.weekday) ? 7 : 0)
        case .mondayNearEaster(let month, let latest):
            let easter = Easter.sunday(of: year)
            let first = CivilDate.first(of: month, year: year)
            if easter < first { return easter.adding(days: 1) }
            if easter >= first.adding(days: latest) { return easter.monday.adding(days: -7) }
            return first.adding(days: -1).monday.adding(days: 7)
        }
    }
}

/// A holiday that comes back every year.
public struct HolidayRule: Hashable, Sendable {
    /// Names it inside its file, for instance `easter-monday`.
    public let id: String
    /// As shown to people, in Dutch: `Paasmaandag`.
    public let name: String
    public let start: YearlyDate
    /// Days it lasts, the first included; at least 1.
    public let days: Int

    public init(id: String, name: String, start: YearlyDate, days: Int = 1) {
        self.id = id
        self.name = name
        self.start = start
        self.days = max(1, days)
    }

    /// Whether `date` belongs to the holiday: also to one that reckons from the year before, as Christmas does in January, or
    /// from the year after, as the week of 1 January does in December.
    public func contains(_ date: CivilDate) -> Bool {
        let year = date.year
        return (year - 1...year + 1).contains { candidate in
            let first = start.date(in: candidate)
            return first <= date && date < first.adding(days: days)
        }
    }
}
