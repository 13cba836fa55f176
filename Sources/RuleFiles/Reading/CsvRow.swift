/// One line of a CSV file, whose fields are read with their types; problems name the column of the field.
struct CsvRow {
    private let line: CsvLine
    private let file: String
    private let log: ProblemLog

    init(line: CsvLine, file: String, log: ProblemLog) {
        self.line = line
        self.file = file
        self.log = log
    }

    var fields: [String] { line.texts }

    /// Reports a problem at the first character of a field.
    func report(_ text: String, field: Int) {
        log.report(text, at: Place(file: file, line: line.number, column: line.cells[field].column))
    }

    func text(_ field: Int, _ name: String) -> String? {
        let text = fields[field].trimmed
        if !text.isEmpty { return text }
        report("\(name) is empty, expected text", field: field)
        return nil
    }

    /// Texts with | between; empty when the field is.
    func list(_ field: Int) -> [String] {
        fields[field].split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    func integer(_ field: Int, _ name: String, _ limits: ClosedRange<Int>) -> Int? { decimal(field, name, places: 0, limits) }

    /// A decimal number as a whole number of its last place; exact.
    func decimal(_ field: Int, _ name: String, places: Int, _ limits: ClosedRange<Int>) -> Int? {
        if let value = DecimalText.scaled(fields[field], places: places), limits.contains(value) { return value }
        report("\(name) is \"\(fields[field].prefix(40))\", expected \(DecimalText.expectation(places: places, limits))", field: field)
        return nil
    }
}
