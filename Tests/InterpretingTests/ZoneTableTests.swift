import Foundation
import Interpreting
import Testing

@Suite struct ZoneTableTests {
    let zone = Brussels.zone

    @Test func `the wall clock agrees with that of Foundation around every change and in between`() throws {
        let system = try #require(TimeZone(identifier: "Europe/Brussels"))
        var moments = Set(zone.transitions.flatMap { change in [-3600, -1, 0, 1, 3600].map { change.at.seconds + $0 } })
        for second in stride(from: Int64(852_076_800), to: 2_145_916_800, by: 1_000_003) { moments.insert(second) }
        for second in moments.sorted() where second < 2_145_916_800 {
            let expected = system.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
            #expect(zone.offset(at: Timestamp(seconds: second)) == expected, "at \(Timestamp(seconds: second))")
        }
    }

    @Test func `changes fall on the days of the published calendar`() {
        let expected = [
            2025: ("2025-03-30", "2025-10-26"), 2026: ("2026-03-29", "2026-10-25"), 2027: ("2027-03-28", "2027-10-31"),
            2028: ("2028-03-26", "2028-10-29"),
        ]
        for (year, (spring, autumn)) in expected {
            #expect(Brussels.change(year, month: 3).description == "\(spring)T01:00:00Z")
            #expect(Brussels.change(year, month: 10).description == "\(autumn)T01:00:00Z")
            #expect(zone.day(date(spring)).length == .hours(23))
            #expect(zone.day(date(autumn)).length == .hours(25))
        }
    }

    @Test func `days follow each other without a gap, and a year has one short and one long day`() {
        var lengths: [Span: Int] = [:]
        var day = date("2027-01-01")
        while day < date("2028-01-01") {
            let interval = zone.day(day)
            #expect(interval.end == zone.day(day.adding(days: 1)).start)
            lengths[interval.length, default: 0] += 1
            day = day.adding(days: 1)
        }
        #expect(lengths == [.hours(23): 1, .hours(24): 363, .hours(25): 1])
    }

    @Test func `every minute of every day of a change comes back from its reading`() {
        for year in [2025, 2026, 2027, 2050] {
            for month in [3, 10] {
                let change = Brussels.change(year, month: month)
                for minute in -1500..<1500 {
                    let moment = change + .minutes(minute)
                    switch zone.resolve(zone.local(moment)) {
                    case .unique(let found): #expect(found == moment)
                    case .ambiguous(let first, let second):
                        #expect(month == 10 && (-60..<60).contains(minute))
                        #expect(second - first == .hours(1))
                        #expect(moment == (minute < 0 ? first : second))
                    case .skipped: Issue.record("\(moment.description) shows a reading that is said not to exist")
                    }
                }
            }
        }
    }

    @Test func `exactly the sixty minutes of the spring gap do not exist, and a rule that names one means the end of the gap`() {
        let day = date("2027-03-28")
        for minute in 0..<1440 {
            let reading = LocalTime(date: day, secondOfDay: minute * 60)
            if (120..<180).contains(minute) {
                #expect(zone.resolve(reading) == .skipped(next: LocalTime(date: day, hour: 3)))
                #expect(zone.local(zone.moment(reading)).minuteOfDay == 180)
            } else {
                #expect(zone.local(zone.moment(reading)) == reading)
            }
        }
    }

