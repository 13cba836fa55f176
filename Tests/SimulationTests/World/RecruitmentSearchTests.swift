import Testing

@testable import Simulation

@Suite struct RecruitmentSearchTests {
    /// A run that fills so many of a hundred.
    private func run(_ percent: Int) -> RunFigures {
        var figures = RunFigures(policy: "tolkbrug", replication: 1, seed: 1)
        var tally = Tally()
        tally.asked = 100
        tally.filled = percent
        tally.unfilled = 100 - percent
        figures.byLanguage["ti"] = tally
        return figures
    }

    /// Plays a search in which `percent` are filled with so many recruits.
    private func search(most: Int, _ percent: (Int) -> Int) -> (curve: Study.RecruitmentCurve, tried: [Int]) {
        var search = RecruitmentSearch(Scenario.Recruit(language: "ti", target: 0.95, most: most))
        var tried: [Int] = []
        while let count = search.next, tried.count < 50 {
            tried.append(count)
            search.note(count, [run(percent(count))])
        }
        return (search.curve, tried)
    }

    @Test(arguments: [0, 1, 2, 3, 5, 11, 16, 17, 40]) func `the least number that is enough is found`(_ enough: Int) {
        let (curve, tried) = search(most: 40) { $0 >= enough ? 96 : 60 }
        #expect(curve.enough == enough)
        #expect(tried.count <= 13)
        #expect(curve.points.map(\.recruited) == tried.sorted())
    }

    @Test func `when no number is enough the search ends and says so`() {
        let (curve, tried) = search(most: 20) { 50 + $0 }
        #expect(curve.enough == nil)
        #expect(tried.last == 20)
    }

    @Test func `recruits are like those who are there`() throws {
        let scenario = try TestWorld.scenario("flanders-year.yaml")
        let search = RecruitmentSearch(Scenario.Recruit(language: "ti", target: 0.95, most: 10))
        let larger = search.scenario(scenario, recruiting: 3)
        #expect(larger.people.count == scenario.people.count + 3)
        #expect(larger.people.suffix(3).allSatisfy { $0.languages == ["ti"] && !$0.hours.isEmpty })
        #expect(search.scenario(scenario, recruiting: 0).people == scenario.people)
    }
}
