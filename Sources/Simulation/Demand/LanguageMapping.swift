import Interpreting
import Rules

/// Which of the service's languages a log means, by name or by code; and what was left out, and why.
public struct LanguageMapping: Hashable, Sendable {
    /// Lines by name in the log and by tag; most frequent first, as all of these.
    public private(set) var known: [Entry] = []
    /// Lines by name in the log of which several languages of the service may be meant, or more than the service has.
    public private(set) var unclear: [Entry] = []
    /// Lines by name in the log that is another language, or none.
    public private(set) var unknown: [Entry] = []

    public struct Entry: Hashable, Sendable {
        /// As the log writes it.
        public var name: String
        public var lines: Int
        /// The first of them.
        public var line: Int
        public var meaning: Meaning

        /// BCP 47; empty when the log does not say one language of the service.
        public var tag: String {
            switch meaning {
            case .served(let tag), .assumed(let tag): tag
            case .several, .other, .nothing: ""
            }
        }
    }

    public enum Meaning: Hashable, Sendable {
        /// BCP 47.
        case served(String)
        /// One of several that the name can mean, as ops/SIMULATING.md says.
        case assumed(String)
        /// The service would ask which of these, by a row of its own or because they are named side by side.
        case several([LanguageTag], asked: RuleReference?)
        /// A language that the service does not have.
        case other
        /// No language has that name; a tag of the service when one is spelled alike.
        case nothing(near: String?)

        /// What says most about a line comes first.
        fileprivate var rank: Int {
            switch self {
            case .served: 0
            case .assumed: 1
            case .several: 2
            case .other: 3
            case .nothing: 4
            }
        }
    }

    /// What an old log is taken to mean where the service would ask back: nobody is there to ask. By the row that would ask.
    private static let assumptions = ["asked.arabic": "arb", "asked.chinese": "zh", "asked.persian": "fa"]
    /// Names that the report has in full.
    private static let shown = 12

    private struct Key: Hashable {
        var name: String
        var iso: String
    }

    private let languages: LanguageRules
    private var entries: [Key: Entry] = [:]

    init(_ languages: LanguageRules) { self.languages = languages }

    /// The tag for a name and, when the log has one, an ISO 639-3 code; counts the line.
    mutating func tag(name: String, iso: String?, line: Int) -> String? {
        let key = Key(name: name, iso: iso ?? "")
        var entry = entries[key] ?? Entry(name: name, lines: 0, line: line, meaning: meaning(name: name, iso: iso))
        entry.lines += 1
        entries[key] = entry
        return entry.tag.isEmpty ? nil : entry.tag
    }

    /// By the code, unless the name says more.
    private func meaning(name: String, iso: String?) -> Meaning {
        let named = meaning(of: name)
        guard let iso, !iso.isEmpty else { return named }
        let coded = meaning(of: iso)
        return coded.rank <= max(1, named.rank) ? coded : named
    }

    private func meaning(of text: String) -> Meaning {
        switch languages.meaning(of: text) {
        case .language(let tag): .served(tag.text)
        case .several(let asked): Self.assumptions[asked.rule.id].map { .assumed($0) } ?? .several(asked.members, asked: asked.rule)
        case .named(let tags): .several(tags, asked: nil)
        case .other: .other
        case .unknown: .nothing(near: languages.suggestions(for: text).first?.text)
        }
    }

    /// Sorts what was counted; afterwards the lists tell.
    mutating func finish() {
        var merged: [Entry] = []
        let grouped = Dictionary(grouping: entries.values) { $0.name }
        for entry in grouped.values.flatMap({ $0 }) {
            if let place = merged.firstIndex(where: { $0.name == entry.name && $0.meaning == entry.meaning }) {
                merged[place].lines += entry.lines
                merged[place].line = min(merged[place].line, entry.line)
            } else {
                merged.append(entry)
            }
        }
        merged.sort { ($1.lines, $0.name, $0.line) < ($0.lines, $1.name, $1.line) }
        known = merged.filter { !$0.tag.isEmpty }
        unclear = merged.filter { $0.meaning.rank == 2 }
        unknown = merged.filter { $0.meaning.rank > 2 }
    }

    /// What is wrong with a name of which several languages may be meant, and what to write.
    func problem(_ entry: Entry) -> String {
        do throws(LanguageProblem) {
            _ = try languages.named(entry.name)
            return "the code beside \"\(entry.name)\" can be several languages; write that of one"
        } catch {
            return "language \"\(entry.name)\" \(error.phrase)"
        }
    }

    public static func == (left: LanguageMapping, right: LanguageMapping) -> Bool {
        left.known == right.known && left.unclear == right.unclear && left.unknown == right.unknown
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(known)
        hasher.combine(unclear)
        hasher.combine(unknown)
    }
}

// MARK: What the report says of it

extension LanguageMapping {
    public var remarks: [String] {
        let mapped = LanguageMapping.lines(known)
        let all = mapped + LanguageMapping.lines(unclear) + LanguageMapping.lines(unknown)
        var remarks = [
            "\(Wording.number(mapped)) of \(Wording.number(all)) lines are in one of the service's languages "
                + "(\(Wording.count(Set(known.map(\.name)).count, "name")) in the log)"
        ]
        let guesses = known.filter { $0.meaning.rank == 1 }.map { "\($0.name) as \($0.tag)" }
        if !guesses.isEmpty { remarks.append("taken by assumption, as the name can mean several: \(guesses.joined(separator: ", "))") }
        remarks += unclear.prefix(LanguageMapping.shown).map(LanguageMapping.advice)
        if unclear.count > LanguageMapping.shown {
            let rest = Array(unclear.dropFirst(LanguageMapping.shown))
            remarks.append("\(rest.count) more names can mean several languages, left out \(LanguageMapping.count(rest))")
        }
        let others = unknown.filter { $0.meaning == .other }
        if !others.isEmpty {
            remarks.append(
                "left out \(LanguageMapping.count(others)) in \(Wording.count(others.count, "language")) that the service does not have: "
                    + LanguageMapping.list(others))
        }
        let nothing = unknown.filter { $0.meaning != .other }
        if !nothing.isEmpty {
            remarks.append(
                "left out \(LanguageMapping.count(nothing)) with \(Wording.count(nothing.count, "name")) of no language: "
                    + LanguageMapping.list(nothing))
        }
        return remarks
    }

    /// `Koerdisch, 1 line left out: write ckb or kmr, because …`.
    private static func advice(_ entry: Entry) -> String {
        guard case .several(let tags, let rule) = entry.meaning else { return "" }
        let members = tags.map(\.text)
        let list = members.count > 1 ? members.dropLast().joined(separator: ", ") + " or " + (members.last ?? "") : members.joined()
        let condition = members.count > 1 ? "write \(list), whichever is meant" : "write \(list) if that is meant"
        return "\(entry.name), \(count([entry])) left out: \(condition), because "
            + (rule.map { "\($0.reason) (\($0.citation))" } ?? "more than one is named")
    }

    private static func lines(_ entries: [Entry]) -> Int { entries.reduce(0) { $0 + $1.lines } }
    private static func count(_ entries: [Entry]) -> String { Wording.count(lines(entries), "line") }

    private static func list(_ entries: [Entry]) -> String {
        let named = entries.prefix(shown).map { entry in
            if case .nothing(near: let tag?) = entry.meaning { return "\(entry.name) \(Wording.number(entry.lines)) (is \(tag) meant?)" }
            return "\(entry.name) \(Wording.number(entry.lines))"
        }
        return named.joined(separator: ", ") + (entries.count > shown ? " and \(entries.count - shown) more" : "")
    }
}
