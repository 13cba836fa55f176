import Interpreting
import Rules
import Testing

@testable import Simulation

@Suite struct DemandModelTests {
    /// 3 March 2026 is an ordinary Tuesday; other seeds are other Tuesdays like it.
    @Test func `the counts of equal days have the mean and the spread that the scenario states`() throws {
        let scenario = try TestWorld.scenario("flanders-year.yaml")
        let model = try #require(scenario.scaled(by: 0.1).inquiries as? DemandModel)
        let day = 61
        #expect(scenario.start.adding(days: day).description == "2026-03-03")
        let counts = (0..<800).map { Double(model.inquiries(onDay: day, seed: UInt64($0)).count) }
        let mean = counts.reduce(0, +) / 800
        let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 799
        let expected = model.mean(onDay: day)
        // Six standard errors of the mean, and of a variance of 800 values.
        #expect(abs(mean - expected) < 6 * (1.59 * expected / 800).squareRoot())
        #expect(abs(variance / mean - 1.59) < 6 * 1.59 * (2.0 / 799).squareRoot())
    }

    @Test func `a year has the volume that the scenario states`() throws {
        let scenario = try TestWorld.scenario("flanders-year.yaml")
        let model = try #require(scenario.inquiries as? DemandModel)
        let total = (0..<365).reduce(0) { $0 + model.mean(onDay: $1) }
        #expect(abs(total - 150_000) < 1)
    }

    @Test func `weekends, public holidays and school holidays are quiet`() throws {
        let scenario = try TestWorld.scenario("flanders-year.yaml")
        let model = try #require(scenario.inquiries as? DemandModel)
        func mean(_ date: String) throws -> Double {
            model.mean(onDay: try #require(CivilDate(date)).dayNumber - scenario.start.dayNumber)
        }
        let tuesday = try mean("2026-03-03")
        #expect(try mean("2026-03-02") / tuesday > 1.1)
        #expect(try mean("2026-03-07") / tuesday < 0.1)
        #expect(try mean("2026-07-21") / tuesday < 0.1)
        func schools(_ first: Int) -> Int {
            (first..<first + 14).flatMap { model.inquiries(onDay: $0, seed: 1) }.count { scenario.hosts[$0.host].sector == "education" }
        }
        // Two weeks from Monday 6 July and two from Monday 2 March.
        #expect(schools(186) * 4 < schools(60))
    }

    @Test func `the same day and seed give the same inquiries, whatever was asked before`() throws {
        let (one, other) = (try TestWorld.scenario("flanders-year.yaml"), try TestWorld.scenario("flanders-year.yaml"))
        let late = one.inquiries.inquiries(onDay: 200, seed: 5)
        _ = other.inquiries.inquiries(onDay: 199, seed: 5)
        #expect(late == other.inquiries.inquiries(onDay: 200, seed: 5))
        #expect(late != other.inquiries.inquiries(onDay: 200, seed: 6))
        #expect(one.people == other.people)
        #expect(one.hosts == other.hosts)
    }

    @Test func `a scenario that begins elsewhere or is longer has the same days`() throws {
        let short = try TestWorld.read(TestWorld.head)
        let long = try TestWorld.read(TestWorld.head.replacingOccurrences(of: "days: 28", with: "days: 200"))
        guard case .world(let first) = short, case .world(let second) = long else { throw TestWorld.Unexpected.queue }
        #expect(TestWorld.inquiries(first, days: 28) == TestWorld.inquiries(second, days: 28))
    }

    @Test func `inquiries come in order of time and inside their day`() throws {
        let scenario = try TestWorld.scenario("flanders-year.yaml")
        let zone = try TestWorld.book().calendar.zone
        // 87 and 297 are the days of the change of the clock.
        for day in [0, 61, 87, 297] {
            let found = scenario.inquiries.inquiries(onDay: day, seed: 3)
            let date = scenario.start.adding(days: day)
            #expect(found.allSatisfy { zone.local($0.at).date == date })
            #expect(zip(found, found.dropFirst()).allSatisfy { $0.at <= $1.at })
        }
    }

    @Test func `planned talks begin later, aligned, on working days within the sector's hours`() throws {
        let scenario = try TestWorld.scenario("flanders-year.yaml")
        let calendar = try TestWorld.book().calendar
        let planned = TestWorld.inquiries(scenario, days: 60).filter { $0.start != nil }
        #expect(planned.count > 5_000)
        for inquiry in planned {
            let start = try #require(inquiry.start)
            let local = calendar.local(start)
            #expect(start > inquiry.at)
            #expect(calendar.isWorkingDay(local.date))
            #expect(local.secondOfDay % 300 == 0)
            #expect((480..<1260).contains(local.minuteOfDay))
            if let cancel = inquiry.cancelAfter { #expect(inquiry.at + cancel <= start && cancel > .zero) }
        }
        let cancelled = Double(planned.count { $0.cancelAfter != nil }) / Double(planned.count)
        #expect(cancelled > 0.05 && cancelled < 0.08)
    }
}
