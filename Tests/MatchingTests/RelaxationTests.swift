import Interpreting
import Matching
import Rules
import Testing

struct RelaxationTests {
    @Test func eachSingleChangeThatWouldHelpIsNamedLeastFirst() throws {
        var setting = try Setting()
        setting.job.gender = .male
        setting.job.genderIsRequired = true
        var other = Candidate(interpreter: Setting.interpreter(2), windows: setting.candidate.windows)
        other.interpreter.gender = .male
        other.interpreter.pools = [Book.amal]
        var third = Candidate(interpreter: Setting.interpreter(3), windows: [span("2026-12-01T09:50", "2026-12-01T18:00")])
        third.interpreter.gender = .male
        setting.job.submittedAt = setting.now
        let found = setting.matcher.relaxations(setting.job, [setting.candidate, other, third], at: setting.now)
        #expect(
            found.prefix(5).map(\.text) == [
                "asking the pool of amal at once I2 could",
                "starting 30 minutes later I3 could",
                "with male as a wish, not a condition, I1 could",
                "starting 60 minutes later I3 could",
                "by telephone I3 could",
            ])
        #expect(found.map(\.kind).prefix(2) == [.pool(Book.amal), .start(at("2026-12-01T10:30"))])
    }

    @Test func anAgreedModalityAsksLessThanAnotherStart() throws {
        var setting = try Setting()
        setting.job.fallback = [.video]
        setting.candidate.windows = [span("2026-12-01T09:50", "2026-12-01T18:00")]
        setting.job.circumstances.documents = true
        let found = setting.matcher.relaxations(setting.job, [setting.candidate], at: setting.now)
        #expect(found.first?.kind == .modality(.video))
        #expect(found.first?.text == "by video I1 could")
        // Papers on the table exclude the telephone.
        #expect(!found.map(\.kind).contains(.modality(.telephone)))
    }

    @Test func nothingThatNobodyCanDoIsProposed() throws {
        var setting = try Setting()
        setting.candidate.interpreter.competences = [Competence(language: Book.tigrinya, level: .trained)]
        #expect(setting.matcher.relaxations(setting.job, [setting.candidate], at: setting.now).isEmpty)
    }

    @Test func anotherDayKeepsTheReadingOfTheClock() throws {
        var setting = try Setting()
        setting.now = at("2026-10-20T09:00")
        setting.job.submittedAt = setting.now
        setting.start("2026-10-24T10:00")
        setting.candidate.windows = [span("2026-10-25T00:00", "2026-10-26T00:00")]
        let found = setting.matcher.relaxations(setting.job, [setting.candidate], at: setting.now)
        #expect(found.map(\.kind) == [.start(at("2026-10-25T10:00"))])
        #expect(found.map(\.text) == ["starting at the same time on 2026-10-25 I1 could"])
    }

    @Test func theBestIsTheOneWhoWouldBeRankedFirst() throws {
        let calls = try RandomCalls(points: RandomCalls.prices, seed: 9)
        for job in calls.jobs {
            for relaxation in calls.matcher.relaxations(job, calls.candidates, at: calls.now) {
                guard case .start(let start) = relaxation.kind else { continue }
                let ranked = calls.matcher.shortlist(job.moved(to: start), calls.candidates, at: calls.now)
                #expect(ranked.first?.interpreter == relaxation.best)
                #expect(ranked.count == relaxation.eligibleCount)
            }
        }
    }

    @Test func anExplanationTakesTheDecisionApart() throws {
        var setting = try Setting(points: [.travelMinute: 2, .gender: 25])
        setting.job.gender = .female
        var near = setting.candidate
        near.interpreter = Setting.interpreter(2)
        near.interpreter.home = Book.place(3)
        near.interpreter.gender = .male
        var away = Candidate(interpreter: Setting.interpreter(3))
        away.interpreter.isActive = false
        away.interpreter.modalities = []
        let explanation = setting.matcher.explain(setting.job, [away, setting.candidate, near], at: setting.now, reasons: 2)
        #expect(explanation.winner?.ranked.interpreter == InterpreterID(2))
        #expect(explanation.winner?.behind == [])
        let second = explanation.eligible[1]
        #expect(second.behind.map(\.points) == [60])
        #expect(second.behind.map(\.component.cost) == [.travelMinute])
        #expect(explanation.excluded.map { $0.violations.map(\.constraint) } == [[.inactive, .modality]])
        #expect(explanation.relaxations == [])
    }

    @Test func anExplanationWithoutAWinnerSaysWhatWouldHelp() throws {
        var setting = try Setting()
        setting.candidate.interpreter.modalities = [.video]
        let explanation = setting.matcher.explain(setting.job, [setting.candidate], at: setting.now)
        #expect(explanation.winner == nil)
        #expect(explanation.relaxations.map(\.text) == ["by video I1 could"])
    }
}
