import Interpreting

/// A language that the service covers.
public struct Language: Hashable, Sendable {
    /// BCP 47.
    public let tag: LanguageTag
    /// Three letters; names the individual language that is meant.
    public let iso639_3: String
    public let names: LanguageNames
    public let isRightToLeft: Bool
    /// Varieties that a requester may ask for and an interpreter may state, ascending.
    public let dialects: [String]
    /// Estimated share of all requests, in thousandths.
    public let demandPerMille: Int
    public let rule: RuleReference

    public init(
        tag: LanguageTag, iso639_3: String, names: LanguageNames, isRightToLeft: Bool, dialects: [String], demandPerMille: Int,
        rule: RuleReference
    ) {
        self.tag = tag
        self.iso639_3 = iso639_3
        self.names = names
        self.isRightToLeft = isRightToLeft
        self.dialects = dialects.sorted()
        self.demandPerMille = demandPerMille
        self.rule = rule
    }
}

/// What a language is called.
public struct LanguageNames: Hashable, Sendable {
    public let dutch: String
    public let french: String
    public let english: String
    /// In the language itself and its script.
    public let own: String

    public init(dutch: String, french: String, english: String, own: String) {
        self.dutch = dutch
        self.french = french
        self.english = english
        self.own = own
    }

    var all: [String] { [dutch, french, english, own] }
}

/// One direction in which a certificate for one language may serve another, at a disclosed penalty.
public struct Substitute: Hashable, Sendable {
    /// The language of the certificate.
    public let offered: LanguageTag
    /// The language that was asked for.
    public let wanted: LanguageTag
    /// Points of the ranking score, at least 1: more is worse.
    public let penalty: Int
    public let rule: RuleReference

    public init(offered: LanguageTag, wanted: LanguageTag, penalty: Int, rule: RuleReference) {
        self.offered = offered
        self.wanted = wanted
        self.penalty = penalty
        self.rule = rule
    }
}
