/// The lines typed before, from which secrets are kept out. Never written to a file.
struct History: Hashable, Sendable {
    static let limit = 500

    private(set) var lines: [String] = []
    /// Which line is shown; `lines.count` is the one being typed.
    private var place = 0
    /// The line being typed, while an older one is shown.
    private var draft = ""

    mutating func add(_ line: String) {
        defer { place = lines.count }
        let text = line.filter { $0 != " " }
        guard !text.isEmpty, line != lines.last, !History.mayHoldSecret(line) else { return }
        lines.append(line)
        if lines.count > History.limit { lines.removeFirst() }
    }

    /// `AUTH` as the first word, or as the second after a tag typed by habit; and whatever looks like a token.
    static func mayHoldSecret(_ line: String) -> Bool {
        let words = line.split(separator: " ", maxSplits: 2)
        return words.prefix(2).contains { $0.uppercased() == "AUTH" } || line.contains("tb_")
    }

    /// The line before the one shown; nil at the oldest.
    mutating func older(than shown: String) -> String? {
        guard place > 0 else { return nil }
        if place == lines.count { draft = shown }
        place -= 1
        return lines[place]
    }

    /// The line after the one shown, at last the one being typed; nil there.
    mutating func newer() -> String? {
        guard place < lines.count else { return nil }
        place += 1
        return place == lines.count ? draft : lines[place]
    }
}
