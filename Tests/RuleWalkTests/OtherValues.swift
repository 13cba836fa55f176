import Interpreting
import Rules
import Yams

/// What else a value could be. Not all of it loads: a table may need each of its rows.
struct OtherValues {
    /// A variation of the file, and how it is told.
    struct Variation {
        let tree: Node
        let what: String
    }

    let tree: Node
    let fields: [RuleField]

    /// Words of which a value is one: each may become any of the others.
    private static let vocabularies: [[String]] = [
        Modality.allCases.map(\.rawValue), Complexity.allCases.map(\.rawValue), Weekday.allCases.map(\.name), ["true", "false"],
        ["first", "second"], ["available", "absent"], DutchLevel.allCases.map(\.rawValue), AidKind.allCases.map(\.rawValue),
        ["hours", "weekdays", "public-holiday"], ["documents", "participants", "emotional"], ["Europe/Brussels", "Europe/London"],
        ["atlas", "amal", "brussel-onthaal", "agii"], ["brussels", "antwerp", "ghent", "leuven"],
        ["21004", "11002", "44021", "24062", "38008"],
    ]

    private func vocabulary(_ field: RuleField) -> [String]? { Self.vocabularies.first { $0.contains(field.text) } }

    func variations(of field: RuleField) -> [Variation] {
        var found = texts(field).map { Variation(tree: tree.replacing(field, with: $0), what: $0) }
        if field.isElement { found.append(Variation(tree: tree.replacing(field, with: nil), what: "left out")) }
        return found + exchanged(field) + exchangedInSection(field) + moved(field) + everywhere(field)
    }

    /// The row without which there is no such value: for what nothing else can stand in place of.
    func withoutRow(_ field: RuleField) -> [Variation] {
        guard let row = field.row, !field.isElement || row.count < field.path.count else { return [] }
        return [Variation(tree: tree.replacing(row, with: nil), what: "left out with its row")]
    }

    /// Other values of the same kind.
    private func texts(_ field: RuleField) -> [String] {
        let text = field.text
        if let words = vocabulary(field) { return words.filter { $0 != text } }
        if field.key == "offered" || field.key == "wanted" { return ["tr", "sq"] }
        if let whole = Int(text) { return [whole + 1, whole - 1, whole * 2, whole / 2, whole + 100].map(String.init) }
        if let number = Double(text), text.contains(".") { return ["\(number + 1)", "\(number / 2)"] }
        if let clock = clock(text) { return [clock + 15, clock - 15].filter { (0...1440).contains($0) }.map(clockText) }
        if let date = CivilDate(text) { return [date.adding(days: 7).description] }
        if let day = MonthDay(text) { return ["0\(day.month % 9 + 1)-\(day.day > 9 ? "" : "0")\(day.day)", "03-17"] }
        for unit in ["min", "s", "h", "d"] where text.hasSuffix(unit) {
            guard let amount = Int(text.dropLast(unit.count)) else { continue }
            return ["\(amount * 2)\(unit)", "\(amount + 1)\(unit)", "\(amount / 2)\(unit)"]
        }
        return [text + "x"]
    }

    private func clock(_ text: String) -> Int? {
        let parts = text.split(separator: ":").map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1] else { return nil }
        return hour * 60 + minute
    }

    private func clockText(_ minute: Int) -> String {
        "\(minute / 600)\(minute / 60 % 10):\(minute % 60 / 10)\(minute % 10)"
    }

    /// What stands under the key exchanged with that of another row, as a complete table allows: by itself, and with all that the rows
    /// say but their reasons.
    private func exchanged(_ field: RuleField) -> [Variation] {
        guard let row = field.row, case .index(let own)? = row.last, let list = tree.node(at: row.dropLast()[...])?.sequence
        else { return [] }
        let inner = field.path[row.count...].prefix { if case .key = $0 { true } else { false } }
        return list.indices.filter { $0 != own }.prefix(8).flatMap { index -> [Variation] in
            let other: [RuleField.Step] = Array(row.dropLast()) + [.index(index)]
            guard let mine = tree.node(at: field.path[..<(row.count + inner.count)]), let theirs = list[index].node(at: inner),
                RuleField.texts(mine) != RuleField.texts(theirs)
            else { return [] }
            let alone = tree.exchanging(row + inner, other + inner)
            let keys = (list[own].mapping?.keys.compactMap(\.string) ?? []).filter { !["reason", "source"].contains($0) }
            let whole = keys.reduce(tree) { $0.exchanging(row + [.key($1)], other + [.key($1)]) }
            let line = list[index].mark?.line ?? 0
            return [
                Variation(tree: alone, what: "exchanged with line \(line)"),
                Variation(tree: whole, what: "exchanged with line \(line), with the rest of its row"),
            ]
        }
    }

    /// Two words exchanged wherever the section has them under this key, or in the row.
    private func exchangedInSection(_ field: RuleField) -> [Variation] {
        guard let words = vocabulary(field) else { return [] }
        let section = fields.filter { $0.path.first == field.path.first && $0.key == field.key }
        let row = fields.filter { other in field.row.map { other.path.starts(with: $0) } ?? false }
        return words.filter { $0 != field.text }.flatMap { word in
            [section, row].map { scope in
                let tree = scope.reduce(tree) { tree, other in
                    if other.text == word { return tree.replacing(other, with: field.text) }
                    return other.text == field.text ? tree.replacing(other, with: word) : tree
                }
                return Variation(tree: tree, what: "exchanged with \(word)")
            }
        }
    }

    /// The border between two rows of a table moved: `to: 30` and `from: 31` together.
    private func moved(_ field: RuleField) -> [Variation] {
        guard field.key == "from" || field.key == "to", let minute = Int(field.text) else { return [] }
        let (key, step) = field.key == "from" ? ("to", -1) : ("from", 1)
        return fields.filter { $0.key == key && Int($0.text) == minute + step }.map { other in
            Variation(
                tree: tree.replacing(field, with: "\(minute + 1)").replacing(other, with: "\(minute + step + 1)"),
                what: "\(minute + 1), with line \(other.line)")
        }
    }

    /// Every value like it in the file: a name that others refer to.
    private func everywhere(_ field: RuleField) -> [Variation] {
        guard Int(field.text) == nil, vocabulary(field) == nil else { return [] }
        let other = field.text + "x"
        let alike = fields.filter { $0.text == field.text }
        return [Variation(tree: alike.reduce(tree) { $0.replacing($1, with: other) }, what: "\(other) everywhere")]
    }
}
