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

    @Test func `when the day is played demonstration time runs like real time, by day and by night`() throws {
        let start = Timestamp(seconds: 1_796_104_800)
        let clock = try DemoClock(parsing: "2026-12-01T07:00+01:00,600,6000,2026-12-01T17:00+01:00", zone: zone())
        let end = start + .hours(10)
        #expect(clock.pace.microseconds(from: start, to: end) == 60_000_000)
        #expect(clock.pace.moment(after: 60_000_000) == end)
        #expect(clock.pace.moment(after: 60_000_000 + 3_600_000_000) == end + .hours(1))
        #expect(clock.pace.moment(after: 60_000_000 + 30 * 3_600_000_000) == end + .hours(30))
        #expect(clock.pace.microseconds(from: start, to: end + .hours(30)) == 60_000_000 + 30 * 3_600_000_000)
        #expect(clock.duration(from: end + .hours(6), to: end + .hours(7)) == .seconds(3600))
        #expect(clock.warning?.contains("600 times too fast until 2026-12-01T16:00:00Z") == true)
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

@Suite struct SteadyClockTests {
    @Test func `setting the followed clock moves nothing, and letting time pass does`() {
        let source = HandClock()
        let clock = SteadyClock(source)
        let start = clock.now()
        source.jump(by: .days(500))
        #expect(clock.now() == start)
        #expect(clock.sourceAhead == .days(500))
        source.jump(by: .days(-1_000))
        #expect(clock.wait(until: start + .seconds(7)) == .seconds(7))
        source.set(source.now() + .hours(1))
        #expect(clock.now() == start + .hours(1))
    }

    @Test func `a demonstration's clock goes on at its pace`() throws {
        let start = Timestamp(seconds: 1_796_104_800)
        let pace = DemoPace(start: start, factor: 600, nightFactor: 6_000, zone: try Fixtures.rules.get().calendar.zone)
        let clock = SteadyClock(DemoClock(pace))
        #expect(clock.now() >= start)
        #expect(clock.duration(from: start, to: start + .seconds(600)) == .seconds(1))
        #expect(clock.sourceAhead == .zero)
        #expect(clock.warning != nil)
    }

    @Test func `what nobody can set is read as what passed`() {
        let reading = SystemClock().reading()
        #expect(reading.passed > .zero)
        #expect(SystemClock().reading().passed >= reading.passed)
    }

    @Test func `a wait ends when its time is over, or when what it waits for has come`() {
        let condition = SteadyCondition()
        condition.withLock { condition.wait(atMost: .milliseconds(1)) { false } }
        condition.withLock { condition.wait(atMost: .seconds(-1)) { false } }
        let inbox = Inbox()
        #expect(inbox.take(patience: .milliseconds(1), takesQuestions: true, takesCostly: true).isEmpty)
        inbox.put(.check)
        inbox.put(.stop)
        #expect(inbox.take(patience: .seconds(86_400 * 365 * 1_000), takesQuestions: true, takesCostly: true).count == 2)
    }
}
