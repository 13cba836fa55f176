import Interpreting
import Matching
import RandomTestSupport
import Rules
import Testing

/// Puts hundreds of jobs into one calendar and takes them out again, as dispatching does, and has another, slow checker look at
/// every calendar that arises.
struct ChainTests {
    struct Chain {
        var candidate: Candidate
        var nextNumber: Int64 = 1
        var insertions = 0
        var successors = 0
        var reanchored = 0

        init(home: Int) {
            candidate = Candidate(
                interpreter: Setting.interpreter(1), windows: [span("2026-12-01T00:00", "2026-12-05T00:00")])
            candidate.interpreter.home = Book.place(home)
        }

        mutating func insert(_ job: Job, by matcher: Matcher, at now: Timestamp) {
            guard let (_, fit) = matcher.score(job, candidate, at: now) else { return }
            candidate.commitments.append(
                Commitment(
                    assignment: AssignmentID(nextNumber), talk: job.talk, during: fit.during, place: job.place, modality: job.modality))
            nextNumber += 1
            insertions += 1
            if let successor = fit.successor {
                successors += 1
                apply(successor)
            }
            candidate = Candidate(interpreter: candidate.interpreter, windows: candidate.windows, commitments: candidate.commitments)
        }

        mutating func remove(_ index: Int, by matcher: Matcher) {
            let removed = candidate.commitments[index]
            candidate = candidate.without(removed.assignment)
            guard let successor = matcher.reanchored(after: removed, in: candidate) else { return }
            reanchored += 1
            apply(successor)
        }

        private mutating func apply(_ successor: Successor) {
            for index in candidate.commitments.indices where candidate.commitments[index].assignment == successor.assignment {
                candidate.commitments[index].during = successor.during
            }
        }
    }

    private func job(_ random: inout Seeded) -> Job {
        var job = Setting.job()
        let start = at("2026-12-01T06:00") + .minutes(5 * Int.random(in: 0...800, using: &random))
        job.talk = Interval(start: start, end: start + .minutes(5 * Int.random(in: 3...18, using: &random)))
        job.modality = [.onsite, .onsite, .telephone, .video][Int.random(in: 0...3, using: &random)]
        if job.modality == .telephone { job.talk.end = min(job.talk.end, start + .minutes(60)) }
        job.place = Book.place(Int.random(in: 0...9, using: &random))
        return job
    }

    @Test(arguments: 1...12)
    func insertionsNeverYieldOverlapsOrImpossibleJourneys(_ seed: UInt64) throws {
        let matcher = Matcher(rules: try Book.free.get())
        var random = Seeded(seed)
        var chain = Chain(home: Int.random(in: 0...9, using: &random))
        for _ in 0..<150 {
            chain.insert(job(&random), by: matcher, at: at("2026-11-25T09:00"))
            let faults = CalendarChecker(chain.candidate).faults(afterRemovals: false)
            #expect(faults == [])
            if !faults.isEmpty { return }
        }
        #expect(chain.insertions > 10)
    }

    @Test(arguments: 101...112)
    func removalsNeverYieldOverlapsOrImpossibleJourneys(_ seed: UInt64) throws {
        let matcher = Matcher(rules: try Book.free.get())
        var random = Seeded(seed)
        var chain = Chain(home: Int.random(in: 0...9, using: &random))
        for _ in 0..<300 {
            if chain.candidate.commitments.count > 8 || Int.random(in: 0..<6, using: &random) == 0, !chain.candidate.commitments.isEmpty {
                chain.remove(Int.random(in: chain.candidate.commitments.indices, using: &random), by: matcher)
            } else {
                chain.insert(job(&random), by: matcher, at: at("2026-11-25T09:00"))
            }
            let faults = CalendarChecker(chain.candidate).faults(afterRemovals: true)
            #expect(faults == [])
            if !faults.isEmpty { return }
        }
        #expect(chain.insertions > 20)
        #expect(chain.successors > 0)
        #expect(chain.reanchored > 0)
    }

    @Test func theCheckerSeesAnOverlapAndAnImpossibleJourney() throws {
        var setting = try Setting()
        setting.commit(1, "2026-12-01T10:00", minutes: 60, by: .onsite, at: 3, lead: 35)
        #expect(CalendarChecker(setting.candidate).faults(afterRemovals: true) == [])
        setting.commit(2, "2026-12-01T11:30", minutes: 60, by: .onsite, at: 3, lead: 20)
        #expect(CalendarChecker(setting.candidate).faults(afterRemovals: true) == ["A1 and A2 overlap"])
        setting.candidate.commitments[1] = Commitment(
            assignment: AssignmentID(2), talk: span("2026-12-01T11:30", "2026-12-01T12:00"),
            during: span("2026-12-01T11:20", "2026-12-01T12:15"), place: Book.place(9), modality: .onsite)
        #expect(CalendarChecker(setting.candidate).faults(afterRemovals: true) == ["A2 cannot be reached"])
    }
}
