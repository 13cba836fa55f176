import Interpreting
import RuleFiles
import Rules

/// Reads the lines of a log, and gathers what is wrong with them.
struct ReplayReader {
    enum Column: String, CaseIterable {
        case start, asked, language, iso, minutes, modality, place, complexity, cancelled

        /// What the header may call it.
        var names: [String] {
            switch self {
            case .start: ["start", "started_at_local"]
            case .minutes: ["minutes", "duration_min"]
            case .iso: ["iso639_3"]
            default: [rawValue]
            }
        }

        static let needed: [Column] = [.start, .language, .minutes]
    }

    let path: String
    let book: RuleBook
    private(set) var columns: [Column: Int] = [:]
    private(set) var problems: [Problem] = []
    var mapping: LanguageMapping
    /// Times in the hour that the service's clock skips.
    private(set) var skipped = 0

    init(path: String, book: RuleBook) {
        self.path = path
        self.book = book
        mapping = LanguageMapping(book.languages)
    }

    mutating func report(_ text: String, line: Int) {
        problems.append(Problem(file: path, line: line, column: line == 0 ? 0 : 1, text: text))
    }

    mutating func report(_ problem: CsvProblem) {
        problems.append(Problem(file: path, line: problem.line, column: problem.column, text: problem.text))
    }

    mutating func readHeader(_ line: CsvLine) {
        let cells = line.texts.map { $0.lowercased() }
        var found: [Column: Int] = [:]
        for column in Column.allCases {
            let places = cells.indices.filter { column.names.contains(cells[$0]) }
            found[column] = places.first
            guard places.count > 1, let last = places.last else { continue }
            let names = places.map { "\"\(line.texts[$0])\"" }.joined(separator: " and ")
            report(
                CsvProblem(
                    line: line.number, column: line.cells[last].column,
                    text: "the column \(column.names.joined(separator: " or ")) is there \(places.count) times, as \(names), "
                        + "expected it once; rename or remove the others"))
        }
        for column in Column.needed where found[column] == nil {
            let hint = column.names.compactMap { Suggestion.nearest(to: $0, among: cells) }.first.map { "; is \"\($0)\" meant?" } ?? ""
            report("there is no column \(column.names.joined(separator: " or "))\(hint)", line: line.number)
        }
        columns = problems.isEmpty ? found : [:]
    }

    /// The conversation of a line; nil after a report.
    mutating func call(_ line: CsvLine) -> LoggedCall? {
        let (cells, number) = (line.texts, line.number)
        func cell(_ column: Column) -> String? { columns[column].map { cells[$0] }.flatMap { $0.isEmpty ? nil : $0 } }
        let before = problems.count
        let start = moment(cell(.start) ?? "", .start, line: number)
        let asked = cell(.asked).flatMap { moment($0, .asked, line: number) }
        let minutes = minutes(cell(.minutes) ?? "", line: number)
        let modality = cell(.modality).flatMap { choice($0, .modality, of: Modality.self, line: number) }
        let complexity = cell(.complexity).flatMap { choice($0, .complexity, of: Complexity.self, line: number) }
        let place = cell(.place).flatMap { municipality($0, line: number) }
        let cancelled = cell(.cancelled).map { flag($0, line: number) } ?? false
        guard let name = cell(.language) else {
            report("language is empty, expected a name or a code", line: number)
            return nil
        }
        guard let start, let minutes, problems.count == before else { return nil }
        if let asked, asked > start { report("asked is later than start, expected it at or before", line: number) }
        return LoggedCall(
            line: number, start: start, asked: asked, languageName: name, language: mapping.tag(name: name, iso: cell(.iso), line: number),
            minutes: minutes, modality: modality, complexity: complexity, place: place, cancelled: cancelled)
    }

    /// Nothing is in one language of the service: which names can be several, or what most lines say.
    mutating func reportLanguages(of count: Int) {
        for entry in mapping.unclear.sorted(by: { $0.line < $1.line }) { report(mapping.problem(entry), line: entry.line) }
        guard problems.isEmpty, let first = mapping.unknown.first else { return }
        report(
            "none of the \(Wording.number(count)) conversations is in a language of the service, most are in \"\(first.name)\"; "
                + "expected names or codes as rules/languages.yaml has them", line: 0)
    }

    /// With an offset, that moment; without, the reading of the service's wall clock, the first of two; of a skipped one the moment at
    /// which the clock goes on, since the log may be from a place whose clock did not skip it.
    private mutating func moment(_ text: String, _ column: Column, line: Int) -> Timestamp? {
        let date = CivilDate(text.prefix(10))
        let parts = text.dropFirst(11).split(separator: ":", omittingEmptySubsequences: false).map { $0.count == 2 ? Int($0) : nil }
        if let date, text.count >= 16, text.count <= 19, parts.count == 2 || parts.count == 3, let hour = parts[0], let minute = parts[1],
            let second = parts.count == 3 ? parts[2] : 0, (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second) {
            let local = LocalTime(date: date, secondOfDay: hour * 3600 + minute * 60 + second)
            if case .skipped = book.calendar.zone.resolve(local) { skipped += 1 }
            return book.calendar.zone.moment(local)
        }
        if let moment = try? Timestamp.parse(text, in: book.calendar.zone) { return moment }
        report(
            "\(column.rawValue) is \"\(text.prefix(40))\", expected a time such as 2026-12-01T10:00 or 2026-12-01T10:00+01:00",
            line: line)
        return nil
    }

    private mutating func minutes(_ text: String, line: Int) -> Int? {
        let most = book.modality.limits.value.upperBound
        // Spreadsheets of countries that write 12,5 put semicolons between cells.
        if let number = Double(text.replacing(",", with: ".")), number > 0, number <= Double(most) { return max(1, Int(number.rounded())) }
        report("minutes is \"\(text.prefix(40))\", expected a number above 0, at most \(most)", line: line)
        return nil
    }

    private mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String, _ column: Column, of type: Choice.Type, line: Int
    ) -> Choice? where Choice.RawValue == String {
        if let value = Choice(rawValue: text.lowercased()) { return value }
        let all = Choice.allCases.map(\.rawValue)
        let hint = Suggestion.phrase(for: text, among: all)
        report("\(column.rawValue) is \"\(text.prefix(40))\", expected one of \(all.joined(separator: ", "))\(hint)", line: line)
        return nil
    }

    private mutating func municipality(_ text: String, line: Int) -> String? {
        if let found = book.gazetteer.resolve(text) { return found.code.description }
        let near = book.gazetteer.suggestions(for: text).first.map { "; did you mean \"\($0.dutch)\"?" } ?? ""
        report("place is \"\(text.prefix(40))\", expected a municipality of Flanders or Brussels\(near)", line: line)
        return nil
    }

    private mutating func flag(_ text: String, line: Int) -> Bool {
        switch text.lowercased() {
        case "yes", "true", "1": return true
        case "no", "false", "0": return false
        default:
            report("cancelled is \"\(text.prefix(40))\", expected yes or no", line: line)
            return false
        }
    }
}
