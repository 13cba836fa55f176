import Interpreting
import Matching
import RandomTestSupport
import Rules
import Testing

struct RankingTests {
    @Test func theOrderOfTheCandidatesDoesNotMatter() throws {
        var calls = try RandomCalls(points: RandomCalls.prices, seed: 1)
        let first = calls.jobs.map { calls.matcher.rank($0, calls.candidates, at: calls.now) }
        let relaxations = calls.jobs.map { calls.matcher.relaxations($0, calls.candidates, at: calls.now) }
        #expect(first.map(\.eligible.count).reduce(0, +) > 20)
        var random = Seeded(2)
        for _ in 0..<3 {
            calls.candidates.shuffle(using: &random)
            #expect(calls.jobs.map { calls.matcher.rank($0, calls.candidates, at: calls.now) } == first)
            #expect(calls.jobs.map { calls.matcher.relaxations($0, calls.candidates, at: calls.now) } == relaxations)
        }
    }

    @Test(arguments: 1...4)
    func theFastPathDecidesAsTheExplanationDoes(_ seed: UInt64) throws {
        let calls = try RandomCalls(points: RandomCalls.prices, seed: seed)
        for job in calls.jobs {
            let ranking = calls.matcher.rank(job, calls.candidates, at: calls.now)
            #expect(calls.matcher.shortlist(job, calls.candidates, at: calls.now) == ranking.eligible)
            #expect(ranking.eligible.count + ranking.excluded.count == calls.candidates.count)
            #expect(ranking.excluded.allSatisfy { !$0.violations.isEmpty })
            let decision = calls.matcher.decide(job, calls.candidates, at: calls.now)
            #expect(decision.eligible == ranking.eligible.map { Decision.Choice($0.interpreter, $0.score) })
            #expect(decision.winner == ranking.eligible.first)
            #expect(decision.against == ranking.excluded.map { Decision.Against($0.interpreter, $0.violations[0].constraint) })
            for ranked in ranking.eligible {
                let candidate = try #require(calls.candidates.first { $0.interpreter.id == ranked.interpreter })
                let found = try #require(calls.matcher.score(job, candidate, at: calls.now))
                #expect(found.score == ranked.score)
                #expect(found.fit == ranked.fit)
            }
        }
    }

    @Test func equalScoresFollowTheRegister() throws {
        let setting = try Setting()
        let candidates = [3, 1, 2].map { number in
            Candidate(interpreter: Setting.interpreter(number), windows: setting.candidate.windows)
        }
        let ranked = setting.matcher.shortlist(setting.job, candidates, at: setting.now)
        #expect(ranked.map(\.interpreter.number) == [1, 2, 3])
    }

    @Test func thePoolOfAnotherAgencyOpensAtItsMinute() throws {
        var setting = try Setting()
        setting.candidate.interpreter.pools = [Book.amal]
        setting.now = at("2026-11-25T08:30")
        #expect(setting.verdict.isEligible)
        setting.now = setting.now - .seconds(1)
        #expect(setting.reasons == ["pool: in pool amal, which helps agii from 2026-11-25T08:30:00+01:00"])
        setting.job.openPools = [Book.amal]
        #expect(setting.verdict.isEligible)
    }
}
