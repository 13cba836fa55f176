import Interpreting
import Yams

/// Gathers problems, so that an operator sees all of them at once.
final class ConfigurationLog {
    let file: String
    private(set) var problems: [ConfigurationProblem] = []

    init(file: String) { self.file = file }

    func report(_ text: String, at mark: Mark?) {
        problems.append(ConfigurationProblem(file: file, line: mark?.line ?? 0, column: mark?.column ?? 0, text: text))
    }
}

/// Reads one mapping of a configuration file. Every key is optional: what is absent leaves the default alone, and what is
/// present with a wrong value is reported. `close` reports the keys that nobody asked for.
final class SectionReader {
    private let name: String
    private let log: ConfigurationLog
    private var values: [(key: String, keyMark: Mark?, value: Node)] = []
    private var known: [String] = []

    init(_ node: Node, name: String, log: ConfigurationLog) {
        self.name = name
        self.log = log
        guard case .mapping(let mapping) = node else {
            log.report("\(name) is \(SectionReader.kind(node)), expected keys with values", at: node.mark)
            return
        }
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                log.report("\(SectionReader.kind(key)) as a key, expected a word", at: key.mark)
                continue
            }
            values.append((scalar.string, key.mark, value))
        }
    }

    /// Where the section's first key stands, for problems with the section as a whole.
    var mark: Mark? { values.first?.keyMark }

    func text(_ key: String, _ take: (String) -> Void) {
        guard let (value, mark) = scalar(key, "text") else { return }
        guard !value.isEmpty else { return log.report("\(path(key)) is empty, expected text", at: mark) }
        take(value)
    }

    func integer(_ key: String, _ limits: ClosedRange<Int>, _ take: (Int) -> Void) {
        let expected = "a whole number from \(limits.lowerBound) to \(limits.upperBound)"
        guard let (text, mark) = scalar(key, expected) else { return }
        guard let value = Int(text), limits.contains(value) else {
            return log.report("\(path(key)) is \"\(text)\", expected \(expected)", at: mark)
        }
        take(value)
    }

    func choice(_ key: String, of words: [String], _ take: (String) -> Void) {
        guard let (text, mark) = scalar(key, "a word") else { return }
        guard words.contains(text) else {
            let hint = Suggestion.phrase(for: text, among: words)
            return log.report("\(path(key)) is \"\(text)\", expected one of \(words.joined(separator: ", "))\(hint)", at: mark)
        }
        take(text)
    }

    func section(_ key: String, _ read: (SectionReader) -> Void) {
        guard let node = node(key) else { return }
        let reader = SectionReader(node, name: path(key), log: log)
        read(reader)
        reader.close()
    }

    func report(_ text: String) { log.report(text, at: mark) }

    func close() {
        for entry in values where !known.contains(entry.key) {
            let hint = Suggestion.phrase(for: entry.key, among: known)
            log.report(
                "unknown key \"\(entry.key)\" in \(name), expected one of \(known.joined(separator: ", "))\(hint)",
                at: entry.keyMark)
        }
    }

    private func node(_ key: String) -> Node? {
        known.append(key)
        return values.first { $0.key == key }?.value
    }

    private func scalar(_ key: String, _ expected: String) -> (String, Mark?)? {
        guard let node = node(key) else { return nil }
        guard case .scalar(let scalar) = node else {
            log.report("\(path(key)) is \(SectionReader.kind(node)), expected \(expected)", at: node.mark)
            return nil
        }
        return (scalar.string, node.mark)
    }

    private func path(_ key: String) -> String { name == "the file" ? key : "\(name).\(key)" }

    private static func kind(_ node: Node) -> String {
        switch node {
        case .scalar: "a single value"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}
