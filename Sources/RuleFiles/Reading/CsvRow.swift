/// One line of a CSV file with plain commas, whose fields are read with their types; problems name the column of the field.
struct CsvRow {
    let fields: [Substring]
    private let number: Int
    private let file: String
    private let log: ProblemLog

    init(line: Substring, number: Int, file: String, log: ProblemLog) {
        fields = line.split(separator: ",", omittingEmptySubsequences: false)
        self.number = number
        self.file = file
        self.log = log
    }

    /// Reports a problem at the first character of a field.
    func report(_ text: String, field: Int) {
        let before = fields.prefix(field).reduce(0) { $0 + $1.unicodeScalars.count + 1 }
        log.report(text, at: Place(file: file, line: number, column: before + 1))
    }

    func text(_ field: Int, _ name: String) -> String? {
        let text = fields[field].trimmed
        if !text.isEmpty, !text.contains("\"") { return text }
        report(text.isEmpty ? "\(name) is empty, expected text" : "\(name) has a quotation mark, expected plain text", field: field)
        return nil
    }

    /// Texts with | between; empty when the field is.
    func list(_ field: Int) -> [String] {
        fields[field].split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    func integer(_ field: Int, _ name: String, _ limits: ClosedRange<Int>) -> Int? { decimal(field, name, places: 0, limits) }

    /// A decimal number as a whole number of its last place; exact.
    func decimal(_ field: Int, _ name: String, places: Int, _ limits: ClosedRange<Int>) -> Int? {
        if let value = DecimalText.scaled(String(fields[field]), places: places), limits.contains(value) { return value }
        report("\(name) is \"\(fields[field].prefix(40))\", expected \(DecimalText.expectation(places: places, limits))", field: field)
        return nil
    }
}
