import Interpreting
import Matching
import Rules

/// A job and people for the matcher: Tuesday 2026-11-24, an hour on site in Mechelen at ten, asked on Monday at nine.
struct Bench {
    let book: RuleBook
    let matcher: Matcher
    var job: Job
    var now: Timestamp

    init(_ book: RuleBook, language: String = "apc", minutes: Int = 60) throws {
        self.book = book
        matcher = Matcher(rules: book)
        now = try Timestamp.parse("2026-11-23T09:00", in: book.calendar.zone)
        let need = Need(
            language: LanguageTag(language), complexity: .complex, minutes: minutes,
            start: try Timestamp.parse("2026-11-24T10:00", in: book.calendar.zone), place: MunicipalityCode(12_025))
        job = Job(
            Request(
                id: Identifier(1), organisation: Identifier(1), establishment: Identifier(1), agency: AgencyCode("agii"),
                requestedBy: Identifier(1), need: need, modality: .onsite, rule: "modality", submittedAt: now, answerBy: need.start,
                chance: 50))
    }

    func moment(_ text: String) throws -> Timestamp { try Timestamp.parse(text, in: book.calendar.zone) }

    /// Available from Monday to Sunday, day and night.
    func person(_ number: Int64, _ change: (inout Interpreter) -> Void = { _ in }) -> Candidate {
        var interpreter = Interpreter(
            id: InterpreterID(number), name: "N\(number)", gender: .female, home: MunicipalityCode(11_002),
            modalities: Modality.allCases, pools: [AgencyCode("agii")],
            competences: [Competence(language: job.language, level: .certified)])
        change(&interpreter)
        return Candidate(
            interpreter: interpreter, windows: [Interval(start: now - .days(7), end: now + .days(14))])
    }

    func commitment(_ number: Int64, _ start: Timestamp, minutes: Int, _ modality: Modality, at place: Int = 11_002) -> Commitment {
        let talk = Interval(start: start, end: start + .minutes(minutes))
        return Commitment(
            assignment: AssignmentID(number), talk: talk, during: talk, place: MunicipalityCode(place), modality: modality)
    }

    /// What the matcher says of each.
    func told(_ people: [Candidate]) -> [String] {
        let explanation = matcher.explain(job, people, at: now, reasons: 9)
        let eligible = explanation.eligible.flatMap { one in
            ["\(one.ranked.interpreter) \(one.ranked.score.points) \(one.ranked.fit.travelMinutes) "
                + "\(utc: one.ranked.fit.during.start) \(utc: one.ranked.fit.during.end)"]
                + one.components.map { "\($0.cost.rawValue) \($0.amount) \($0.points) \($0.rule.citation)" }
        }
        return eligible + explanation.excluded.flatMap { one in
            one.violations.map { "\(one.interpreter) \($0.constraint.rawValue) \($0.rule.citation): \($0.text)" }
        }
    }
}
