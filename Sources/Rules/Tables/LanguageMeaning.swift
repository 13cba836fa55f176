import Interpreting

/// What a code or a name of a language means to the service.
public enum LanguageMeaning: Hashable, Sendable {
    case language(LanguageTag)
    /// Several, or more than the service has.
    case several(AskedBack)
    /// A language that the service does not have.
    case other(OtherLanguage)
    /// Several are named side by side, or more than the service has: those of the service, ascending and never empty.
    case named([LanguageTag])
    case unknown

    /// Whether it is one language, be it served or not.
    var isOne: Bool {
        switch self {
        case .language, .other: true
        case .several, .named, .unknown: false
        }
    }
}

/// Why a code or a name is not one language of the service, as it follows what was typed.
public struct LanguageProblem: Error, Hashable, Sendable {
    /// `can be several languages, because …; write ckb (Kurdish (Sorani)) or kmr (Kurdish (Kurmanji))`.
    public let phrase: String
    /// Whether the phrase names languages that may be meant.
    public let namesLanguages: Bool
}

extension LanguageRules {
    /// The one language that `text` names: the resolver of every command, filter and file.
    ///
    /// - Throws: what it can mean, what it is, or what was perhaps meant.
    public func named(_ text: String) throws(LanguageProblem) -> Language {
        if let found = resolve(text).flatMap(language) { return found }
        switch meaning(of: text) {
        case .several(let asked): throw problem(asked)
        case .other(let other):
            throw LanguageProblem(phrase: "is \(other.english), which the service does not have", namesLanguages: false)
        case .named(let tags): throw problem(tags)
        case .language, .unknown:
            if let country = country(text) {
                throw LanguageProblem(phrase: "is \(country), not a language; name the language that is spoken", namesLanguages: false)
            }
            let near = suggestions(for: text)
            if near.isEmpty { throw LanguageProblem(phrase: "is not served", namesLanguages: false) }
            throw LanguageProblem(
                phrase: "is not served; did you mean \(near.map(described).joined(separator: ", "))?", namesLanguages: true)
        }
    }

    private func problem(_ asked: AskedBack) -> LanguageProblem {
        let members = asked.members.map(described)
        let why = "because \(asked.rule.reason) (\(asked.rule.citation))"
        guard let last = members.last, members.count > 1 else {
            return LanguageProblem(
                phrase: "is more than one language, \(why); write \(members.joined()) if that is meant", namesLanguages: true)
        }
        let list = members.dropLast().joined(separator: ", ") + " or " + last
        return LanguageProblem(phrase: "can be several languages, \(why); write \(list)", namesLanguages: true)
    }

    private func problem(_ tags: [LanguageTag]) -> LanguageProblem {
        let named = tags.map(described)
        guard let last = named.last, named.count > 1 else {
            let only = "can mean more than one language, of which the service has only \(named.joined())"
            return LanguageProblem(phrase: "\(only); write that one if it is meant", namesLanguages: true)
        }
        let list = named.dropLast().joined(separator: ", ") + " or " + last
        return LanguageProblem(phrase: "names more than one language, and one is asked for at a time; write \(list)", namesLanguages: true)
    }

    /// `ckb (Kurdish (Sorani))`.
    private func described(_ tag: LanguageTag) -> String { language(tag).map { "\(tag) (\($0.names.english))" } ?? tag.text }
}
