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
    let near: SuggestionIndex<LanguageTag>
    let served: Set<LanguageTag>
    /// Names as they are written, but for case: `Arabic (Moroccan/Maghrebi)` is one name.
    private let written: Set<String>
    let subtags: Subtags

    init(languages: [Language], aliases: [LanguageAlias], asked: [AskedBack], others: [OtherLanguage], subtags: Subtags) {
        let entries = LanguageIndex.entries(languages, aliases, asked, others)
        codes = Dictionary(entries.flatMap { entry in entry.codes.map { ($0, entry.meaning) } }, uniquingKeysWith: { first, _ in first })
        let folded = entries.flatMap { entry in entry.names.map { (Suggestion.folded($0), entry.meaning) } }
        names = Dictionary(folded, uniquingKeysWith: { first, _ in first })
        askedBack = Dictionary(asked.flatMap { group in group.codes.map { ($0, group) } }, uniquingKeysWith: { first, _ in first })
        near = SuggestionIndex(
            languages.flatMap { language in language.names.all.flatMap(LanguageIndex.words).map { ($0, language.tag) } }
                + aliases.flatMap { alias in alias.names.map { ($0, alias.tag) } }
                + asked.flatMap { group in group.names.flatMap { name in group.members.map { (name, $0) } } }
                + others.flatMap { other in other.names.map { ($0, LanguageTag(other.codes.first ?? "")) } })
        served = Set(languages.map(\.tag))
        written = Set(entries.flatMap(\.names).map { $0.lowercased() })
        self.subtags = subtags
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
    static let longestName = 200

    func meaning(of text: String) -> LanguageMeaning {
        guard text.utf8.count <= LanguageIndex.longestName else { return .unknown }
        let code = LanguageIndex.code(text)
        if let meaning = codes[code] { return meaning }
        // A tag goes before a name that it would be without its hyphen: `fra-FRA` is French, and not Frafra.
        let isWritten = written.contains(text.lowercased())
        if !isWritten, let tag = SubtaggedCode(code, subtags).map(meaning), tag != .unknown { return tag }
        let reading = LanguageText(text).flatMap(reading)
        // Two languages are named, though without its signs the text may be the name of one.
        if let reading, reading.namesSeveral, !isWritten { return reading.meaning }
        if let meaning = meaning(named: Suggestion.folded(text)) { return meaning }
        return reading?.meaning ?? .unknown
    }

    func meaning(named folded: String) -> LanguageMeaning? { folded.isEmpty ? nil : names[folded] }

    /// What a code alone means, also one with a country.
    func meaning(coded text: String) -> LanguageMeaning? {
        let code = LanguageIndex.code(text)
        return codes[code] ?? SubtaggedCode(code, subtags).map(meaning).flatMap { $0 == .unknown ? nil : $0 }
    }

    /// A country or a script decides only where a row says so; behind a language's own code it changes nothing.
    private func meaning(of code: SubtaggedCode) -> LanguageMeaning {
        if let asked = askedBack[code.language] { return meaning(of: .several(asked), code.region, code.script) }
        return codes[code.language].map { meaning(of: $0, code.region, code.script) } ?? .unknown
    }

    /// What a language or a group is in a country and in a script.
    func meaning(of base: LanguageMeaning, _ region: String?, _ script: String?) -> LanguageMeaning {
        let code: String? =
            switch base {
            case .language(let tag): LanguageIndex.code(tag.text)
            case .several(let asked): asked.codes.first
            case .other, .named, .unknown: nil
            }
        for further in [region, script].compactMap(\.self) {
            if let code, case .language(let tag)? = codes["\(code)-\(further)"] { return .language(tag) }
        }
        return base
    }
}
