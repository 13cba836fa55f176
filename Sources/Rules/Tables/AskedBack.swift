import Interpreting

/// Codes and names that can mean several languages, or more than the one that the service has: the answer asks which, and never guesses.
public struct AskedBack: Hashable, Sendable {
    /// BCP 47 in lower case, the shortest first: `ar`, `ara`. One that is also the tag of a language means that language when it stands
    /// alone; with a country or a script that no alias has, it is asked back.
    public let codes: [String]
    public let names: [String]
    /// The languages of the service that can be meant, ascending.
    public let members: [LanguageTag]
    public let rule: RuleReference

    public init(codes: [String], names: [String], members: [LanguageTag], rule: RuleReference) {
        self.codes = codes
        self.names = names
        self.members = members.sorted()
        self.rule = rule
    }
}
