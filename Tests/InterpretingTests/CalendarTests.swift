import Foundation
import Interpreting
import Testing

/// The calendar as `rules/calendar.yaml` gives it, written by hand here so that the computing is tested apart from the reading.
enum Flanders {
    static let calendar = ServiceCalendar(zone: Brussels.zone, publicHolidays: publicHolidays, schoolHolidays: schoolHolidays)

    static let publicHolidays = [
        fixed("new-year", "Nieuwjaar", "01-01"), easter("easter-monday", "Paasmaandag", 1),
        fixed("labour", "Dag van de Arbeid", "05-01"), easter("ascension", "O.-L.-H.-Hemelvaart", 39),
        easter("whit-monday", "Pinkstermaandag", 50),
        fixed("national", "Nationale feestdag", "07-21"), fixed("assumption", "O.-L.-V.-Hemelvaart", "08-15"),
        fixed("all-saints", "Allerheiligen", "11-01"), fixed("armistice", "Wapenstilstand", "11-11"),
        fixed("christmas", "Kerstmis", "12-25"),
    ]

    static let schoolHolidays = [
        HolidayRule(id: "herfst", name: "herfst", start: .mondayOfWeek(of: day("11-01"), movedWhenOn: [.sunday]), days: 7),
        fixed("wapenstilstand", "wapenstilstand", "11-11"),
        HolidayRule(id: "kerst", name: "kerst", start: .mondayOfWeek(of: day("12-25"), movedWhenOn: [.saturday, .sunday]), days: 14),
        HolidayRule(id: "krokus", name: "krokus", start: .easter(days: -48), days: 7),
        HolidayRule(id: "paas", name: "paas", start: .mondayNearEaster(month: 4, latest: 15), days: 14),
        HolidayRule(id: "hemelvaart", name: "hemelvaart", start: .easter(days: 39), days: 2),
        easter("pinkstermaandag", "pinkstermaandag", 50),
        HolidayRule(id: "zomer", name: "zomer", start: .fixed(day("07-01")), days: 62),
    ]

    static func day(_ text: String) -> MonthDay {
        guard let day = MonthDay(text) else { fatalError("\(text) is not a day") }
        return day
    }
    private static func fixed(_ id: String, _ name: String, _ text: String) -> HolidayRule {
        HolidayRule(id: id, name: name, start: .fixed(day(text)))
    }
    private static func easter(_ id: String, _ name: String, _ days: Int) -> HolidayRule {
        HolidayRule(id: id, name: name, start: .easter(days: days))
    }
}

@Suite struct CalendarTests {
    let calendar = Flanders.calendar

    /// The published calendar, read from the fixture.
    private func fixture() throws -> [String: Any] {
        let name = "calendar_be_flanders_2024_2028"
        let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
        return try #require(JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    }

    @Test func `public holidays are those of the published calendar, and no other day is one`() throws {
        let years = try #require(try fixture()["public_holidays"] as? [String: [[String]]])
        #expect(years.count == 4)
        for (year, rows) in years {
            let expected = Dictionary(rows.map { (date($0[0]), $0[1]) }, uniquingKeysWith: { first, _ in first })
            var day = date("\(year)-01-01")
            while String(day.year) == year {
                #expect(calendar.publicHoliday(on: day) == expected[day], "\(day)")
                day = day.adding(days: 1)
            }
        }
    }

    @Test func `school holidays are those of the published calendar, and no other day is one`() throws {
        let years = try #require(try fixture()["flemish_school_holidays"] as? [String: [String: Any]])
        #expect(years.count == 5)
        var expected: [CivilDate: String] = [:]
        for periods in years.values {
            for (name, value) in periods {
                let ends = (value as? [String]) ?? [value as? String, value as? String].compactMap { $0 }
                for number in date(ends[0]).dayNumber...date(ends[1]).dayNumber { expected[CivilDate(dayNumber: number)] = name }
            }
        }
        for number in date("2024-09-01").dayNumber...date("2029-08-31").dayNumber {
            let day = CivilDate(dayNumber: number)
            #expect(calendar.schoolHoliday(on: day) == expected[day], "\(day)")
        }
    }

    @Test func `Easter falls on the published Sundays`() {
        let published = [
            1818: "1818-03-22", 1961: "1961-04-02", 2000: "2000-04-23", 2008: "2008-03-23", 2024: "2024-03-31", 2025: "2025-04-20",
            2026: "2026-04-05", 2027: "2027-03-28", 2028: "2028-04-16", 2029: "2029-04-01", 2038: "2038-04-25", 2049: "2049-04-18",
        ]
        for (year, text) in published { #expect(Easter.sunday(of: year) == date(text)) }
    }

    @Test func `Easter is always a Sunday from 22 March to 25 April`() {
        for year in 1583...3000 {
            let easter = Easter.sunday(of: year)
            #expect(easter.weekday == .sunday && easter.year == year)
            #expect(Flanders.day("03-22").date(in: year) <= easter && easter <= Flanders.day("04-25").date(in: year))
        }
    }

    @Test func `the working day before a Monday is the Friday, and holidays are passed over`() {
        #expect(calendar.workingDay(before: date("2026-11-30")) == date("2026-11-27"))
        // Easter Monday 2026-04-06 and the weekend before it.
        #expect(calendar.workingDay(before: date("2026-04-07")) == date("2026-04-03"))
        #expect(calendar.workingDay(after: date("2026-04-03")) == date("2026-04-07"))
        // A holiday in the weekend takes no working day away.
        #expect(calendar.workingDay(before: date("2026-08-17")) == date("2026-08-14"))
        #expect(calendar.workingDay(before: date("2027-01-02")) == date("2026-12-31"))
    }

    @Test func `counting several working days back passes over weekends and holidays`() {
        #expect(calendar.workingDay(before: date("2026-04-08"), count: 0) == date("2026-04-08"))
        #expect(calendar.workingDay(before: date("2026-04-08"), count: 1) == date("2026-04-07"))
        #expect(calendar.workingDay(before: date("2026-04-08"), count: 3) == date("2026-04-02"))
    }

    @Test func `a holiday that reckons from next year holds in December`() {
        let week = HolidayRule(
            id: "week", name: "week of new year", start: .mondayOfWeek(of: Flanders.day("01-01"), movedWhenOn: []), days: 7)
        #expect(week.contains(date("2025-12-30")))
        #expect(week.contains(date("2026-01-04")) && !week.contains(date("2026-01-05")))
    }

    @Test func `a calendar on which nothing is a working day still answers`() {
        let idle = ServiceCalendar(zone: utc, workingWeekdays: [], publicHolidays: [], schoolHolidays: [])
        #expect(idle.workingDay(before: date("2026-04-08")) < date("2026-04-08"))
    }

    @Test func `ten o'clock is ten o'clock on the wall in summer and in winter`() {
        #expect(calendar.moment(date("2026-07-01"), minuteOfDay: 600) == moment("2026-07-01T08:00:00Z"))
        #expect(calendar.moment(date("2026-12-01"), minuteOfDay: 600) == moment("2026-12-01T09:00:00Z"))
        #expect(calendar.moment(date("2027-03-28"), minuteOfDay: 600) == moment("2027-03-28T08:00:00Z"))
    }
}
