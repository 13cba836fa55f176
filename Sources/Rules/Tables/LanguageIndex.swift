import Interpreting

/// What every code and every name of a language means, made ready once.
struct LanguageIndex: Sendable {
    /// By tag in lower case with hyphens: tags and ISO codes, then aliases, then what is asked back, then languages that are not served.
    private let codes: [String: LanguageMeaning]
    /// By folded name, in the same order.
    private let names: [String: LanguageMeaning]
    /// By code, those that are tags of languages included.
    private let askedBack: [String: AskedBack]
    /// Names of all languages by tag, as a whole and word by word; those of languages that are not served under their codes.
    private let near: SuggestionIndex<LanguageTag>
    private let served: Set<LanguageTag>

    init(languages: [Language], aliases: [LanguageAlias], asked: [AskedBack], others: [OtherLanguage]) {
        let entries = LanguageIndex.entries(languages, aliases, asked, others)
        codes = Dictionary(entries.flatMap { entry in entry.codes.map { ($0, entry.meaning) } }, uniquingKeysWith: { first, _ in first })
        let folded = entries.flatMap { entry in entry.names.map { (Suggestion.folded($0), entry.meaning) } }
        names = Dictionary(folded, uniquingKeysWith: { first, _ in first })
        askedBack = Dictionary(asked.flatMap { group in group.codes.map { ($0, group) } }, uniquingKeysWith: { first, _ in first })
        near = SuggestionIndex(
            languages.flatMap { language in language.names.all.flatMap(LanguageIndex.words).map { ($0, language.tag) } }
                + aliases.flatMap { alias in alias.names.map { ($0, alias.tag) } }
                + others.flatMap { other in other.names.map { ($0, LanguageTag(other.codes.first ?? "")) } })
        served = Set(languages.map(\.tag))
    }

    /// One row with all that leads to it.
    struct Entry {
        let meaning: LanguageMeaning
        let codes: [String]
        let names: [String]
        let rule: RuleReference
        /// Whether it is the language's own row: its tag, ISO code and four names, some of which may be alike.
        var isOfLanguage = false
    }

    static func entries(
        _ languages: [Language], _ aliases: [LanguageAlias], _ asked: [AskedBack], _ others: [OtherLanguage]
    ) -> [Entry] {
        // A tag wins over an equal ISO code of another language.
        languages.map {
            Entry(meaning: .language($0.tag), codes: [code($0.tag.text)], names: $0.names.all, rule: $0.rule, isOfLanguage: true)
        }
            + languages.map {
                Entry(meaning: .language($0.tag), codes: [code($0.iso639_3)], names: [], rule: $0.rule, isOfLanguage: true)
            }
            + aliases.map { Entry(meaning: .language($0.tag), codes: $0.codes.map(code), names: $0.names, rule: $0.rule) }
            + asked.map { Entry(meaning: .several($0), codes: $0.codes, names: $0.names, rule: $0.rule) }
            + others.map { Entry(meaning: .other($0), codes: $0.codes, names: $0.names, rule: $0.rule, isOfLanguage: true) }
    }

    /// `Koerdisch (Sorani)` itself, `Koerdisch` and `Sorani`.
    private static func words(_ name: String) -> [String] {
        let parts = name.split { $0 == " " || $0 == "(" || $0 == ")" || $0 == "/" || $0 == "-" }.map(String.init)
        return parts.count > 1 ? [name] + parts.filter { $0.count >= 3 } : [name]
    }

    /// As tags are compared: `sr_Latn`, ` SR-Latn` and `sr_Latn.UTF-8` are all `sr-latn`.
    static func code(_ text: String) -> String {
        let locale = text.prefix { $0 != "." && $0 != "@" }
        let trimmed = locale.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        return String(trimmed.map { $0 == "_" ? "-" : $0 }).lowercased()
    }

    /// Octets; nothing longer is the name of a language, so that a long text costs little.
    private static let longestName = 200

    func meaning(of text: String) -> LanguageMeaning {
        guard text.utf8.count <= LanguageIndex.longestName else { return .unknown }
        let code = LanguageIndex.code(text)
        if let meaning = codes[code] { return meaning }
        let name = Suggestion.folded(text)
        if !name.isEmpty, let meaning = names[name] { return meaning }
        return SubtaggedCode(code).map(meaning) ?? .unknown
    }

    /// A country or a script decides only where a row says so; behind a language's own code it changes nothing.
    private func meaning(of code: SubtaggedCode) -> LanguageMeaning {
        let asked = askedBack[code.language]
        let base = asked?.codes.first ?? code.language
        for further in [code.region, code.script].compactMap(\.self) {
            if case .language(let tag)? = codes["\(base)-\(further)"] { return .language(tag) }
        }
        return asked.map { .several($0) } ?? codes[code.language] ?? .unknown
    }

    /// What the words before a bracket mean: of `Turkish (Turkey)` Turkish, of `Kurdish (Iraq)` both kinds.
    private func languages(before bracket: Character, of text: String) -> [LanguageTag] {
        guard let end = text.firstIndex(of: bracket) else { return [] }
        return switch meaning(of: String(text[..<end])) {
        case .language(let tag): [tag]
        case .several(let asked): asked.members
        case .other, .unknown: []
        }
    }

    /// Up to three languages of the service that are spelled like `text` and nearer to it than any other language. Codes of up to three
    /// letters are never near to each other: one letter makes another language of them.
    func suggestions(for text: String) -> [LanguageTag] {
        let isCode = text.unicodeScalars.count <= 3 && text.utf8.allSatisfy { $0 < 0x80 }
        guard text.utf8.count <= LanguageIndex.longestName, !isCode, SubtaggedCode(LanguageIndex.code(text)) == nil else { return [] }
        let inside = languages(before: "(", of: text)
        if !inside.isEmpty { return inside }
        let ranked = near.ranked(text)
        let nearestOther = ranked.first { !served.contains($0.value) }?.distance ?? Int.max
        return ranked.filter { served.contains($0.value) && $0.distance < nearestOther }.prefix(3).map(\.value)
    }
}
