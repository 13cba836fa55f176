/// The lines of a CSV file of the rules below its header.
enum CsvTable {
    /// Hands every line to `read`; nil after a report when the header is another.
    static func rows<Value>(
        file: String, text: String, header: String, log: ProblemLog, _ read: (CsvRow, Int) -> Value?
    ) -> [Value]? {
        // CR LF is one character, and a newline.
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard let first = lines.first, first == header else {
            log.report(
                "the first line is \"\(lines.first?.prefix(60) ?? "")\", expected \(header)", at: Place(file: file, line: 1, column: 1))
            return nil
        }
        let expected = header.split(separator: ",").count
        var values: [Value] = []
        for (index, line) in lines.enumerated().dropFirst() {
            let row = CsvRow(line: line, number: index + 1, file: file, log: log)
            guard row.fields.count == expected else {
                row.report("\(row.fields.count) fields, expected \(expected): \(header)", field: 0)
                continue
            }
            if let value = read(row, index + 1) { values.append(value) }
        }
        return values
    }
}
