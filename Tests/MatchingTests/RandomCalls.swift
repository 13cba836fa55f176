import Interpreting
import Matching
import RandomTestSupport
import Rules

/// A seeded crowd of interpreters with filled calendars, and jobs of every kind, for properties that hold for all of them.
struct RandomCalls {
    let matcher: Matcher
    var candidates: [Candidate] = []
    var jobs: [Job] = []
    let now = at("2026-12-01T08:00")

    static let prices: [SoftCost: Int] = [
        .travelMinute: 3, .substitution: 100, .gender: 60, .continuity: 80, .fairness: 12, .scarcity: 1, .aid: 40,
        .nonFirstLanguage: 15, .shortJobFar: 120, .dialect: 90,
    ]

    init(points: [SoftCost: Int], seed: UInt64, candidateCount: Int = 40, jobCount: Int = 8) throws {
        matcher = Matcher(rules: try Book.build(points: points))
        var random = Seeded(seed)
        for number in 1...candidateCount { candidates.append(RandomCalls.candidate(Int64(number), &random)) }
        for _ in 0..<jobCount { jobs.append(RandomCalls.job(&random)) }
    }

    private static func candidate(_ number: Int64, _ random: inout Seeded) -> Candidate {
        var interpreter = Setting.interpreter(number)
        interpreter.home = Book.place(Int.random(in: 0...8, using: &random))
        interpreter.gender = Bool.random(using: &random) ? .female : .male
        interpreter.pools = [Int.random(in: 0..<4, using: &random) == 0 ? Book.amal : Book.agii]
        interpreter.isActive = Int.random(in: 0..<10, using: &random) > 0
        let languages = [Book.tigrinya, Book.amharic, Book.pashto].shuffled(using: &random).prefix(2)
        interpreter.competences = languages.map {
            Competence(language: $0, level: Int.random(in: 0..<5, using: &random) == 0 ? .trained : .certified)
        }
        if Bool.random(using: &random) {
            let since = at("2026-12-01T07:00")
            interpreter.duty = Duty(
                modalities: [.telephone], since: since, until: since + .hours(Int.random(in: 1...9, using: &random)))
        }
        let day = at("2026-12-01T00:00")
        let opens = day + .hours(Int.random(in: 7...11, using: &random))
        let window = Interval(start: opens, end: opens + .hours(Int.random(in: 3...10, using: &random)))
        var candidate = Candidate(interpreter: interpreter, windows: [window])
        if Int.random(in: 0..<3, using: &random) == 0 {
            let start = opens + .minutes(Int.random(in: 0...300, using: &random))
            let talk = Interval(start: start, end: start + .minutes(30))
            candidate.commitments = [
                Commitment(
                    assignment: AssignmentID(number), talk: talk,
                    during: Interval(start: start - .minutes(5), end: talk.end + .minutes(10)), place: nil, modality: .telephone)
            ]
        }
        candidate.recentMinutes = Int.random(in: 0...4000, using: &random)
        candidate.isContinuity = Int.random(in: 0..<8, using: &random) == 0
        return candidate
    }

    private static func job(_ random: inout Seeded) -> Job {
        var job = Setting.job()
        job.submittedAt = at("2026-12-01T07:00")
        let start = at("2026-12-01T09:00") + .minutes(15 * Int.random(in: 0...28, using: &random))
        job.talk = Interval(start: start, end: start + .minutes(15 * Int.random(in: 1...4, using: &random)))
        job.modality = Modality.allCases[Int.random(in: 0...2, using: &random)]
        job.place = Book.place(Int.random(in: 0...8, using: &random))
        job.isOnDemand = job.modality == .telephone && Bool.random(using: &random)
        job.gender = Bool.random(using: &random) ? .female : nil
        job.genderIsRequired = Bool.random(using: &random)
        job.caseReference = Bool.random(using: &random) ? "C-1" : nil
        return job
    }
}
