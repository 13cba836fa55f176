import Foundation
import Rules
import Testing

@testable import Simulation

@Suite struct StudyTests {
    /// Two days of the year at a small scale.
    private func runner(policies: [String], replications: Int) throws -> StudyRunner {
        let book = try TestWorld.book()
        var scenario = try TestWorld.scenario("flanders-year.yaml").scaled(by: 0.05)
        scenario.start = scenario.start.adding(days: 4)
        scenario.days = 2
        scenario.policies = policies
        scenario.replications = replications
        return StudyRunner(scenario, rules: book)
    }

    private func play(_ runner: StudyRunner) throws -> Study { runner.study(try runner.runs.map { try runner.play($0) { _ in true } }) }

    @Test func `the same seed gives the same bytes, in any order of the runs`() throws {
        let runner = try runner(policies: ["tolkbrug", "cascade"], replications: 2)
        let forwards = runner.study(try runner.runs.map { try runner.play($0) { _ in true } })
        let backwards = runner.study(try runner.runs.reversed().map { try runner.play($0) { _ in true } })
        #expect(try StudyJSON.text(of: forwards) == StudyJSON.text(of: backwards))
        var other = runner.scenario
        other.seed += 1
        #expect(try play(StudyRunner(other, rules: runner.rules)) != forwards)
    }

    @Test func `days that are all for warming up are not played`() throws {
        let book = try TestWorld.book()
        var scenario = try TestWorld.scenario("parent-contact-week.yaml").scaled(by: 0.01)
        scenario.days = 14
        let runner = StudyRunner(scenario, rules: book)
        let error = #expect(throws: WorldProblem.self) { try runner.play(try #require(runner.runs.first)) { _ in true } }
        #expect(error?.description.contains("warm-up-days is 14; play at least 15") == true, "\(error?.description ?? "")")
    }

    @Test func `policies meet the same people with the same luck`() throws {
        let study = try play(runner(policies: ["tolkbrug", "tiered"], replications: 3))
        #expect(study.policies.map(\.runs.count) == [3, 3])
        for (run, other) in zip(study.policies[0].runs, study.policies[1].runs) {
            #expect(run.seed == other.seed)
            #expect(run.askedByDay == other.askedByDay)
            #expect(run.byLanguage.mapValues(\.asked) == other.byLanguage.mapValues(\.asked))
        }
        let fill = try #require(study.comparisons.first { $0.figure == "fill share, %" })
        #expect(fill.policy == "tiered" && fill.against == "tolkbrug" && fill.difference.count == 3)
        #expect(study.policies.flatMap(\.runs).allSatisfy { $0.violations == 0 })
    }

    @Test func `everything that is asked comes to an end`() throws {
        let run = try #require(try play(runner(policies: ["tolkbrug"], replications: 1)).policies.first?.runs.first)
        let total = run.total
        #expect(total.asked >= 10)
        #expect(total.filled + total.unfilled + total.cancelled == total.asked)
        #expect(total.filled > 0)
    }

    @Test func `an interrupted study says so and shows what was played`() throws {
        let runner = try runner(policies: ["tolkbrug"], replications: 2)
        let whole = try runner.play(runner.runs[0]) { _ in true }
        let cut = try runner.play(runner.runs[1]) { $0 < 1 }
        #expect(!cut.isComplete)
        let study = runner.study([whole, cut])
        #expect(study.policies[0].runs.count == 1)
        #expect(study.remarks.contains("ended early: 1 of 2 runs were played to the end"))
    }

    @Test(arguments: [(3, "6917"), (200, "inf")])
    func `factors that multiply beyond all measure are refused with the day, before anything is drawn`(count: Int, amount: String) throws {
        let event = "  - {event: demand, from: 2026-03-04, until: 2026-03-05, factor: 100, assumption: a slip of the finger}\n"
        let text = TestWorld.head + "events:\n" + String(repeating: event, count: count)
        guard case .world(let scenario) = try TestWorld.read(text) else { throw TestWorld.Unexpected.queue }
        let runner = StudyRunner(scenario, rules: try TestWorld.book())
        let problem = #expect(throws: WorldProblem.self) { _ = try runner.play(runner.runs[0]) { _ in true } }
        let said = try #require(problem).description
        // Who asks on the first day may ask for one of theirs.
        #expect(said.hasPrefix(amount) && said.contains("drawn for 2026-03-02; at most 1000000 a day"), "\(said)")
    }
}
