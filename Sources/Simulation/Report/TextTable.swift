/// Rows of words in columns of equal width, for a terminal.
struct TextTable {
    /// Names of the columns; the first one says what the rows are.
    var head: [String]
    var rows: [[String]]
    /// Columns to be set to the left besides the first.
    var leftColumns: Set<Int> = []

    /// The head first. A row of one cell is written as it is and widens no column.
    var lines: [String] {
        let full = ([head] + rows).filter { $0.count > 1 }
        let widths = head.indices.map { column in full.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return ([head] + rows).map { row in
            row.count == 1 ? row[0] : line(row, widths)
        }
    }

    private func line(_ row: [String], _ widths: [Int]) -> String {
        let cells = zip(row, widths).enumerated().map { column, cell in
            let padding = String(repeating: " ", count: max(cell.1 - cell.0.count, 0))
            return column == 0 || leftColumns.contains(column) ? cell.0 + padding : padding + cell.0
        }
        let text = cells.joined(separator: "  ")
        return String(text.reversed().drop { $0 == " " }.reversed())
    }
}
