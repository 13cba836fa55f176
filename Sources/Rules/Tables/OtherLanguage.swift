import Interpreting

/// A language that the service does not have, known so that it is named in the answer and none that is merely spelled alike is proposed.
public struct OtherLanguage: Hashable, Sendable {
    /// BCP 47 in lower case, the usual one first: `hu`, `hun`. Never empty.
    public let codes: [String]
    /// In Dutch, French, English, German and the language itself; without those that nobody wrote down.
    public let names: [String]
    /// The English name, or another when there is none.
    public let english: String
    /// Where it stands.
    public let rule: RuleReference

    public init(codes: [String], names: [String], english: String, rule: RuleReference) {
        self.codes = codes
        self.names = names
        self.english = english
        self.rule = rule
    }
}
