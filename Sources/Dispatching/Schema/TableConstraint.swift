import Interpreting

/// A constraint by its name and as a clause of CREATE TABLE.
public struct TableConstraint: Hashable, Sendable {
    public let name: String
    /// For instance `CHECK (minutes > 0)`.
    public let clause: String

    init(_ name: String, _ clause: String) {
        self.name = name
        self.clause = clause
    }
}

/// A condition on several columns of a row, in SQL and in Swift.
struct Check<Row>: Sendable {
    let name: String
    let sql: String
    /// Nil when it is not the row alone that decides.
    let holds: (@Sendable (Row) -> Bool)?

    init(_ name: String, _ sql: String, holds: (@Sendable (Row) -> Bool)? = nil) {
        self.name = name
        self.sql = sql
        self.holds = holds
    }

    /// The first moment or day lies before the second, or at least not after it; one that is not there is never wrong.
    static func order<Value: Comparable & SendableMetatype>(
        _ name: String, _ first: (column: String, value: @Sendable (Row) -> Value?), _ sign: Order,
        _ second: (column: String, value: @Sendable (Row) -> Value?)
    ) -> Check {
        Check(name, "\(first.column) \(sign.rawValue) \(second.column)") { row in
            guard let first = first.value(row), let second = second.value(row) else { return true }
            return sign == .before ? first < second : first <= second
        }
    }

    enum Order: String, Sendable {
        case before = "<"
        case notAfter = "<="
    }

    /// States follow each other as the lifecycle says; '' stands for that of a row that was not there.
    static func lifecycle<State: Lifecycle>(_: State.Type, of table: TableName) -> Check {
        let steps = State.initial.map { ("", $0.rawValue) } + State.transitions.map { ($0.from.rawValue, $0.to.rawValue) }
        let pairs = steps.map { "('\($0)', '\($1)')" }.joined(separator: ", ")
        return Check(lifecycleName(table), "(coalesce(state_before, ''), state) IN (\(pairs))")
    }

    static func lifecycleName(_ table: TableName) -> String { "\(table)_lifecycle" }
}

/// A column that names a row of another table, or of its own.
struct Reference<Row>: Sendable {
    let name: String
    let column: String
    let target: TableName
    /// Looked at when the transaction ends.
    let isDeferred: Bool
    /// Nil when it names none.
    let key: @Sendable (Row) -> RowKey?

    var clause: String { "FOREIGN KEY (\(column)) REFERENCES \(target)\(isDeferred ? " DEFERRABLE INITIALLY DEFERRED" : "")" }
}

/// Two rows that cannot be there together, whatever each is by itself.
struct Exclusion<Row>: Sendable {
    let name: String
    /// From `EXCLUDE` on.
    let clause: String
    let excludes: @Sendable (Row, Row) -> Bool

    init(_ name: String, _ clause: String, _ excludes: @escaping @Sendable (Row, Row) -> Bool) {
        self.name = name
        self.clause = clause
        self.excludes = excludes
    }
}
