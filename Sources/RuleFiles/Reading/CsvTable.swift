import Interpreting

/// The lines of a CSV file of the rules below its header, as ``CsvReader`` reads them.
enum CsvTable {
    /// Hands every line to `read`; nil after a report when the header is another.
    static func rows<Value>(
        file: String, text: String, header: String, log: ProblemLog, _ read: (CsvRow, Int) -> Value?
    ) -> [Value]? {
        var reader = CsvReader(text)
        var values: [Value] = []
        var isHeader = true
        while true {
            do throws(CsvProblem) {
                let line = try reader.next()
                guard isHeader else {
                    guard let line else { return values }
                    for cell in line.cells {
                        guard let hidden = InvisibleCharacter.first(in: cell.text) else { continue }
                        let text = "the cell holds \(hidden), which nobody sees and which changes what others read; leave it out"
                        log.report(text, at: Place(file: file, line: line.number, column: cell.column))
                    }
                    if let value = read(CsvRow(line: line, file: file, log: log), line.number) { values.append(value) }
                    continue
                }
                let found = line?.texts.joined(separator: ",") ?? ""
                guard found == header else {
                    let place = Place(file: file, line: 1, column: 1)
                    log.report("the first line is \"\(found.prefix(60))\", expected \(header)", at: place)
                    return nil
                }
                isHeader = false
            } catch {
                log.report(error.text, at: Place(file: file, line: error.line, column: error.column))
                if isHeader { return nil }
            }
        }
    }
}
