import Foundation
import Testing

@testable import Simulation

/// Every scenario that comes with the project, small.
@Suite struct AllScenariosTests {
    static let worlds = [
        "flanders-day", "flanders-year.yaml", "parent-contact-week.yaml", "ukraine-surge.yaml", "reception-centre.yaml", "recruit.yaml",
        "double-demand.yaml", "norway-scale.yaml", "week-of-nights.yaml",
    ]

    @Test func `no scenario is forgotten here`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(TestWorld.root)/simulations")
        let scenarios = files.filter { $0 != "common" && !$0.hasSuffix(".md") }
        #expect(Set(scenarios) == Set(Self.worlds + ["erlang-b.yaml", "erlang-c.yaml"]))
    }

    @Test(arguments: worlds) func `each is played, and everything that is asked comes to an end`(_ name: String) throws {
        var scenario = try TestWorld.scenario(name).scaled(by: 0.03)
        scenario.days = min(scenario.days, 6)
        scenario.warmUpDays = 0
        let runner = StudyRunner(scenario, rules: try TestWorld.book())
        let run = try #require(runner.runs.first)
        let played = try runner.play(run) { _ in true }
        let total = played.figures.total
        #expect(total.asked > 0)
        #expect(total.filled + total.unfilled + total.cancelled == total.asked)
        // Each is in one hour, and in one month of its language; who hung up is counted in the total only.
        var ended = total
        ended.abandoned = 0
        #expect(played.figures.byHour.values.reduce(Tally(), +) == ended)
        #expect(played.figures.byMonthOfLanguage.values.flatMap(\.values).reduce(Tally(), +) == ended)
        #expect(played.figures.violations == 0)
        #expect(played.isComplete)
    }
}
