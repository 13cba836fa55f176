import Interpreting
import Rules
import Yams

/// Reads the keys of one YAML mapping with their types, and reports every problem it meets instead of stopping at the first.
///
/// A value that is missing or wrong is nil, and has been reported. What `close` finds unread is an unknown key; readers made by
/// `fields` and `rows` close themselves.
package final class FieldReader {
    package let place: Place
    package let log: ProblemLog
    private let pairs: [(key: String, place: Place, value: Node)]
    private var known: Set<String> = []

    /// Nil, after a report, when `node` is not a mapping with words as keys.
    package init?(_ node: Node, file: String, log: ProblemLog, expected: String) {
        place = Place(file: file, node: node)
        self.log = log
        guard case .mapping(let mapping) = node else {
            log.report("\(NodeKind.name(node)), expected a mapping: \(expected)", at: place)
            return nil
        }
        var pairs: [(String, Place, Node)] = []
        for (key, value) in mapping {
            let place = Place(file: file, node: key)
            guard case .scalar(let scalar) = key else {
                log.report("\(NodeKind.name(key)) as a key, expected a word", at: place)
                continue
            }
            if let hidden = InvisibleCharacter.first(in: scalar.string) {
                log.report("the key holds \(hidden), which nobody sees; leave it out", at: place)
                continue
            }
            pairs.append((scalar.string, place, value))
        }
        self.pairs = pairs
    }

    package var file: String { place.file }

    /// The keys as they stand in the file.
    package var keys: [String] { pairs.map(\.key) }

    package func report(_ text: String, at place: Place? = nil) { log.report(text, at: place ?? self.place) }

    /// Reports every key that no read asked for.
    package func close() {
        for pair in pairs where !known.contains(pair.key) {
            let hint = Suggestion.phrase(for: pair.key, among: known.sorted())
            let list = known.sorted().joined(separator: ", ")
            log.report("unknown key \"\(pair.key)\", expected one of \(list)\(hint)", at: pair.place)
        }
    }

    /// The value of `key` when it is there.
    package func optionalNode(_ key: String) -> Node? {
        known.insert(key)
        return pairs.first { $0.key == key }?.value
    }

    /// What `read` makes of the value of `key` when it is there; nil, without a report, when it is not.
    package func optional<Value>(_ key: String, _ read: (FieldReader) -> Value?) -> Value? { optionalNode(key) == nil ? nil : read(self) }

    /// The value of `key`; reports when it is missing.
    package func node(_ key: String, _ expected: String) -> Node? {
        if let node = optionalNode(key) { return node }
        log.report("missing key \"\(key)\", expected \(expected)", at: place)
        return nil
    }

    /// Reads `reason` and `source`, and registers the row under `id`; the row stands where its mapping begins.
    func rule(_ id: String?) -> RuleReference? {
        let (reason, source) = (text("reason"), text("source"))
        guard let id, let reason, let source else { return nil }
        let rule = RuleReference(file: place.citedFile, line: place.line, id: id, reason: reason, source: source)
        log.register(rule, at: place)
        return rule
    }

    /// Like `rule`, under the id that the row states itself.
    func ruleWithID() -> RuleReference? { rule(word("id")) }

    /// A value with the row that gives it, under the id that the row states itself.
    func ruling<Value>(_ value: Value?) -> Ruling<Value>? {
        let rule = ruleWithID()
        guard let value, let rule else { return nil }
        return Ruling(value, rule)
    }

    // MARK: Words and numbers

    /// A word of ASCII letters, digits, `-`, `_` and `.`: what codes and ids are made of.
    package func word(_ key: String) -> String? {
        let expected = "a word of letters, digits, - _ and ."
        guard let node = node(key, expected), let found = scalar(node, key: key, expected) else { return nil }
        let isWord = found.value.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
                || [0x2D, 0x2E, 0x5F].contains(byte)
        }
        guard isWord, (1...64).contains(found.value.utf8.count) else {
            log.report("\(key) is \"\(found.value.prefix(64))\", expected \(expected)", at: found.place)
            return nil
        }
        return found.value
    }

    /// Text that is not empty, of at most `limit` characters.
    package func text(_ key: String, limit: Int = 600) -> String? {
        node(key, "text").flatMap { text($0, key: key, limit: limit)?.value }
    }

    package func locatedText(_ key: String) -> Located<String>? { node(key, "text").flatMap { text($0, key: key, limit: 600) } }

    /// A whole number within `limits`.
    package func integer(_ key: String, _ limits: ClosedRange<Int>) -> Int? { decimal(key, places: 0, limits) }

    /// A decimal number such as 0.33 as a whole number of its last place: with two places 33. Exact, no floating point.
    package func decimal(_ key: String, places: Int, _ limits: ClosedRange<Int>) -> Int? {
        node(key, DecimalText.expectation(places: places, limits)).flatMap { decimal($0, key: key, places: places, limits) }
    }

    package func flag(_ key: String) -> Bool? {
        guard let node = node(key, "true or false"), let scalar = scalar(node, key: key, "true or false") else { return nil }
        switch scalar.value {
        case "true": return true
        case "false": return false
        default:
            log.report("\(key) is \"\(scalar.value)\", expected true or false", at: scalar.place)
            return nil
        }
    }

    /// One of the words of an enumeration.
    package func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, of type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        let expected = "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))"
        return node(key, expected).flatMap { text($0, key: key, limit: 200) }.flatMap { choice($0, key: key, of: type) }
    }

    /// The word as a member of the enumeration, or nil after a report that names the nearest one.
    package func choice<Choice: RawRepresentable & CaseIterable>(_ word: Located<String>, key: String, of type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        if let value = Choice(rawValue: word.value) { return value }
        let all = Choice.allCases.map(\.rawValue)
        let hint = Suggestion.phrase(for: word.value, among: all)
        log.report("\(key) is \"\(word.value)\", expected one of \(all.joined(separator: ", "))\(hint)", at: word.place)
        return nil
    }

    // MARK: Nested mappings

    /// Reads the mapping at `key`.
    package func fields<Value>(_ key: String, _ read: (FieldReader) -> Value?) -> Value? {
        guard let node = node(key, "a mapping"),
            let reader = FieldReader(node, file: file, log: log, expected: "the keys of \(key)")
        else { return nil }
        defer { reader.close() }
        return read(reader)
    }

    /// Reads the list of mappings at `key`; a row that cannot be read is left out, after its report.
    package func rows<Value>(_ key: String, _ read: (FieldReader) -> Value?) -> [Value] {
        guard let node = node(key, "a list of rows"), let nodes = list(node, key: key) else { return [] }
        return nodes.compactMap { node in
            guard let reader = FieldReader(node, file: file, log: log, expected: "a row of \(key)") else { return nil }
            defer { reader.close() }
            return read(reader)
        }
    }

    // MARK: Single nodes

    func scalar(_ node: Node, key: String, _ expected: String) -> Located<String>? {
        let place = Place(file: file, node: node)
        guard case .scalar(let scalar) = node else {
            log.report("\(key) is \(NodeKind.name(node)), expected \(expected)", at: place)
            return nil
        }
        if let hidden = InvisibleCharacter.first(in: scalar.string) {
            log.report("\(key) holds \(hidden), which nobody sees and which changes what others read; leave it out", at: place)
            return nil
        }
        return Located(value: scalar.string, place: place)
    }

    func text(_ node: Node, key: String, limit: Int) -> Located<String>? {
        guard let scalar = scalar(node, key: key, "text") else { return nil }
        let trimmed = scalar.value.trimmed
        guard !trimmed.isEmpty, !trimmed.isLonger(than: limit) else {
            let size = trimmed.isEmpty ? "empty" : "\(trimmed.characterCount) characters long"
            log.report("\(key) is \(size), expected text of 1 to \(limit) characters", at: scalar.place)
            return nil
        }
        return Located(value: trimmed, place: scalar.place)
    }

    func decimal(_ node: Node, key: String, places: Int, _ limits: ClosedRange<Int>) -> Int? {
        let expected = DecimalText.expectation(places: places, limits)
        guard let scalar = scalar(node, key: key, expected) else { return nil }
        if let value = DecimalText.scaled(scalar.value, places: places), limits.contains(value) { return value }
        log.report("\(key) is \"\(scalar.value)\", expected \(expected)", at: scalar.place)
        return nil
    }

    func list(_ node: Node, key: String) -> [Node]? {
        guard case .sequence(let sequence) = node else {
            log.report("\(key) is \(NodeKind.name(node)), expected a list", at: Place(file: file, node: node))
            return nil
        }
        return Array(sequence)
    }
}
