import Interpreting
import Rules

/// A question whose words were found in the rule book.
struct ResolvedQuestion {
    let language: Language
    let minutes: Int
    let complexity: Complexity
    let circumstances: Circumstances
    let place: Municipality?
    let from: Municipality?
    let start: Timestamp?
    /// What became of places that were given by a name or code of before a merger.
    let notes: [String]

    init(_ question: RuleQuestion, book: RuleBook) throws(RuleQuestionProblem) {
        language = try ResolvedQuestion.language(question.language, book)
        if let refusal = book.modality.refusal(minutes: question.minutes) {
            let limits = book.modality.limits.value
            throw RuleQuestionProblem(
                description: "\(question.minutes) minutes cannot be asked for, "
                    + "\(limits.lowerBound) to \(limits.upperBound) can (\(refusal.citation)): \(refusal.reason)")
        }
        minutes = question.minutes
        complexity = question.complexity
        circumstances = question.circumstances
        notes = [question.place, question.from].compactMap { $0.flatMap(book.gazetteer.note) }
        place = try ResolvedQuestion.municipality(question.place, book)
        from = try ResolvedQuestion.municipality(question.from, book)
        start = try ResolvedQuestion.moment(question.start, book)
        if from != nil, place == nil || start == nil {
            throw RuleQuestionProblem(description: "a journey is explained from a place, to a place, at a time; give place and start too")
        }
    }

    private static func language(_ text: String, _ book: RuleBook) throws(RuleQuestionProblem) -> Language {
        do throws(LanguageProblem) {
            return try book.languages.named(text)
        } catch {
            throw RuleQuestionProblem(description: "language \"\(text)\" \(error.phrase)")
        }
    }

    private static func municipality(_ text: String?, _ book: RuleBook) throws(RuleQuestionProblem) -> Municipality? {
        guard let text else { return nil }
        if let found = book.gazetteer.resolve(text) { return found }
        if let elsewhere = book.gazetteer.elsewhere(text) {
            throw RuleQuestionProblem(description: "\"\(text)\" is \(elsewhere), outside Flanders and Brussels")
        }
        let near = book.gazetteer.suggestions(for: text).map { "\($0.dutch) (\($0.code))" }
        let hint = near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"
        throw RuleQuestionProblem(
            description: "\"\(text)\" is not a municipality of Flanders or Brussels by NIS code, postal code or name\(hint)")
    }

    private static func moment(_ text: String?, _ book: RuleBook) throws(RuleQuestionProblem) -> Timestamp? {
        guard let text else { return nil }
        do throws(TimestampProblem) { return try Timestamp.parse(text, in: book.calendar.zone) } catch {
            switch error {
            case .malformed:
                throw RuleQuestionProblem(description: "\"\(text)\" is not a time such as 2026-12-01T10:00+01:00")
            case .skipped(_, let next):
                throw RuleQuestionProblem(description: "\(text) does not exist: the clock goes forward over it; the next is \(next)")
            case .ambiguous(_, let first, let second):
                throw RuleQuestionProblem(description: "\(text) comes twice that night; say \(first) or \(second)")
            }
        }
    }
}
