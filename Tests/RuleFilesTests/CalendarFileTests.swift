import Interpreting
import Testing

@testable import RuleFiles

@Suite struct CalendarFileTests {
    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    @Test func aOneOffDayCountsAsAnotherDayOfTheWeekAndAsNoHoliday() throws {
        let text = try RuleFixtures.text("calendar.yaml").replacingOccurrences(of: "one-off-days: []", with: """
            one-off-days:
              - {date: 2027-05-07, counts-as: sunday, reason: a, source: b}
              - {date: 2027-05-08, counts-as: friday, reason: a, source: b}
              - {date: 2027-05-17, counts-as: monday, reason: a, source: b}
            """)
        let book = try #require(RuleFixtures.check(["calendar.yaml": Array(text.utf8)]).book)
        let calendar = book.calendar
        func on(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(dayNumber: 0) }
        #expect(!calendar.isWorkingDay(on("2027-05-07")) && calendar.isWorkingDay(on("2027-05-08")))
        // Whit Monday, worked for once.
        #expect(calendar.isWorkingDay(on("2027-05-17")) && calendar.publicHoliday(on: on("2027-05-17")) == nil)
        #expect(calendar.workingDay(before: on("2027-05-10")) == on("2027-05-08"))
        #expect(book.row("calendar.one-off-2027-05-07") != nil)
    }

    @Test(arguments: [
        ("date: 2027-02-29", "date is \"2027-02-29\" (2027 is no leap year, February has 28 days), expected a date such as 2027-05-07"),
        ("date: 7 May 2027", "date is \"7 May 2027\", expected a date such as 2027-05-07"),
        ("counts-as: sundai", "counts-as is \"sundai\", expected one of monday, tuesday, wednesday, thursday, friday, saturday, sunday; "
            + "did you mean \"sunday\"?"),
    ])
    func aOneOffDayThatCannotBeReadIsReported(field: String, problem: String) throws {
        let key = field.prefix { $0 != ":" }
        let fields = key == "date" ? "\(field), counts-as: sunday" : "date: 2027-05-07, \(field)"
        let row = "{\(fields), reason: a, source: b}"
        let found = try RuleFixtures.problems("calendar.yaml", replacing: "one-off-days: []", with: "one-off-days:\n  - \(row)")
        let place = try RuleFixtures.place("calendar.yaml", of: "one-off-days: []").split(separator: ":")
        let line = (Int(place[1]) ?? 0) + 1
        let column = (row.range(of: "\(key): ").map { row.distance(from: row.startIndex, to: $0.upperBound) } ?? 0) + 5
        #expect(found == ["rules/calendar.yaml:\(line):\(column): \(problem)"])
    }

    @Test func aDateTwiceIsReportedAtTheSecond() throws {
        let row = "  - {date: 2027-05-07, counts-as: sunday, reason: a, source: b}"
        let found = try RuleFixtures.problems("calendar.yaml", replacing: "one-off-days: []", with: "one-off-days:\n\(row)\n\(row)")
        #expect(found.count == 1 && found[0].contains("id \"calendar.one-off-2027-05-07\" is already taken"), "\(found)")
    }

    @Test(arguments: [
        ("2025-04-21", "Paasmaandag"), ("2025-05-29", "Onze-Lieve-Heer-Hemelvaart"), ("2026-04-06", "Paasmaandag"),
        ("2026-05-14", "Onze-Lieve-Heer-Hemelvaart"), ("2026-05-25", "Pinkstermaandag"), ("2026-07-21", "Nationale feestdag"),
        ("2027-03-29", "Paasmaandag"), ("2027-05-17", "Pinkstermaandag"), ("2028-04-17", "Paasmaandag"), ("2028-06-05", "Pinkstermaandag"),
        ("2026-11-11", "Wapenstilstand"), ("2026-12-25", "Kerstmis"), ("2027-01-01", "Nieuwjaar"),
        ("2026-08-15", "Onze-Lieve-Vrouw-Hemelvaart"),
        ("2026-11-01", "Allerheiligen"), ("2026-05-01", "Dag van de Arbeid"),
    ])
    func publicHolidaysFallOnTheirDays(day: String, name: String) throws {
        #expect(try RuleFixtures.book().calendar.publicHoliday(on: date(day)) == name)
    }

    @Test func aYearHasTenPublicHolidays() throws {
        let calendar = try RuleFixtures.book().calendar
        for year in 2024...2040 {
            let first = try date("\(year)-01-01")
            let days = (0..<366).map { first.adding(days: $0) }.filter { $0.year == year && calendar.publicHoliday(on: $0) != nil }
            #expect(days.count == 10, "\(year)")
        }
    }

    /// First and last days as published for Flemish schools.
    @Test(arguments: [
        ("Herfstvakantie", "2024-10-28", "2024-11-03"), ("Kerstvakantie", "2024-12-23", "2025-01-05"),
        ("Krokusvakantie", "2025-03-03", "2025-03-09"),
        ("Paasvakantie", "2025-04-07", "2025-04-20"), ("Herfstvakantie", "2025-10-27", "2025-11-02"),
        ("Kerstvakantie", "2025-12-22", "2026-01-04"),
        ("Krokusvakantie", "2026-02-16", "2026-02-22"), ("Paasvakantie", "2026-04-06", "2026-04-19"),
        ("Herfstvakantie", "2026-11-02", "2026-11-08"),
        ("Kerstvakantie", "2026-12-21", "2027-01-03"), ("Krokusvakantie", "2027-02-08", "2027-02-14"),
        ("Paasvakantie", "2027-03-29", "2027-04-11"),
        ("Herfstvakantie", "2027-11-01", "2027-11-07"), ("Kerstvakantie", "2027-12-27", "2028-01-09"),
        ("Paasvakantie", "2028-04-03", "2028-04-16"),
        ("Zomervakantie", "2026-07-01", "2026-08-31"), ("Hemelvaart", "2026-05-14", "2026-05-15"),
    ])
    func schoolHolidaysBeginAndEndOnTheirDays(name: String, first: String, last: String) throws {
        let calendar = try RuleFixtures.book().calendar
        let (first, last) = (try date(first), try date(last))
        #expect(calendar.schoolHoliday(on: first) == name && calendar.schoolHoliday(on: last) == name)
        #expect(calendar.schoolHoliday(on: first.adding(days: -1)) != name)
        #expect(calendar.schoolHoliday(on: last.adding(days: 1)) != name)
    }

    @Test func cancellingIsFreeUntilTenOnThePrecedingWorkingDay() throws {
        let book = try RuleFixtures.book()
        func free(_ start: String) throws -> String {
            let start = try Timestamp.parse(start, in: book.calendar.zone)
            let free = book.cancellation.freeUntil(start: start, calendar: book.calendar).value
            return free.text(offset: book.calendar.zone.offset(at: free))
        }
        #expect(try free("2026-12-01T10:00") == "2026-11-30T10:00:00+01:00")
        #expect(try free("2026-11-30T10:00") == "2026-11-27T10:00:00+01:00")
        // Easter Monday does not count, nor does the weekend in which summer time begins.
        #expect(try free("2026-04-07T09:00") == "2026-04-03T10:00:00+02:00")
        #expect(try free("2027-03-30T09:00") == "2027-03-26T10:00:00+01:00")
    }
}
