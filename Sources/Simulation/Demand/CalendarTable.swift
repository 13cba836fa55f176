import Interpreting

/// What the calendar says of each day of a stretch, looked up once: a year of demand asks hundreds of thousands of times.
struct CalendarTable: Sendable {
    struct Day: Sendable {
        let weekday: Weekday
        let isWorkingDay: Bool
        let isPublicHoliday: Bool
        let isSchoolHoliday: Bool
        let midnight: Timestamp
        /// 24 hours long: no change of the clock.
        let isPlain: Bool
    }

    let calendar: ServiceCalendar
    private let first: CivilDate
    private let days: [Day]

    /// Days outside the stretch are looked up each time.
    init(_ calendar: ServiceCalendar, from first: CivilDate, days count: Int) {
        self.calendar = calendar
        self.first = first
        days = (0..<max(0, count)).map { CalendarTable.look(up: first.adding(days: $0), in: calendar) }
    }

    private static func look(up date: CivilDate, in calendar: ServiceCalendar) -> Day {
        let isPublic = calendar.publicHoliday(on: date) != nil
        let whole = calendar.zone.day(date)
        return Day(
            weekday: calendar.weekday(on: date), isWorkingDay: calendar.isWorkingDay(date),
            isPublicHoliday: isPublic, isSchoolHoliday: calendar.schoolHoliday(on: date) != nil, midnight: whole.start,
            isPlain: whole.length == .hours(24))
    }

    subscript(date: CivilDate) -> Day {
        let place = date.dayNumber - first.dayNumber
        return days.indices.contains(place) ? days[place] : CalendarTable.look(up: date, in: calendar)
    }

    /// The moment at which the wall clock shows `secondOfDay`; a skipped reading moves forward.
    func moment(_ date: CivilDate, secondOfDay: Int) -> Timestamp {
        let day = self[date]
        if day.isPlain { return day.midnight + .seconds(secondOfDay) }
        return calendar.zone.moment(LocalTime(date: date, secondOfDay: secondOfDay))
    }

    func local(_ moment: Timestamp) -> LocalTime { calendar.zone.local(moment) }

    /// The first working day not before `date`.
    func workingDay(atOrAfter date: CivilDate) -> CivilDate {
        self[date].isWorkingDay ? date : calendar.workingDay(after: date)
    }
}
