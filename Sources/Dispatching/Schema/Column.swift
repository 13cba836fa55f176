import Interpreting

/// A column of a table: what it is called, what it may hold, and what a row has in it.
public struct Column<Row>: Sendable {
    public let name: String
    public let type: ColumnType
    /// Exactly when the value in Swift is optional.
    public let isNullable: Bool
    /// Nil for NULL.
    public let value: @Sendable (Row) -> ColumnValue?

    typealias Test = @Sendable (Row) -> Bool
    /// Whether the SQL type can hold the row's value; nil when it holds every one.
    let fits: Test?
    /// The column's own CHECK; `holds` is nil where Swift's types leave nothing to decide.
    let check: (sql: String, holds: Test?)?
    /// The row of another table that it names.
    let target: (table: TableName, isDeferred: Bool, key: @Sendable (Row) -> RowKey?)?

    init<Value>(_ name: String, _ kind: ColumnKind<Value>, value: @escaping @Sendable (Row) -> Value) {
        self.init(name, kind, isNullable: false) { .some(value($0)) }
    }

    init<Value>(optional name: String, _ kind: ColumnKind<Value>, value: @escaping @Sendable (Row) -> Value?) {
        self.init(name, kind, isNullable: true, value)
    }

    private init<Value>(
        _ name: String, _ kind: ColumnKind<Value>, isNullable: Bool, _ value: @escaping @Sendable (Row) -> Value?
    ) {
        func test(_ holds: @escaping @Sendable (Value) -> Bool) -> Test {
            { row in value(row).map(holds) ?? true }
        }
        self.name = name
        type = kind.type
        self.isNullable = isNullable
        let carried = kind.carried
        self.value = { value($0).map(carried) }
        fits = kind.fits.map(test)
        check = kind.rule.map { rule in (rule.sql(name), rule.holds.map(test)) }
        target = kind.target.map { target in
            let key = target.key
            return (target.table, target.isDeferred, { value($0).map(key) })
        }
    }
}

extension Column {
    /// A column that the store fills.
    public init(_ column: StoreColumn, value: @escaping @Sendable (Row) -> ColumnValue?) {
        name = column.name
        type = column.type
        isNullable = column.isNullable
        self.value = value
        fits = nil
        check = nil
        target = nil
    }
}

/// A column that the store fills by itself, always rightly: a hash, a row as JSON, what a trigger sees to.
public struct StoreColumn: Sendable {
    public let name: String
    public let type: ColumnType
    public let isNullable: Bool
    let check: String?

    init(_ name: String, _ type: ColumnType, isNullable: Bool = false, check: String? = nil) {
        self.name = name
        self.type = type
        self.isNullable = isNullable
        self.check = check
    }
}
