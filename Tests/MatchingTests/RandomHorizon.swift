import Interpreting
import RandomTestSupport
import Rules

@testable import Matching

/// Two seeded days, a Sunday and a Monday, of a handful of interpreters with calendars partly filled and jobs that want them.
struct RandomHorizon {
    let matcher: Matcher
    let horizon: Horizon

    static let origin = at("2026-11-29T00:00")

    init(_ seed: UInt64, interpreters: Int = 5, jobs: Int = 22) throws {
        var random = Seeded(seed)
        matcher = Matcher(rules: try Book.build(points: RandomCalls.prices))
        let now = at("2026-11-28T09:00")
        var candidates: [Candidate] = []
        for number in 1...interpreters {
            var candidate = RandomHorizon.candidate(Int64(number), &random)
            RandomHorizon.fill(&candidate, by: matcher, at: now, &random)
            candidates.append(candidate)
        }
        var questions: [Horizon.Question] = []
        for number in 1...jobs {
            let job = RandomHorizon.job(&random)
            var asked: [InterpreterID] = []
            if Int.random(in: 0..<4, using: &random) == 0 {
                let place = Int.random(in: candidates.indices, using: &random)
                if matcher.score(job, candidates[place], at: now) != nil {
                    candidates[place].offers.append(job.talk)
                    asked = [candidates[place].interpreter.id]
                }
            }
            questions.append(Horizon.Question(id: RequestID(Int64(number)), job: job, asked: asked))
        }
        horizon = Horizon(basis: .init(at: now, head: 1), questions: questions, candidates: candidates)
    }

    private static func candidate(_ number: Int64, _ random: inout Seeded) -> Candidate {
        var interpreter = Setting.interpreter(number)
        interpreter.home = Book.place(Int.random(in: 0...6, using: &random))
        interpreter.gender = Bool.random(using: &random) ? .female : .male
        interpreter.competences = [Book.tigrinya, Book.pashto].shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)).map {
            Competence(language: $0, level: .certified)
        }
        interpreter.maximumMinutesPerDay = [nil, 180, 120][Int.random(in: 0...2, using: &random)]
        interpreter.maximumMinutesPerWeek = [nil, nil, 240][Int.random(in: 0...2, using: &random)]
        let windows = (0...1).map { day in
            let opens = origin + .days(day) + .hours(Int.random(in: 6...9, using: &random))
            return Interval(start: opens, end: opens + .hours(Int.random(in: 6...12, using: &random)))
        }
        return Candidate(interpreter: interpreter, windows: windows)
    }

    /// Confirms some work, as dispatching does.
    private static func fill(_ candidate: inout Candidate, by matcher: Matcher, at now: Timestamp, _ random: inout Seeded) {
        for number in 0..<Int.random(in: 0...3, using: &random) {
            var job = RandomHorizon.job(&random)
            job.language = candidate.interpreter.competences.first?.language ?? job.language
            guard let fit = matcher.score(job, candidate, at: now)?.fit else { continue }
            candidate.commit(job, fit, as: AssignmentID(candidate.interpreter.id.number * 100 + Int64(number)))
        }
    }

    private static func job(_ random: inout Seeded) -> Job {
        var job = Setting.job()
        job.language = Bool.random(using: &random) ? Book.tigrinya : Book.pashto
        let start = origin + .days(Int.random(in: 0...1, using: &random)) + .minutes(5 * Int.random(in: 90...220, using: &random))
        job.talk = Interval(start: start, end: start + .minutes(5 * Int.random(in: 3...12, using: &random)))
        job.modality = [.telephone, .video, .onsite, .onsite][Int.random(in: 0...3, using: &random)]
        job.place = Book.place(Int.random(in: 0...6, using: &random))
        job.priority = [.normal, .normal, .high, .urgent][Int.random(in: 0...3, using: &random)]
        return job
    }
}

extension Candidate {
    /// Puts a job into the calendar as an assignment does.
    mutating func commit(_ job: Job, _ fit: Fit, as assignment: AssignmentID) {
        if let moved = fit.successor, let index = commitments.firstIndex(where: { $0.assignment == moved.assignment }) {
            commitments[index].during = moved.during
        }
        commitments.append(
            Commitment(assignment: assignment, talk: job.talk, during: fit.during, place: job.place, modality: job.modality))
        commitments.sort { $0.talk.start < $1.talk.start }
    }
}
