import Interpreting
import Rules

/// Reads `calendar.yaml`: the time zone, working days, holidays, one-off days, and what a change of the clock does to weekly entries.
enum CalendarFile {
    static func read(_ top: FieldReader, zones: ZoneLoader) -> Build<(calendar: ServiceCalendar, weeklyEntries: WeeklyEntryRules)>? {
        let zone = zone(top, zones: zones)
        let days = WeekdayWords.read(top, "working-days")
        let rule = top.rule("calendar.working-days")
        let publicHolidays = top.rows("public-holidays") { holiday($0, kind: "public-holiday") }
        let schoolHolidays = top.rows("school-holidays") { holiday($0, kind: "school-holiday") }
        let oneOffDays = top.optional("one-off-days") { $0.rows("one-off-days", oneOffDay) } ?? []
        let weeklyEntries = top.rows("weekly-entries", weeklyEntry)
        guard let zone, let days, rule != nil else { return nil }
        return { () throws(RuleProblems) in
            guard !days.isEmpty else { throw RuleProblems([RuleProblem("no working days at all; name at least one")]) }
            let calendar = ServiceCalendar(
                zone: zone, workingWeekdays: days, publicHolidays: publicHolidays, schoolHolidays: schoolHolidays,
                oneOffDays: Dictionary(oneOffDays, uniquingKeysWith: { first, _ in first }))
            return (calendar, try WeeklyEntryRules(weeklyEntries))
        }
    }

    private static func weeklyEntry(_ row: FieldReader) -> WeeklyEntryRow? {
        let kind = row.choice("kind", of: Availability.Kind.self)
        let from = row.choice("repeated-from", of: RepeatedTime.self)
        let until = row.choice("repeated-until", of: RepeatedTime.self)
        let rule = row.rule(kind.map { "calendar.weekly-\($0.rawValue)" })
        guard let kind, let from, let until, let rule else { return nil }
        return WeeklyEntryRow(kind: kind, from: from, until: until, rule: rule)
    }

    /// A date twice is an id twice, which the log reports.
    private static func oneOffDay(_ row: FieldReader) -> (CivilDate, Weekday)? {
        let date = row.date("date")
        let countsAs = WeekdayWords.readOne(row, "counts-as")
        let rule = row.rule(date.map { "calendar.one-off-\($0)" })
        guard let date, let countsAs, rule != nil else { return nil }
        return (date, countsAs)
    }

    private static func zone(_ top: FieldReader, zones: ZoneLoader) -> ZoneTable? {
        guard let name = top.locatedText("zone") else { return nil }
        do throws(ZoneProblem) { return try zones.load(name.value) } catch {
            top.report(error.description, at: name.place)
            return nil
        }
    }

    private static func holiday(_ row: FieldReader, kind: String) -> HolidayRule? {
        let id = row.word("id")
        let name = row.text("name")
        let starts = row.fields("starts", start)
        let days = row.integer("days", 1...100)
        let rule = row.rule(id.map { "\(kind).\($0)" })
        guard let id, let name, let starts, let days, rule != nil else { return nil }
        return HolidayRule(id: id, name: name, start: starts, days: days)
    }

    /// One of the four ways in which the first day follows from the year.
    private static func start(_ row: FieldReader) -> YearlyDate? {
        let ways: [(key: String, read: () -> YearlyDate?)] = [
            ("fixed", { monthDay(row, "fixed").map(YearlyDate.fixed) }),
            ("easter", { row.integer("easter", -100...100).map { .easter(days: $0) } }),
            ("monday-of-week-of", { mondayOfWeek(row) }),
            ("monday-near-easter", { mondayNearEaster(row) }),
        ]
        let present = ways.filter { row.optionalNode($0.key) != nil }
        guard let way = present.first, present.count == 1 else {
            let names = ways.map(\.key).joined(separator: ", ")
            row.report("the start is given in \(present.count) ways, expected one of \(names)")
            return nil
        }
        return way.read()
    }

    private static func mondayOfWeek(_ row: FieldReader) -> YearlyDate? {
        let (day, moved) = (monthDay(row, "monday-of-week-of"), WeekdayWords.read(row, "moved-when-on", orNone: true))
        guard let day, let moved else { return nil }
        return .mondayOfWeek(of: day, movedWhenOn: moved)
    }

    private static func mondayNearEaster(_ row: FieldReader) -> YearlyDate? {
        let (month, latest) = (row.integer("monday-near-easter", 1...12), row.integer("latest", 1...31))
        guard let month, let latest else { return nil }
        return .mondayNearEaster(month: month, latest: latest)
    }

    private static func monthDay(_ row: FieldReader, _ key: String) -> MonthDay? {
        guard let text = row.text(key) else { return nil }
        if let day = MonthDay(text) { return day }
        row.report("\(key) is \"\(text)\", expected a day of every year as MM-DD, such as 12-25")
        return nil
    }
}
