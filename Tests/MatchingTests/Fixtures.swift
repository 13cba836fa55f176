import Interpreting
import Matching
import Rules
import Testing

/// Tuesday 1 December 2026, an hour of Tigrinya on site at 10:00, 30 km from the home of interpreter 1, who is free all day.
struct Setting {
    var matcher: Matcher
    var job: Job
    var candidate: Candidate
    var now: Timestamp

    init(points: [SoftCost: Int] = [:]) throws {
        matcher = Matcher(rules: try points.isEmpty ? Book.free.get() : Book.build(points: points))
        now = at("2026-11-25T09:00")
        job = Setting.job()
        candidate = Candidate(
            interpreter: Setting.interpreter(1), windows: [span("2026-12-01T08:00", "2026-12-01T18:00")])
    }

    static func interpreter(_ number: Int64) -> Interpreter {
        Interpreter(
            id: InterpreterID(number), name: "N\(number)", gender: .female, home: Book.place(0), modalities: Modality.allCases,
            pools: [Book.agii], competences: [Competence(language: Book.tigrinya, level: .certified)])
    }

    static func job() -> Job {
        let need = Need(
            language: Book.tigrinya, complexity: .practical, minutes: 60, start: at("2026-12-01T10:00"), place: Book.place(3))
        return Job(
            Request(
                id: RequestID(1), organisation: OrganisationID(1), establishment: EstablishmentID(1), agency: Book.agii,
                requestedBy: PrincipalID(1), need: need, modality: .onsite, rule: "modality", submittedAt: at("2026-11-25T08:00"),
                answerBy: at("2026-11-30T10:00"), chance: 50))
    }

    /// Puts a commitment into the calendar; `lead` are the minutes of its time before the talk.
    mutating func commit(
        _ number: Int64, _ start: String, minutes: Int, by modality: Modality = .telephone, at place: Int? = nil, lead: Int = 5
    ) {
        let talk = Interval(start: at(start), end: at(start) + .minutes(minutes))
        let rest = modality == .onsite ? 15 : 10
        candidate.commitments.append(
            Commitment(
                assignment: AssignmentID(number), talk: talk,
                during: Interval(start: talk.start - .minutes(lead), end: talk.end + .minutes(rest)), place: place.map(Book.place),
                modality: modality))
        candidate.commitments.sort { $0.talk.start < $1.talk.start }
    }

    /// Somebody did not answer offers of the job, the last of which ended then.
    mutating func silence(_ number: Int64, times: Int, ended: String) {
        job.silences.append(
            Silence(interpreter: InterpreterID(number), times: times, ended: at(ended), again: Book.ruling(Book.again, "again")))
        job.silences.sort { $0.interpreter < $1.interpreter }
    }

    mutating func start(_ text: String, minutes: Int = 60) {
        job.talk = Interval(start: at(text), end: at(text) + .minutes(minutes))
    }

    var verdict: Verdict { matcher.verdict(job, candidate, at: now) }

    var violations: [Violation] {
        if case .excluded(let violations) = verdict { violations } else { [] }
    }

    /// `constraint: text` of every violation.
    var reasons: [String] { violations.map { "\($0.constraint.rawValue): \($0.text)" } }

    func fit() throws -> Fit {
        guard case .eligible(_, let fit, _) = verdict else { throw NotEligible(reasons: reasons) }
        return fit
    }

    func score() throws -> Score {
        guard case .eligible(let score, _, _) = verdict else { throw NotEligible(reasons: reasons) }
        return score
    }
}

struct NotEligible: Error { let reasons: [String] }

/// A wall-clock reading in Brussels; readings with an offset may be given for the repeated hour.
func at(_ text: String) -> Timestamp {
    do throws(TimestampProblem) { return try Timestamp.parse(text, in: Book.zone) } catch {
        Issue.record("not a time: \(text)")
        return Timestamp(seconds: 0)
    }
}

func span(_ start: String, _ end: String) -> Interval { Interval(start: at(start), end: at(end)) }
