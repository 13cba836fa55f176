/// Names a column of a row: its position, counted from 0, or its name.
public protocol ColumnReference {
    /// The position among `columns`, nil when there is no such column.
    func position(in columns: [String]) -> Int?
}

extension Int: ColumnReference {
    public func position(in columns: [String]) -> Int? {
        columns.indices.contains(self) ? self : nil
    }
}

extension String: ColumnReference {
    public func position(in columns: [String]) -> Int? {
        columns.firstIndex(of: self)
    }
}

/// One row. Every accessor names the column in its error when the column is missing, NULL, or of another type.
///
/// The `optional…` accessors answer nil for NULL.
public struct Row: Sendable {
    let table: Table
    let position: Int

    public var columns: [String] { table.columns }

    public func isNull(_ column: some ColumnReference) throws(PostgresError) -> Bool {
        try value(column) == nil
    }

    public func string(_ column: some ColumnReference) throws(PostgresError) -> String {
        try present(column, optionalString(column))
    }

    public func int64(_ column: some ColumnReference) throws(PostgresError) -> Int64 {
        try present(column, optionalInt64(column))
    }

    public func bool(_ column: some ColumnReference) throws(PostgresError) -> Bool {
        try present(column, optionalBool(column))
    }

    public func double(_ column: some ColumnReference) throws(PostgresError) -> Double {
        try present(column, optionalDouble(column))
    }

    /// Of a `bytea`.
    public func bytes(_ column: some ColumnReference) throws(PostgresError) -> [UInt8] {
        try present(column, optionalBytes(column))
    }

    /// Of a `text[]` with one dimension and no NULL in it.
    public func textArray(_ column: some ColumnReference) throws(PostgresError) -> [String] {
        try present(column, optionalTextArray(column))
    }

    /// Of a `timestamptz`: milliseconds since 1970-01-01T00:00Z, microseconds cut off.
    public func milliseconds(_ column: some ColumnReference) throws(PostgresError) -> Int64 {
        try present(column, optionalMilliseconds(column))
    }

    public func optionalString(_ column: some ColumnReference) throws(PostgresError) -> String? {
        try value(column)
    }

    public func optionalInt64(_ column: some ColumnReference) throws(PostgresError) -> Int64? {
        try value(column, as: "an integer") { Int64($0) }
    }

    public func optionalBool(_ column: some ColumnReference) throws(PostgresError) -> Bool? {
        try value(column, as: "a boolean") { ["t": true, "f": false][$0] }
    }

    public func optionalDouble(_ column: some ColumnReference) throws(PostgresError) -> Double? {
        try value(column, as: "a number") { Double($0) }
    }

    public func optionalBytes(_ column: some ColumnReference) throws(PostgresError) -> [UInt8]? {
        try value(column, as: "a bytea", HexLiteral.bytes)
    }

    public func optionalTextArray(_ column: some ColumnReference) throws(PostgresError) -> [String]? {
        try value(column, as: "a text[] of one dimension without NULL", ArrayLiteral.elements)
    }

    public func optionalMilliseconds(_ column: some ColumnReference) throws(PostgresError) -> Int64? {
        try value(column, as: "a timestamptz", TimestampLiteral.milliseconds)
    }

    private func present<Value>(_ column: some ColumnReference, _ value: Value?) throws(PostgresError) -> Value {
        guard let value else { throw unreadable("column \(column) is NULL") }
        return value
    }

    private func value<Value>(
        _ column: some ColumnReference, as type: String, _ read: (String) -> Value?
    ) throws(PostgresError) -> Value? {
        guard let text = try value(column) else { return nil }
        guard let value = read(text) else {
            throw unreadable("column \(column) is not \(type): the server sent \(text.utf8.count) bytes of another form")
        }
        return value
    }

    private func value(_ column: some ColumnReference) throws(PostgresError) -> String? {
        guard let index = column.position(in: columns) else {
            throw unreadable("there is no column \(column)")
        }
        return table.value(row: position, column: index).map { String(decoding: $0, as: UTF8.self) }
    }

    private func unreadable(_ problem: String) -> PostgresError {
        PostgresError(kind: .unreadable, message: "\(problem), in row \(position) of (\(columns.joined(separator: ", ")))")
    }
}
