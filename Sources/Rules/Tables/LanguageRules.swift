import Interpreting

/// `rules/languages.yaml`: the languages, and which may stand in for which.
public struct LanguageRules: Sendable {
    /// Ascending by tag.
    public let all: [Language]
    private let byTag: [LanguageTag: Language]
    /// Tags by what may be typed for them, in lower case: the tag itself, the ISO 639-3 code, or a name that no other language has.
    private let byCode: [String: LanguageTag]
    /// Tags, ISO 639-3 codes and names, as a whole and word by word.
    private let names: SuggestionIndex<LanguageTag>
    /// Best first: by penalty, then by tag.
    private let substitutesByWanted: [LanguageTag: [Substitute]]
    /// The other way round: ascending.
    private let wantedByOffered: [LanguageTag: [LanguageTag]]

    /// - Throws: problems with codes given twice, and with substitutes of or for languages that are not in the list.
    public init(languages: [Language], substitutes: [Substitute]) throws(RuleProblems) {
        var problems = RuleProblems.duplicates(languages.map { (key: $0.tag, rule: $0.rule) }, what: "language")
        problems += RuleProblems.duplicates(languages.map { (key: $0.iso639_3, rule: $0.rule) }, what: "ISO 639-3 code")
        if languages.isEmpty { problems.append(RuleProblem("no languages at all; add the languages of the service")) }
        problems += LanguageRules.problems(substitutes, known: Set(languages.map(\.tag)))
        try RuleProblems.check(problems)

        all = languages.sorted { $0.tag < $1.tag }
        byTag = Dictionary(all.map { ($0.tag, $0) }, uniquingKeysWith: { first, _ in first })
        let isoCodes = all.map { ($0.iso639_3.lowercased(), $0.tag) }
        // A tag wins over an equal ISO code of another language.
        let codes = Dictionary(all.map { ($0.tag.text.lowercased(), $0.tag) } + isoCodes, uniquingKeysWith: { first, _ in first })
        byCode = codes.merging(LanguageRules.unambiguousNames(of: all), uniquingKeysWith: { code, _ in code })
        names = SuggestionIndex(all.flatMap { language in
            let words = language.names.all.flatMap(LanguageRules.words)
            return ([language.tag.text, language.iso639_3] + words).map { ($0, language.tag) }
        })
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

    /// Names in lower case, whole and, of `Koerdisch (Sorani)` or `Bosanski / Hrvatski`, by their parts; without those that several
    /// languages share.
    private static func unambiguousNames(of languages: [Language]) -> [String: LanguageTag] {
        var owners: [String: LanguageTag] = [:]
        var shared: Set<String> = []
        for language in languages {
            for name in language.names.all.flatMap(spellings) {
                if let owner = owners[name], owner != language.tag { shared.insert(name) }
                owners[name] = language.tag
            }
        }
        for name in shared { owners[name] = nil }
        return owners
    }

    private static func spellings(_ name: String) -> [String] {
        let parts = name.split { $0 == "(" || $0 == ")" || $0 == "/" }.map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        return ([name] + parts.filter { $0.count >= 3 }).map { $0.lowercased() }
    }

    public func language(_ tag: LanguageTag) -> Language? { byTag[tag] }

    /// The language that `text` names exactly, in any case of letters: its tag, its ISO 639-3 code, or a name in Dutch, French,
    /// English or the language itself that no other language has.
    public func resolve(_ text: String) -> LanguageTag? { byCode[text.lowercased()] }

    /// Up to three languages that a person may have meant by `text`, nearest first: compared with tags, ISO 639-3 codes and the
    /// names in Dutch, French, English and the language itself, each as a whole and word by word.
    public func suggestions(for text: String) -> [LanguageTag] { names.nearest(to: text, limit: 3) }

    /// `Koerdisch (Sorani)` itself, `Koerdisch` and `Sorani`.
    private static func words(_ name: String) -> [String] {
        let parts = name.split { $0 == " " || $0 == "(" || $0 == ")" || $0 == "/" || $0 == "-" }.map(String.init)
        return parts.count > 1 ? [name] + parts.filter { $0.count >= 3 } : [name]
    }

    /// Certificates that may serve `wanted` when nobody with its own is found: best first. Directed, and not transitive.
    public func substitutes(for wanted: LanguageTag) -> [Substitute] { substitutesByWanted[wanted] ?? [] }

    /// The other languages that certificates of `offered` may serve: ascending.
    public func served(by offered: LanguageTag) -> [LanguageTag] { wantedByOffered[offered] ?? [] }

    /// The substitute by which `offered` may serve `wanted`; nil when it may not, or when they are the same.
    public func substitute(_ offered: LanguageTag, for wanted: LanguageTag) -> Substitute? {
        substitutes(for: wanted).first { $0.offered == offered }
    }
}
