import Interpreting

/// Codes and names that lead to one language beside its tag, its ISO 639-3 code and its own names.
public struct LanguageAlias: Hashable, Sendable {
    public let tag: LanguageTag
    /// BCP 47 in lower case, with hyphens: `rum`, `ar-sy`.
    public let codes: [String]
    public let names: [String]
    public let rule: RuleReference

    public init(tag: LanguageTag, codes: [String], names: [String], rule: RuleReference) {
        self.tag = tag
        self.codes = codes
        self.names = names
        self.rule = rule
    }
}
