import Interpreting
import Rules

/// What the rules say about one conversation, each line with the row it comes from.
public struct RuleExplanation: Hashable, Sendable {
    /// One subject with what is decided and why.
    public struct Section: Hashable, Sendable {
        /// `modality`, `agency` …
        public let title: String
        public let lines: [String]

        public init(title: String, lines: [String]) {
            self.title = title
            self.lines = lines
        }
    }

    public let sections: [Section]

    /// - Throws: what in the question is unknown or out of range, with the nearest that is not.
    public init(_ question: RuleQuestion, book: RuleBook) throws(RuleQuestionProblem) {
        let question = try ResolvedQuestion(question, book: book)
        let advice = book.advise(
            minutes: question.minutes, complexity: question.complexity, circumstances: question.circumstances)
        let interpreter = InterpreterExplanation(question: question, book: book, advice: advice.value)
        sections = [
            RuleExplanation.language(question.language), RuleExplanation.places(question.notes), RuleExplanation.modality(advice),
            RuleExplanation.alternatives(advice.value), RuleExplanation.excluded(advice.value),
            RuleExplanation.duration(question, book), RuleExplanation.substitutes(question.language, book),
            interpreter.agency(), interpreter.alone(), interpreter.cancellation(), interpreter.journey(), interpreter.price(),
        ].compactMap { $0 }
    }

    /// Titles in one column, lines in another.
    public var text: String {
        let width = (sections.map(\.title.count).max() ?? 0) + 2
        var lines: [String] = []
        for section in sections {
            for (index, line) in section.lines.enumerated() {
                let title = index == 0 ? section.title : ""
                lines.append(title + String(repeating: " ", count: width - title.count) + line)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// `because …`, then the row, its place and who says so.
    static func because(_ rule: RuleReference) -> [String] {
        ["because \(rule.reason)", "\(rule.citation)  \(rule.id)  source: \(rule.source)"]
    }

    /// `on site` for people.
    static func name(_ modality: Modality) -> String { modality == .onsite ? "on site" : modality.rawValue }

    private static func language(_ language: Language) -> Section {
        let direction = language.isRightToLeft ? ", written right to left" : ""
        return Section(
            title: "language",
            lines: ["\(language.tag) \(language.names.english), \(language.names.dutch), \(language.names.own)\(direction)"]
                + because(language.rule))
    }

    private static func places(_ notes: [String]) -> Section? { notes.isEmpty ? nil : Section(title: "places", lines: notes) }

    private static func modality(_ advice: Ruling<ModalityAdvice>) -> Section {
        Section(title: "modality", lines: [name(advice.value.modality)] + because(advice.rule))
    }

    private static func alternatives(_ advice: ModalityAdvice) -> Section {
        let names = advice.alternatives.map(name).joined(separator: ", ")
        let line = names.isEmpty ? "none" : "\(names), only with the requester's consent given with the request"
        return Section(title: "alternatives", lines: [line])
    }

    private static func excluded(_ advice: ModalityAdvice) -> Section? {
        guard !advice.excluded.isEmpty else { return nil }
        return Section(title: "excluded", lines: advice.excluded.flatMap { [name($0.modality)] + because($0.rule) })
    }

    private static func duration(_ question: ResolvedQuestion, _ book: RuleBook) -> Section? {
        let ruling = book.modality.interpretedMinutes(stated: question.minutes, complexity: question.complexity)
        return ruling.map { ruling in
            Section(
                title: "duration",
                lines: ["\(question.minutes) minutes may be too short: book \(ruling.value) when it is the length without an interpreter"]
                    + because(ruling.rule) + because(book.modality.interpretedPercent.rule))
        }
    }

    private static func substitutes(_ language: Language, _ book: RuleBook) -> Section {
        let substitutes = book.languages.substitutes(for: language.tag)
        guard !substitutes.isEmpty else {
            return Section(title: "substitutes", lines: ["none: only a certificate for the language itself serves"])
        }
        return Section(
            title: "substitutes",
            lines: substitutes.flatMap { substitute in
                let name = book.languages.language(substitute.offered)?.names.english ?? ""
                return ["a certificate for \(substitute.offered) \(name), \(substitute.penalty) points worse"] + because(substitute.rule)
            })
    }
}
