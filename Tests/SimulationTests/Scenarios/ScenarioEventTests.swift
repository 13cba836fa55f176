import Interpreting
import Testing

@testable import Simulation

@Suite struct ScenarioEventTests {
    private func week(_ scenario: Scenario, _ first: Int) -> [Inquiry] {
        (0..<scenario.days).flatMap { scenario.inquiries.inquiries(onDay: $0, seed: 7) }.filter { inquiry in
            let talk = inquiry.start ?? inquiry.at
            let day = Int(talk.seconds / 86_400) - scenario.start.dayNumber
            return (first..<first + 5).contains(day)
        }
    }

    /// Minute of the day in winter, an hour east of Greenwich.
    private func minute(_ inquiry: Inquiry) -> Int { Int((inquiry.start ?? inquiry.at).seconds + 3600) % 86_400 / 60 }

    @Test func `in the week of parents' evenings schools talk four times as often in the evening, and only they`() throws {
        let scenario = try TestWorld.scenario("parent-contact-week.yaml")
        // 7 December 2026 is day 21.
        let (before, during) = (week(scenario, 14), week(scenario, 21))
        func isEvening(_ inquiry: Inquiry) -> Bool {
            scenario.hosts[inquiry.host].sector == "education" && (1020..<1320).contains(minute(inquiry))
        }
        let evenings = (before: before.count(where: isEvening), during: during.count(where: isEvening))
        let others = (before: before.count { !isEvening($0) }, during: during.count { !isEvening($0) })
        let (ratio, usual) = (Double(evenings.during) / Double(evenings.before), Double(others.during) / Double(others.before))
        #expect(ratio > 3.2 && ratio < 4.8, "\(evenings)")
        #expect(usual > 0.9 && usual < 1.1, "\(others)")
    }

    @Test func `Ukrainian demand follows the months`() throws {
        let scenario = try TestWorld.scenario("ukraine-surge.yaml").scaled(by: 0.5)
        var months: [String: (ukrainian: Double, all: Double)] = [:]
        for inquiry in TestWorld.inquiries(scenario) {
            let month = String(inquiry.at.description.prefix(7))
            months[month, default: (0, 0)].all += 1
            if inquiry.language == "uk" { months[month, default: (0, 0)].ukrainian += 1 }
        }
        // Against the other languages, so that holidays do not matter.
        func ratio(_ month: String) throws -> Double {
            let count = try #require(months[month])
            return count.ukrainian / (count.all - count.ukrainian)
        }
        let may = try ratio("2022-05")
        #expect(abs(try ratio("2022-03") / may - 26_507.0 / 7_278) < 0.4)
        #expect(abs(try ratio("2022-09") / may - 2_202.0 / 7_278) < 0.08)
        // Interpolated between June and September.
        #expect(abs(try ratio("2022-07") / may - 3_617.3 / 7_278) < 0.12)
        #expect(scenario.events.first?.summary.contains("interpolated: 2022-07, 2022-08, 2022-10, 2022-11") == true)
    }

    @Test func `a new centre asks from the day it opens, in its own languages`() throws {
        let scenario = try TestWorld.scenario("reception-centre.yaml")
        let host = try #require(scenario.hosts.lastIndex { $0.name == "Opvangcentrum Duinen" })
        #expect(scenario.hosts[host].agency == "agii")
        let own = TestWorld.inquiries(scenario).filter { $0.host == host }
        let first = try #require(own.first)
        #expect(first.at.description >= "2026-09-06T22:00")
        #expect(Set(own.map(\.language)).isSubset(of: ["ti", "fa-AF", "ps", "so", "apc", "kmr"]))
        // Eight weeks of 60.
        #expect(abs(Double(own.count) - 480) < 6 * (1.59 * 480).squareRoot())
    }

    @Test func `double demand is twice as much`() throws {
        let (twice, once) = (try TestWorld.scenario("double-demand.yaml"), try TestWorld.scenario("recruit.yaml"))
        #expect((twice.start, twice.days) == (once.start, once.days))
        let ratio = Double(TestWorld.inquiries(twice).count) / Double(TestWorld.inquiries(once).count)
        #expect(abs(ratio - 2) < 0.06)
    }

    @Test func `an absence wave takes a share of the people away for some days`() throws {
        let content = try TestWorld.read(TestWorld.head + """
            events:
              - event: absence-wave
                share: 25
                from: 2026-03-09
                until: 2026-03-22
                days: 5
                notice-days: 1
                assumption: a wave of influenza

            """)
        guard case .world(let scenario) = content else { throw TestWorld.Unexpected.queue }
        let away = scenario.people.flatMap(\.absences)
        #expect(abs(Double(away.count) / Double(scenario.people.count) - 0.25) < 0.08)
        for absence in away {
            #expect(absence.until == absence.from.adding(days: 4) && absence.announced == absence.from.adding(days: -1))
            #expect(absence.from.description >= "2026-03-09" && absence.until.description <= "2026-03-22")
        }
    }
}
