import Interpreting
import Rules

/// Which of the service's languages a log means, by name or by code; and how many lines meant none of them.
public struct LanguageMapping: Hashable, Sendable {
    /// Lines by name in the log and by tag.
    public private(set) var known: [Entry] = []
    /// Lines by name in the log that is none of the service's languages; most frequent first.
    public private(set) var unknown: [Entry] = []

    public struct Entry: Hashable, Sendable {
        /// As the log writes it.
        public var name: String
        /// BCP 47; empty when there is none.
        public var tag: String
        public var lines: Int
    }

    /// What an old log is taken to mean where the service would ask back: nobody is there to ask. By the row that would ask.
    private static let assumptions = ["asked.arabic": "arb", "asked.chinese": "zh", "asked.persian": "fa"]

    private let languages: LanguageRules
    private var tags: [String: String?] = [:]
    private var lines: [String: Int] = [:]
    /// Names in the log whose language is an assumption.
    private var assumed: Set<String> = []

    init(_ languages: LanguageRules) { self.languages = languages }

    /// The tag for a name and, when the log has one, an ISO 639-3 code; counts the line.
    mutating func tag(name: String, iso: String?) -> String? {
        let key = "\(name)\u{0}\(iso ?? "")"
        lines[name, default: 0] += 1
        if let found = tags[key] { return found }
        let found = look(up: iso, of: name) ?? look(up: name, of: name)
        tags[key] = .some(found)
        return found
    }

    private mutating func look(up text: String?, of name: String) -> String? {
        guard let text, !text.isEmpty else { return nil }
        switch languages.meaning(of: text) {
        case .language(let tag): return tag.text
        case .several(let asked):
            guard let tag = LanguageMapping.assumptions[asked.rule.id] else { return nil }
            assumed.insert(name)
            return tag
        case .other, .unknown: return nil
        }
    }

    /// Sorts what was counted; afterwards `known` and `unknown` tell.
    mutating func finish() {
        var byName: [String: String?] = [:]
        for (key, tag) in tags {
            let name = String(key.prefix { $0 != "\u{0}" })
            if byName[name] == nil || tag != nil { byName[name] = .some(tag) }
        }
        let entries = lines.map { Entry(name: $0.key, tag: (byName[$0.key] ?? nil) ?? "", lines: $0.value) }
            .sorted { ($1.lines, $0.name) < ($0.lines, $1.name) }
        known = entries.filter { !$0.tag.isEmpty }
        unknown = entries.filter(\.tag.isEmpty)
    }

    /// What the report says of it.
    public var remarks: [String] {
        let (mapped, left) = (known.reduce(0) { $0 + $1.lines }, unknown.reduce(0) { $0 + $1.lines })
        var remarks = [
            "\(Wording.number(mapped)) of \(Wording.number(mapped + left)) lines are in one of the service's languages "
                + "(\(known.count) names in the log)"
        ]
        let guesses = known.filter { assumed.contains($0.name) }.map { "\($0.name) as \($0.tag)" }
        if !guesses.isEmpty { remarks.append("taken by assumption, as the name can mean several: \(guesses.joined(separator: ", "))") }
        if !unknown.isEmpty {
            let named = unknown.prefix(12).map { "\($0.name) \(Wording.number($0.lines))" }.joined(separator: ", ")
            let more = unknown.count > 12 ? " and \(unknown.count - 12) more" : ""
            remarks.append(
                "\(Wording.number(left)) lines in \(unknown.count) languages that the service does not have were left out: \(named)\(more)")
        }
        return remarks
    }

    public static func == (left: LanguageMapping, right: LanguageMapping) -> Bool {
        left.known == right.known && left.unknown == right.unknown
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(known)
        hasher.combine(unknown)
    }
}
