import Foundation
import Interpreting
import Testing

@Suite struct CivilDateTests {
    @Test func `every day from 1900 to 2100 follows the day before and comes back from its parts and its text`() {
        var year = 1900
        var month = 1
        var day = 1
        var current = date("1900-01-01")
        #expect(current.weekday == .monday)
        while year < 2101 {
            // Compared as one, because an expectation costs more than all else here.
            let comesBack = current.components == (year, month, day) && CivilDate(current.description) == current
                && CivilDate(year: year, month: month, day: day) == current
            let next = current.adding(days: 1)
            let follows = current < next && next.weekday.rawValue == (current.weekday.rawValue + 1) % 7
            guard comesBack, follows else {
                Issue.record("\(current) is not \(year)-\(month)-\(day)")
                return
            }
            day += 1
            if day > CivilDate.daysInMonth(year: year, month: month) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            current = next
        }
    }

    @Test func `dates agree with those of Foundation over six decades`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for number in stride(from: 0, to: 22_000, by: 7) {
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            let date = CivilDate(dayNumber: number)
            #expect(date.components.year == parts.year && date.components.month == parts.month && date.components.day == parts.day)
            // Foundation counts from Sunday = 1.
            #expect(date.weekday.rawValue == ((parts.weekday ?? 0) + 5) % 7)
        }
    }

    @Test func `the first day of the epoch is a Thursday, and days before it are counted too`() {
        #expect(CivilDate(dayNumber: 0).description == "1970-01-01")
        #expect(CivilDate(dayNumber: 0).weekday == .thursday)
        #expect(CivilDate(dayNumber: -1).description == "1969-12-31")
        #expect(CivilDate(dayNumber: -1).weekday == .wednesday)
    }

    @Test(arguments: [
        "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-31", "2026/04/30", "26-04-30", "2026-04-00", "",
        "2026-04-3٣", "２026-04-1", "2026-04-30 ", "+026-04-30", "-001-01-01",
    ])
    func `what is not a date is not read as one`(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test func `leap days exist in leap years alone`() {
        #expect(CivilDate("2028-02-29") != nil)
        #expect(CivilDate("2000-02-29") != nil)
        #expect(CivilDate("1900-02-29") == nil)
    }

    @Test func `the Monday of a week is found from each of its days`() {
        for offset in 0..<7 { #expect(date("2026-11-30").adding(days: offset).monday == date("2026-11-30")) }
        #expect(date("2026-12-07").monday == date("2026-12-07"))
    }

    @Test func `a day of every year is not the leap day`() {
        #expect(MonthDay("02-29") == nil)
        #expect(MonthDay("02-28")?.date(in: 2028) == date("2028-02-28"))
        #expect(MonthDay("12-25")?.description == "12-25")
        #expect(MonthDay("1225") == nil)
        #expect(MonthDay("13-01") == nil)
    }
}
