import Interpreting
import Rules

/// Reads `subtags.csv`: the countries, scripts, variants and extended languages that may stand behind a language, one a line.
enum SubtagsFile {
    private static let header = "kind,codes,prefixes,name_nl,name_fr,name_en,name_de,name_own"

    static func read(file: String, text: String, log: ProblemLog) -> [Subtag]? {
        let before = log.count
        var lines: [String: Int] = [:]
        let subtags = CsvTable.rows(file: file, text: text, header: header, log: log) { row, line -> Subtag? in
            guard let subtag = subtag(row) else { return nil }
            let keys = subtag.codes.map { (0, "\(subtag.kind.rawValue) \($0)") }
                + subtag.names.map { (1, "\(subtag.kind.rawValue) named \(Suggestion.folded($0))") }
            for (what, key) in keys {
                guard let earlier = lines.updateValue(line, forKey: key), what == 0 || earlier != line else { continue }
                let expected = what == 0 ? "each code of a kind once" : "each name of a kind in one row"
                row.report("\(key) is already on line \(earlier), expected \(expected)", field: what == 0 ? 1 : 3)
            }
            return subtag
        }
        return log.count == before ? subtags : nil
    }

    private static func subtag(_ row: CsvRow) -> Subtag? {
        guard let kind = Subtag.Kind(rawValue: row.fields[0]) else {
            row.report("kind is \"\(row.fields[0])\", expected region, script, variant or extlang", field: 0)
            return nil
        }
        let (codes, prefixes) = (row.list(1), row.list(2))
        guard !codes.isEmpty, codes.allSatisfy(isCode) else {
            row.report("codes is \"\(row.fields[1])\", expected codes in lower case with | between, such as sy|syr", field: 1)
            return nil
        }
        guard prefixes.allSatisfy(isCode), prefixes.isEmpty == (kind != .extlang) else {
            let expected = kind == .extlang ? "the languages that it extends, such as zh" : "nothing: only an extlang has them"
            row.report("prefixes is \"\(row.fields[2])\", expected \(expected)", field: 2)
            return nil
        }
        return Subtag(kind: kind, codes: codes, prefixes: prefixes, names: (3...7).flatMap(row.list))
    }

    private static func isCode(_ text: String) -> Bool {
        text.utf8.count >= 2 && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }
}
