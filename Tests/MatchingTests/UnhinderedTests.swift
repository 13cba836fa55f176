import Interpreting
import Testing

@testable import Matching

/// What is seen of a calendar at a glance, held against considering everything in it.
struct UnhinderedTests {
    private static let day = at("2026-12-01T00:00")

    /// Crowded enough that conversations, rests, absences and ends of availability touch and nearly touch the job; some commitments are
    /// somewhere, some farther than anybody is sent.
    private static func candidate(_ random: inout Seeded) -> Candidate {
        func stretch(_ minutes: ClosedRange<Int>, from first: Int, to last: Int, _ random: inout Seeded) -> Interval {
            Interval(
                start: day + .minutes(5 * Int.random(in: first...last, using: &random)),
                length: .minutes(5 * Int.random(in: minutes, using: &random)))
        }
        var commitments: [Commitment] = []
        let travels = Bool.random(using: &random)
        for number in 0..<Int.random(in: 0...4, using: &random) {
            let talk = travels ? stretch(1...8, from: 0, to: 280, &random) : stretch(1...8, from: 96, to: 180, &random)
            let during = Interval(
                start: talk.start - .minutes(5 * Int.random(in: 0...2, using: &random)),
                end: talk.end + .minutes(5 * Int.random(in: 0...3, using: &random)))
            if commitments.contains(where: { $0.during.overlaps(during) }) { continue }
            let isOnSite = travels && Bool.random(using: &random)
            let place = Book.place([0, 2, 5, 8, 20][Int.random(in: 0..<5, using: &random)])
            commitments.append(
                Commitment(
                    assignment: AssignmentID(Int64(number) + 1), talk: talk, during: during, place: isOnSite ? place : nil,
                    modality: isOnSite ? .onsite : [.telephone, .video][number % 2]))
        }
        var interpreter = Setting.interpreter(1)
        interpreter.home = Book.place([0, 3, 9][Int.random(in: 0..<3, using: &random)])
        return Candidate(
            interpreter: interpreter, windows: (0..<2).map { _ in stretch(12...160, from: 60, to: 180, &random) },
            absences: Int.random(in: 0..<3, using: &random) == 0 ? [stretch(1...12, from: 96, to: 180, &random)] : [],
            commitments: commitments)
    }

    private static func job(_ random: inout Seeded) -> Job {
        var job = Setting.job()
        job.modality = [.telephone, .video, .onsite][Int.random(in: 0..<3, using: &random)]
        job.isOnDemand = job.modality != .onsite && Bool.random(using: &random)
        job.talk = Interval(
            start: day + .minutes(5 * Int.random(in: 100...170, using: &random)),
            length: .minutes(5 * Int.random(in: 1...12, using: &random)))
        return job
    }

    @Test func `whom nothing hinders at a glance nothing hinders when everything is considered`() throws {
        // Not the same rest between any two: after a telephone call nobody is at once ready to be seen.
        let matcher = Matcher(rules: try Book.build { $0 == .telephone && $1 == .video ? 25 : Book.rest(after: $0, before: $1) })
        var random = Seeded(91)
        var seen = (clear: 0, clearWithJourneys: 0, hindered: 0, unsure: 0)
        for _ in 0..<40_000 {
            let candidate = Self.candidate(&random)
            let job = Self.job(&random)
            let examination = matcher.examination(job, at: job.isOnDemand ? job.talk.start : Self.day)
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
                let score = examination.score(candidate, found.pick, found.fit)
                #expect(examination.rank(candidate, found.pick, found.fit) == score.rank)
                #expect(score.components(in: calls.matcher.rules.matching).reduce(0) { $0 + $1.points } == score.points)
                let choice = Decision.Choice(candidate.interpreter.id, score)
                #expect((choice.level, choice.points) == (score.level, score.points))
                count += 1
            }
        }
        #expect(count > 100)
    }
}
