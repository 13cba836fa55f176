/// The answer to one statement: its rows, copied out of libpq.
///
/// A collection of ``Row``. Statements that return no rows (INSERT without RETURNING) give an empty one with ``affectedRows``.
public struct Rows: RandomAccessCollection, Sendable {
    let table: Table

    public var columns: [String] { table.columns }
    /// What the server calls the thing it did: `SELECT 3`, `INSERT 0 1`, `COMMIT`.
    public var commandTag: String { table.commandTag }
    /// Rows inserted, updated, deleted or returned; 0 for statements that do not count.
    public var affectedRows: Int { table.affectedRows }

    public var startIndex: Int { 0 }
    public var endIndex: Int { table.rowCount }

    public subscript(position: Int) -> Row {
        Row(table: table, position: position)
    }

    /// The only row.
    /// - Throws: `unreadable` when there are none or several.
    public func only() throws(PostgresError) -> Row {
        guard count == 1, let row = first else {
            let message = "expected exactly one row of (\(columns.joined(separator: ", "))), got \(count)"
            throw PostgresError(kind: .unreadable, message: message)
        }
        return row
    }
}

/// All values of an answer in one block of memory; shared by its rows.
final class Table: Sendable {
    struct Cell: Sendable {
        let start: Int
        /// In bytes; nil for NULL.
        let length: Int?
    }

    let columns: [String]
    let commandTag: String
    let affectedRows: Int
    let rowCount: Int
    private let cells: [Cell]
    private let values: [UInt8]

    /// - Parameter cells: row after row, each with a cell for every column.
    init(columns: [String], commandTag: String, affectedRows: Int, rowCount: Int, cells: [Cell], values: [UInt8]) {
        self.columns = columns
        self.commandTag = commandTag
        self.affectedRows = affectedRows
        self.rowCount = rowCount
        self.cells = cells
        self.values = values
    }

    /// The text the server sent, nil for NULL.
    func value(row: Int, column: Int) -> ArraySlice<UInt8>? {
        let cell = cells[row * columns.count + column]
        return cell.length.map { values[cell.start..<(cell.start + $0)] }
    }
}
