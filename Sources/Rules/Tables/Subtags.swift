import Interpreting

/// A country, script, variant or extended language that a tag or a name of a language may carry: a row of `rules/subtags.csv`.
public struct Subtag: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case region, script, variant, extlang
    }

    public let kind: Kind
    /// In lower case; of a country the two letters before the three: `sy`, `syr`. Never empty.
    public let codes: [String]
    /// Of an extended language the languages before it: `zh` of `yue`.
    public let prefixes: [String]
    public let names: [String]

    public init(kind: Kind, codes: [String], prefixes: [String] = [], names: [String] = []) {
        self.kind = kind
        self.codes = codes
        self.prefixes = prefixes
        self.names = names
    }
}

/// What may stand behind a language, made ready once.
public struct Subtags: Sendable {
    /// By any code: the one that rows of languages use.
    private let regions: [String: String]
    private let variants: Set<String>
    private let extended: [String: Set<String>]
    /// By folded name.
    private let regionNames: [String: String]
    private let scriptNames: [String: String]

    public init(_ subtags: [Subtag]) {
        func keyed(_ kind: Subtag.Kind, _ keys: (Subtag) -> [String]) -> [String: String] {
            let pairs = subtags.filter { $0.kind == kind }.flatMap { row in keys(row).map { ($0, row.codes.first ?? "") } }
            return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        }
        regions = keyed(.region, \.codes)
        regionNames = keyed(.region) { $0.names.map(Suggestion.folded) }
        scriptNames = keyed(.script) { $0.names.map(Suggestion.folded) }
        variants = Set(subtags.filter { $0.kind == .variant }.flatMap(\.codes))
        let pairs = subtags.filter { $0.kind == .extlang }.flatMap { row in row.codes.map { ($0, Set(row.prefixes)) } }
        extended = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// `sy` for `sy` and `syr`; nil when there is no such country.
    func region(_ code: String) -> String? { regions[code] }
    /// `sy` for `syrië`.
    func region(named folded: String) -> String? { regionNames[folded] }
    /// `latn` for `latijns`.
    func script(named folded: String) -> String? { scriptNames[folded] }
    func isVariant(_ code: String) -> Bool { variants.contains(code) }
    /// Whether `code` extends `language`: `yue` extends `zh`, and `tur`, a country, does not extend `ku`.
    func isExtended(_ code: String, of language: String) -> Bool { extended[code]?.contains(language) ?? false }
}