    @Test func `a rule that names a repeated minute means the first of the two`() {
        let reading = LocalTime(date: date("2027-10-31"), hour: 2, minute: 30)
        #expect(zone.moment(reading).description == "2027-10-31T00:30:00Z")
        #expect(
            zone.resolve(reading) == .ambiguous(first: moment("2027-10-31T00:30:00Z"), second: moment("2027-10-31T01:30:00Z")))
    }

    @Test func `west of Greenwich a skipped minute means the end of the gap as well`() {
        let reading = LocalTime(date: date("2027-03-14"), hour: 2, minute: 30)
        let zone = Brussels.newYork
        #expect(zone.resolve(reading) == .skipped(next: LocalTime(date: date("2027-03-14"), hour: 3)))
        #expect(zone.moment(reading) == moment("2027-03-14T07:00:00Z"))
        #expect(zone.day(date("2027-03-14")).length == .hours(23))
        #expect(zone.day(date("2027-11-07")).length == .hours(25))
    }

    @Test func `a gap before midnight leads into the next day`() {
        let zone = ZoneTable(
            name: "Test/Midnight", initialOffset: 0,
            transitions: [ZoneTable.Transition(at: moment("2027-03-27T23:30:00Z"), offset: 3600)])
        let reading = LocalTime(date: date("2027-03-27"), hour: 23, minute: 45)
        #expect(zone.resolve(reading) == .skipped(next: LocalTime(date: date("2027-03-28"), hour: 0, minute: 30)))
        #expect(zone.local(zone.moment(reading)) == LocalTime(date: date("2027-03-28"), hour: 0, minute: 30))
    }

    @Test(arguments: [Brussels.zone, Brussels.newYork])
    func `of two readings the later never has the earlier moment, on any quarter of an hour of fourteen years`(_ zone: ZoneTable) {
        var day = date("2024-01-01")
        var previous = zone.moment(LocalTime(date: day, secondOfDay: 0)) - .minutes(15)
        var steps: [Span: Int] = [:]
        while day < date("2038-01-01") {
            for quarter in 0..<96 {
                let moment = zone.moment(LocalTime(date: day, secondOfDay: quarter * 900))
                steps[moment - previous, default: 0] += 1
                previous = moment
            }
            day = day.adding(days: 1)
        }
        // Each spring four quarters are skipped; each autumn the first after the repeated hour comes an hour later.
        let changes = zone.transitions.count { $0.at >= moment("2024-01-01T00:00Z") && $0.at < moment("2038-01-01T00:00Z") } / 2
        #expect(steps == [.minutes(15): 14 * 96 * 365 + 4 * 96 - 5 * changes, .zero: 4 * changes, .minutes(75): changes])
    }

    @Test func `the clock has gone 24 hours from midnight to midnight, also when the day has 23 or 25`() {
        for day in ["2027-03-28", "2027-06-01", "2027-10-31"] { #expect(zone.clockLength(of: zone.day(date(day))) == .hours(24)) }
    }

    @Test func `a table reaches as far back and ahead as its transitions, however far that is`() {
        let times: [Int64] = [-9_000_000_000_000, -1, 0, 5, 900, 86_400 * 365 * 3_000, 9_000_000_000_000]
        let far = ZoneTable(
            name: "Test/Far", initialOffset: 0,
            transitions: times.enumerated().map { ZoneTable.Transition(at: Timestamp(seconds: $1), offset: 60 * ($0 + 1)) })
        for (place, time) in times.enumerated() {
            #expect(far.offset(at: Timestamp(seconds: time)) == 60 * (place + 1))
            #expect(far.offset(at: Timestamp(milliseconds: time * 1000 - 1)) == 60 * place)
        }
    }

    @Test func `the order in which transitions are given does not matter`() {
        let turned = ZoneTable(name: zone.name, initialOffset: zone.initialOffset, transitions: zone.transitions.reversed())
        #expect(turned == zone)
    }

    @Test func `adding minutes to a reading crosses midnight both ways`() {
        let reading = LocalTime(date: date("2026-12-31"), hour: 23, minute: 50)
        #expect(reading.adding(minutes: 15) == LocalTime(date: date("2027-01-01"), hour: 0, minute: 5))
        #expect(reading.adding(minutes: 15).adding(minutes: -15) == reading)
        #expect(reading.adding(minutes: -3000) == LocalTime(date: date("2026-12-29"), hour: 21, minute: 50))
    }
}
