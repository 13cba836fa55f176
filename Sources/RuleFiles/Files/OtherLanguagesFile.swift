import Interpreting
import Rules

/// Reads `other-languages.csv`: the languages that the service does not have, one a line.
enum OtherLanguagesFile {
    private static let header = "codes,name_nl,name_fr,name_en,name_de,name_own"

    static func read(file: String, text: String, log: ProblemLog) -> [OtherLanguage]? {
        let before = log.count
        let languages = CsvTable.rows(file: file, text: text, header: header, log: log) { row, line in
            language(row, Place(file: file, line: line, column: 1))
        }
        return log.count == before ? languages : nil
    }

    private static func language(_ row: CsvRow, _ place: Place) -> OtherLanguage? {
        let codes = row.list(0)
        guard let first = codes.first, codes.allSatisfy(isCode) else {
            row.report("codes is \"\(row.fields[0])\", expected tags in lower case with | between, such as hu|hun", field: 0)
            return nil
        }
        let names = (1...5).map(row.list)
        guard let shown = names[2].first ?? names[1].first ?? names[0].first ?? names[3].first ?? names[4].first else {
            row.report("\(first) has no name, expected one in Dutch, French, English, German or the language itself", field: 1)
            return nil
        }
        let rule = RuleReference(
            file: place.citedFile, line: place.line, id: "other-language.\(first)",
            reason: "\(shown) is not among the languages of the service", source: "ISO 639 and Unicode CLDR")
        return OtherLanguage(codes: codes, names: names.flatMap(\.self), english: shown, rule: rule)
    }

    private static func isCode(_ text: String) -> Bool {
        text.utf8.count >= 2 && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
