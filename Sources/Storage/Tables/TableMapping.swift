import Dispatching
import Postgres

/// How the rows of one table and the values of one type turn into each other.
struct TableMapping<Entity: Sendable>: Sendable {
    private let columns: [Column<Entity>]
    /// Reads the columns that `select` names.
    let read: @Sendable (Postgres.Row) throws -> Entity
    /// All rows in the order of their numbers.
    let select: String
    private let merge: String

    /// - Parameter read: may expect ranges as two columns, `NAME_start` and `NAME_end`.
    init(_ schema: TableSchema<Entity>, read: @escaping @Sendable (Postgres.Row) throws -> Entity) {
        let (name, columns) = (schema.name.text, schema.columns)
        self.columns = columns
        self.read = read
        select = "SELECT \(columns.map(Self.selected).joined(separator: ", ")) FROM \(name) ORDER BY \(columns[0].name)"
        merge = Self.merge(name, columns)
    }

    /// Writes each row over the one with its key, or adds it. No key may occur twice.
    func write(_ rows: [Entity]) -> Statement { Statement(merge, Self.parameters(columns, rows)) }

    /// One array for each column.
    static func parameters(_ columns: [Column<Entity>], _ rows: [Entity]) -> [Parameter] {
        columns.map { .text($0.array(rows)) }
    }

    static func source(_ columns: [Column<Entity>]) -> String { CarriedRows(columns).source }

    /// MERGE and not INSERT … ON CONFLICT: that checks constraints on the row it proposes before it looks whether the row
    /// exists, so a later state of an existing row would be refused as the first state of a new one.
    private static func merge(_ name: String, _ columns: [Column<Entity>]) -> String {
        let key = columns[0].name
        return """
            MERGE INTO \(name) AS old USING \(source(columns)) ON old.\(key) = new.\(key) \
            WHEN MATCHED THEN UPDATE SET \(columns.dropFirst().map { "\($0.name) = new.\($0.name)" }.joined(separator: ", ")) \
            WHEN NOT MATCHED THEN INSERT (\(columns.map(\.name).joined(separator: ", "))) \
            VALUES (\(columns.map { "new.\($0.name)" }.joined(separator: ", ")))
            """
    }

    private static func selected(_ column: Column<Entity>) -> String {
        guard case .tstzrange = column.type else { return column.name }
        return "lower(\(column.name)) AS \(column.name)_start, upper(\(column.name)) AS \(column.name)_end"
    }
}

/// The columns of rows that travel as one array for each column, the first as `$1`.
struct CarriedRows {
    private var columns: [(name: String, type: ColumnType)]

    init<Row>(_ columns: [Column<Row>]) { self.columns = columns.map { ($0.name, $0.type) } }

    static func + (left: CarriedRows, right: CarriedRows) -> CarriedRows {
        var both = left
        both.columns += right.columns
        return both
    }

    var names: String { columns.map(\.name).joined(separator: ", ") }

    /// The rows that the parameters carry, as a table expression called `new` with the columns' own names and types.
    var source: String {
        let arrays = columns.enumerated().map { "$\($0.offset + 1)::\($0.element.type.carrier)[]" }.joined(separator: ", ")
        let values = columns.map { "\($0.type.arrived($0.name)) AS \($0.name)" }.joined(separator: ", ")
        return "(SELECT \(values) FROM unnest(\(arrays)) AS carried(\(names))) AS new"
    }
}
