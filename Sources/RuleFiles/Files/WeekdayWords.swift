import Interpreting

/// Days of the week as rule files write them: `monday`.
enum WeekdayWords {
    static func read(_ row: FieldReader, _ key: String, orNone: Bool = false) -> [Weekday]? {
        row.words(key, orNone: orNone)?.compactMap { weekday($0, row, "\(key) has") }
    }

    /// A single one.
    static func readOne(_ row: FieldReader, _ key: String) -> Weekday? {
        row.locatedText(key).flatMap { weekday($0, row, "\(key) is") }
    }

    private static func weekday(_ word: Located<String>, _ row: FieldReader, _ what: String) -> Weekday? {
        if let day = Weekday.allCases.first(where: { $0.name == word.value }) { return day }
        let names = Weekday.allCases.map(\.name)
        let hint = Suggestion.phrase(for: word.value, among: names)
        row.report("\(what) \"\(word.value)\", expected one of \(names.joined(separator: ", "))\(hint)", at: word.place)
        return nil
    }
}
