import Interpreting
import Testing

@testable import Service

@Suite struct ClockTests {
    private func zone() throws -> ZoneTable { try Fixtures.rules.get().calendar.zone }

    @Test func aDemoClockBeginsWhereItIsTold() throws {
        let clock = try DemoClock(parsing: "2026-12-01T06:00+01:00,600", zone: zone())
        #expect(clock.now() >= Timestamp(seconds: 1_796_101_200))
        #expect(clock.warning?.contains("2026-12-01T05:00:00Z and runs 600 times too fast") == true)
    }

    @Test func demonstrationTimeRunsByItsFactorsAndFasterByNight() throws {
        let start = Timestamp(seconds: 1_796_104_800)
        let pace = DemoPace(start: start, factor: 600, nightFactor: 6_000, zone: try zone())
        #expect(pace.moment(after: 1_000_000) == start + .seconds(600))
        // From seven in the morning to nine in the evening by day, then two hours by night.
        let evening = start + .hours(14)
        #expect(pace.microseconds(from: start, to: evening) == 84_000_000)
        #expect(pace.microseconds(from: start, to: evening + .hours(2)) == 84_000_000 + 1_200_000)
        #expect(pace.moment(after: 85_200_000) == evening + .hours(2))
        #expect(pace.microseconds(from: start, to: start - .seconds(1)) == 0)
    }

    @Test(arguments: [
        "", "2026-12-01T06:00+01:00", "2026-12-01T06:00+01:00,0", "2026-12-01T06:00+01:00,x", "today,60", "2026-12-01T06:00+01:00,1,2,3",
    ])
    func anUnreadableDemoClockSaysWhatToWrite(text: String) throws {
        let zone = try zone()
        let error = #expect(throws: DemoClockProblem.self) { try DemoClock(parsing: text, zone: zone) }
        #expect(error?.description.contains("write START,FACTOR") == true)
    }
}
