/// Which days the service works, on the wall clock of its time zone.
public struct ServiceCalendar: Hashable, Sendable {
    public let zone: ZoneTable
    /// Days of the week on which agencies work, ascending; usually Monday to Friday.
    public let workingWeekdays: [Weekday]
    public let publicHolidays: [HolidayRule]
    public let schoolHolidays: [HolidayRule]
    /// Dates that count as another day of the week, whatever else is said of them: closures as a Sunday, a Saturday that is worked
    /// as a Friday.
    public let oneOffDays: [CivilDate: Weekday]

    /// Days looked at when searching for a working day: no run of holidays is longer.
    private static let searchLimit = 366

    public init(
        zone: ZoneTable, workingWeekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday],
        publicHolidays: [HolidayRule], schoolHolidays: [HolidayRule], oneOffDays: [CivilDate: Weekday] = [:]
    ) {
        self.zone = zone
        self.workingWeekdays = workingWeekdays.sorted()
        self.publicHolidays = publicHolidays
        self.schoolHolidays = schoolHolidays
        self.oneOffDays = oneOffDays
    }

    /// The day of the week that `date` counts as: its own, unless it is a one-off day.
    public func weekday(on date: CivilDate) -> Weekday { oneOffDays[date] ?? date.weekday }

    /// The name of the public holiday on `date`, nil on other days, one-off days among them.
    public func publicHoliday(on date: CivilDate) -> String? {
        oneOffDays[date] == nil ? publicHolidays.first { $0.contains(date) }?.name : nil
    }

    /// The name of the school holiday in which `date` falls, nil on school days and ordinary weekends.
    public func schoolHoliday(on date: CivilDate) -> String? { schoolHolidays.first { $0.contains(date) }?.name }

    /// Whether agencies work on `date`.
    public func isWorkingDay(_ date: CivilDate) -> Bool {
        workingWeekdays.contains(weekday(on: date)) && publicHoliday(on: date) == nil
    }

    /// The last working day before `date`; `date` itself does not count.
    public func workingDay(before date: CivilDate) -> CivilDate { workingDay(from: date, step: -1) }

    /// The first working day after `date`; `date` itself does not count.
    public func workingDay(after date: CivilDate) -> CivilDate { workingDay(from: date, step: 1) }

    /// The working day `count` working days before `date`; `date` itself for 0.
    public func workingDay(before date: CivilDate, count: Int) -> CivilDate {
        var day = date
        for _ in 0..<max(0, count) { day = workingDay(before: day) }
        return day
    }

    private func workingDay(from date: CivilDate, step: Int) -> CivilDate {
        var day = date.adding(days: step)
        for _ in 0..<ServiceCalendar.searchLimit {
            if isWorkingDay(day) { break }
            day = day.adding(days: step)
        }
        return day
    }

    /// The wall clock at `moment`.
    public func local(_ moment: Timestamp) -> LocalTime { zone.local(moment) }

    /// The moment at which the wall clock shows `minuteOfDay` on `date`; a skipped minute moves forward, of a repeated one the
    /// first counts.
    public func moment(_ date: CivilDate, minuteOfDay: Int) -> Timestamp {
        zone.moment(LocalTime(date: date, secondOfDay: minuteOfDay * 60))
    }
}
