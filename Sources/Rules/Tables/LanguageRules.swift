import Interpreting

/// `rules/languages.yaml`: the languages, and which may stand in for which.
public struct LanguageRules: Sendable {
    /// Ascending by tag.
    public let all: [Language]
    private let byTag: [LanguageTag: Language]
    private let index: LanguageIndex
    /// Best first: by penalty, then by tag.
    private let substitutesByWanted: [LanguageTag: [Substitute]]
    /// The other way round: ascending.
    private let wantedByOffered: [LanguageTag: [LanguageTag]]

    /// - Parameters:
    ///   - aliases: what else leads to one language.
    ///   - asked: what can mean several.
    ///   - others: languages that the service does not have.
    ///   - subtags: countries, scripts and what else may stand behind a language.
    /// - Throws: problems with codes and names given twice, and with rows about languages that are not in the list.
    public init(
        languages: [Language], substitutes: [Substitute], aliases: [LanguageAlias] = [], asked: [AskedBack] = [],
        others: [OtherLanguage] = [], subtags: Subtags = Subtags([])
    ) throws(RuleProblems) {
        var problems = RuleProblems.duplicates(languages.map { (key: $0.tag, rule: $0.rule) }, what: "language")
        problems += RuleProblems.duplicates(languages.map { (key: $0.iso639_3, rule: $0.rule) }, what: "ISO 639-3 code")
        if languages.isEmpty { problems.append(RuleProblem("no languages at all; add the languages of the service")) }
        let known = Set(languages.map(\.tag))
        problems += LanguageRules.problems(substitutes, known: known)
        problems += LanguageIndex.problems(aliases, asked, known: known)
        // Only rows that each are whole can be told apart.
        if problems.isEmpty { problems = LanguageIndex.problems(LanguageIndex.entries(languages, aliases, asked, others)) }
        try RuleProblems.check(problems)

        all = languages.sorted { $0.tag < $1.tag }
        byTag = Dictionary(all.map { ($0.tag, $0) }, uniquingKeysWith: { first, _ in first })
        index = LanguageIndex(languages: languages, aliases: aliases, asked: asked, others: others, subtags: subtags)
        substitutesByWanted = Dictionary(grouping: substitutes, by: \.wanted)
            .mapValues { $0.sorted { ($0.penalty, $0.offered) < ($1.penalty, $1.offered) } }
        wantedByOffered = Dictionary(grouping: substitutes, by: \.offered).mapValues { $0.map(\.wanted).sorted() }
    }

    private static func problems(_ substitutes: [Substitute], known: Set<LanguageTag>) -> [RuleProblem] {
        let edges = substitutes.map { (key: "\($0.offered) for \($0.wanted)", rule: $0.rule) }
        var problems = RuleProblems.duplicates(edges, what: "substitute")
        for substitute in substitutes {
            for tag in [substitute.offered, substitute.wanted] where !known.contains(tag) {
                let names = known.map(\.text).sorted()
                let hint = Suggestion.phrase(for: tag.text, among: names)
                problems.append(RuleProblem("language \(tag) is not in the list\(hint)", rows: [substitute.rule]))
            }
            if substitute.offered == substitute.wanted {
                problems.append(RuleProblem("language \(substitute.wanted) is its own substitute; remove the row", rows: [substitute.rule]))
            }
            if substitute.penalty < 1 {
                let text = "penalty \(substitute.penalty) of \(substitute.offered) for \(substitute.wanted) must be at least 1"
                problems.append(RuleProblem(text, rows: [substitute.rule]))
            }
        }
        return problems
    }

    public func language(_ tag: LanguageTag) -> Language? { byTag[tag] }

    /// What `text` means: a tag in any case and with _ for -, a code of ISO 639, a name in Dutch, French, English or the language
    /// itself, whatever its case, accents and signs, or another code or name that a row has.
    public func meaning(of text: String) -> LanguageMeaning { index.meaning(of: text) }

    /// The language that `text` means, when it means exactly one of the service.
    public func resolve(_ text: String) -> LanguageTag? {
        if case .language(let tag) = meaning(of: text) { tag } else { nil }
    }

    /// `a country or region` or `a script` when `text` is the name of one and not of a language.
    func country(_ text: String) -> String? { index.country(text) }

    /// Up to five languages that a person may have meant by `text`, all equally near: compared with the names in Dutch, French, English
    /// and the language itself, each as a whole and word by word, and nearer than any language that the service does not have.
    public func suggestions(for text: String) -> [LanguageTag] { index.suggestions(for: text) }

    /// Certificates that may serve `wanted` when nobody with its own is found: best first. Directed, and not transitive.
    public func substitutes(for wanted: LanguageTag) -> [Substitute] { substitutesByWanted[wanted] ?? [] }

    /// The other languages that certificates of `offered` may serve: ascending.
    public func served(by offered: LanguageTag) -> [LanguageTag] { wantedByOffered[offered] ?? [] }

    /// The substitute by which `offered` may serve `wanted`; nil when it may not, or when they are the same.
    public func substitute(_ offered: LanguageTag, for wanted: LanguageTag) -> Substitute? {
        substitutes(for: wanted).first { $0.offered == offered }
    }
}
