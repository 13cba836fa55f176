import Interpreting
import Matching
import Rules
import Testing

struct SoftCostTests {
    typealias Case = (cost: SoftCost, amount: Int, change: @Sendable (inout Setting) -> Void)
    static let cases: [Case] = [
        (.travelMinute, 30, { _ in }),
        (.gender, 1, { $0.job.gender = .male }),
        (.continuity, 1, { $0.job.caseReference = "C-1" }),
        (.fairness, 1, { $0.candidate.recentMinutes = 719; $0.job.fairMinutes = 300 }),
        (.scarcity, 55, { $0.candidate.shadowPrice = 30 }),
        (.aid, 1, { $0.candidate.interpreter.pools = [Book.amal] }),
        (.nonFirstLanguage, 1, {
            $0.candidate.interpreter.competences.insert(Competence(language: Book.pashto, level: .certified), at: 0)
        }),
        (.shortJobFar, 1, { $0.start("2026-12-01T10:00", minutes: 29) }),
        (.silence, 2, { $0.silence(1, times: 2, ended: "2026-11-25T07:59") }),
        (.dialect, 1, { $0.job.dialect = "asmara" }),
    ]

    @Test(arguments: cases.indices)
    func eachCostAloneIsCountedAtItsPrice(_ index: Int) throws {
        let (cost, amount, change) = SoftCostTests.cases[index]
        var setting = try Setting(points: [cost: 3])
        let free = cost == .travelMinute ? 90 : 0
        #expect(try setting.score().points == free)
        change(&setting)
        let score = try setting.score()
        #expect(score.points == 3 * amount)
        let component = try #require(score.components(in: setting.matcher.rules.matching).first { $0.cost == cost })
        #expect(component == ScoreComponent(cost: cost, amount: amount, points: 3 * amount, rule: Book.row("cost.\(cost.rawValue)")))
    }

    @Test func everyCostIsCovered() {
        let covered = Set(SoftCostTests.cases.map(\.cost) + [.substitution])
        #expect(SoftCost.allCases.filter { !covered.contains($0) } == [])
    }

    @Test func aSubstituteCostsItsOwnPenaltyOnTop() throws {
        var setting = try Setting(points: [.substitution: 100])
        setting.candidate.interpreter.competences = [Competence(language: Book.amharic, level: .certified)]
        let score = try setting.score()
        #expect(score.points == 107)
        #expect(
            score.components(in: setting.matcher.rules.matching).filter { $0.points > 0 } == [
                ScoreComponent(cost: .substitution, amount: 1, points: 100, rule: Book.row("cost.substitution")),
                ScoreComponent(cost: .substitution, amount: 1, points: 7, rule: Book.row("substitute.am-ti")),
            ])
    }

    @Test func nothingIsChargedForWhatIsAsWished() throws {
        var setting = try Setting(points: [.gender: 1, .continuity: 1, .fairness: 1])
        setting.job.gender = .female
        setting.job.caseReference = "C-1"
        setting.candidate.isContinuity = true
        setting.candidate.recentMinutes = 2000
        setting.job.fairMinutes = 4000
        #expect(try setting.score().points == 0)
    }

    @Test func theBestOfSeveralLanguagesServes() throws {
        var setting = try Setting()
        let trained = Competence(language: Book.tigrinya, level: .trained)
        let certified = Competence(language: Book.tigrinya, level: .certified)
        let other = Competence(language: Book.amharic, level: .certified)
        for (competences, language) in [([trained, other], Book.amharic), ([other, certified], Book.tigrinya)] {
            setting.candidate.interpreter.competences = competences
            guard case .eligible(_, _, let match) = setting.verdict else {
                Issue.record("not eligible: \(setting.reasons)")
                continue
            }
            #expect(match.language == language)
            #expect(match.level == .certified)
            #expect((match.substitute == nil) == (language == Book.tigrinya))
        }
    }

    @Test func whoSpeaksTheDialectGoesBeforeWhoDoesNot() throws {
        var setting = try Setting(points: [.dialect: 90])
        setting.job.dialect = "asmara"
        var other = setting.candidate
        other.interpreter = Setting.interpreter(2)
        other.interpreter.competences[0].dialects = ["asmara"]
        let ranked = setting.matcher.shortlist(setting.job, [setting.candidate, other], at: setting.now)
        #expect(ranked.map(\.interpreter.number) == [2, 1] && ranked.map(\.score.points) == [0, 90])
        // A dialect belongs to its language: one who stands in with another language does not speak it.
        other.interpreter.competences = [Competence(language: Book.amharic, level: .certified, dialects: ["asmara"])]
        #expect(setting.matcher.score(setting.job, other, at: setting.now)?.score.points == 97)
    }

    @Test func componentsAddUpToTheScore() throws {
        let setting = try RandomCalls(points: RandomCalls.prices, seed: 5)
        let ranking = setting.matcher.rank(setting.jobs[0], setting.candidates, at: setting.now)
        #expect(ranking.eligible.count > 3)
        for ranked in ranking.eligible {
            let components = ranked.score.components(in: setting.matcher.rules.matching)
            #expect(components.map(\.points).reduce(0, +) == ranked.score.points)
        }
    }
}
