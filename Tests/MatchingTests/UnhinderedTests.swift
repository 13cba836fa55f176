import Interpreting
import RandomTestSupport
import Testing

@testable import Matching

/// What is seen of a calendar at a glance, held against considering everything in it.
struct UnhinderedTests {
    @Test func `whom nothing hinders at a glance nothing hinders when everything is considered`() throws {
        let matcher = try CrowdedDay.matcher()
        var random = Seeded(91)
        var seen = (clear: 0, clearWithJourneys: 0, hindered: 0, unsure: 0)
        for _ in 0..<40_000 {
            let candidate = CrowdedDay.candidate(&random)
            let job = CrowdedDay.job(&random)
            let examination = matcher.examination(job, at: job.isOnDemand ? job.talk.start : CrowdedDay.day)
            let position = Itinerary.position(of: examination.talk.start, in: candidate.commitments)
            var reasons = EveryReason(rules: matcher.rules.matching)
            let considered = try examination.considered(candidate, candidate.commitments, position: position, &reasons)
            if let fit = examination.unhindered(candidate.dossier, position: position) {
                #expect(fit == considered)
                #expect(reasons.violations.map(\.text) == [])
                #expect(job.destination == nil)
                seen.clear += 1
                if candidate.dossier.hasJourneys { seen.clearWithJourneys += 1 }
            } else if job.destination == nil, !candidate.dossier.hasJourneys {
                // Not only is it right: it sees all that can be seen.
                #expect(reasons.violations.map(\.text) != [])
                seen.hindered += 1
            } else {
                seen.unsure += 1
            }
        }
        #expect(min(seen.clear, seen.clearWithJourneys, seen.hindered, seen.unsure) > 1_000, "\(seen)")
    }

    @Test func `a way home that the job alone makes likely is looked at closely`() throws {
        var setting = try Setting()
        setting.candidate.interpreter.home = Book.place(0)
        setting.commit(1, "2026-12-01T08:00", minutes: 60, by: .onsite, at: 2)
        // From home this journey would begin before the job, from the place before it need not.
        setting.commit(2, "2026-12-01T11:45", minutes: 30, by: .onsite, at: 8)
        setting.job.modality = .telephone
        setting.start("2026-12-01T11:00", minutes: 15)
        let examination = setting.matcher.examination(setting.job, at: setting.now)
        #expect(examination.unhindered(setting.candidate.dossier, position: 1) == nil)
        #expect(examination.unhindered(setting.candidate.without(AssignmentID(2)).dossier, position: 1) != nil)
    }

    @Test func `costs added up at once are the costs of their parts`() throws {
        let calls = try RandomCalls(points: RandomCalls.prices, seed: 92, candidateCount: 60, jobCount: 60)
        var count = 0
        for job in calls.jobs {
            let examination = calls.matcher.examination(job, at: calls.now)
            for candidate in calls.candidates {
                guard let found = examination.accepted(candidate) else { continue }
                let score = examination.score(Standing(candidate), found.pick, found.fit)
                #expect(examination.rank(Standing(candidate), found.pick, found.fit) == score.rank)
                #expect(score.components(in: calls.matcher.rules.matching).reduce(0) { $0 + $1.points } == score.points)
                let choice = Decision.Choice(candidate.interpreter.id, score)
                #expect((choice.level, choice.points) == (score.level, score.points))
                count += 1
            }
        }
        #expect(count > 100)
    }
}
