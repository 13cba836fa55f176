import Interpreting

/// A table, described once for the database and for everything that has to do as the database does.
///
/// The migrations repeat it in SQL; a test compares the two constraint by constraint. The store writes its columns, and the journal in
/// memory refuses what its constraints refuse.
public struct TableSchema<Row: Sendable>: Sendable {
    public let name: TableName
    /// The first is the key, unless `keys` say otherwise.
    public let columns: [Column<Row>]
    public let storeColumns: [StoreColumn]
    /// All that the table demands of its rows, keys included.
    public let constraints: [TableConstraint]

    let exclusions: [Exclusion<Row>]
    private let misfits: [Demand]
    private let breaches: [Demand]
    private let strays: [(reference: Reference<Row>, otherwise: Rejection)]

    /// What a row by itself can fail.
    private struct Demand {
        let holds: @Sendable (Row) -> Bool
        let otherwise: Rejection
    }

    /// - Parameters:
    ///   - keys: of which the first is the primary one; nil for that of the first column.
    init(
        _ name: TableName, _ columns: [Column<Row>], storeColumns: [StoreColumn] = [], checks: [Check<Row>] = [],
        keys: [TableConstraint]? = nil, exclusions: [Exclusion<Row>] = []
    ) {
        self.name = name
        self.columns = columns
        self.storeColumns = storeColumns
        self.exclusions = exclusions
        let checks = columns.compactMap { column in
            column.check.map { Check("\(name)_\(column.name)_check", $0.sql, holds: $0.holds) }
        } + checks
        let references = columns.compactMap { column in
            column.target.map { target in
                Reference(
                    name: "\(name)_\(column.name)_fkey", column: column.name, target: target.table, isDeferred: target.isDeferred,
                    key: target.key)
            }
        }
        constraints = (keys ?? [TableConstraint("\(name)_pkey", "PRIMARY KEY (\(columns[0].name))")])
            + checks.map { TableConstraint($0.name, "CHECK (\($0.sql))") }
            + storeColumns.compactMap { column in
                column.check.map { TableConstraint("\(name)_\(column.name)_check", "CHECK (\($0))") }
            }
            + references.map { TableConstraint($0.name, $0.clause) }
            + exclusions.map { TableConstraint($0.name, $0.clause) }
        misfits = columns.compactMap { column in
            let text = "a value for \(name).\(column.name) does not fit its type, \(column.type.rawValue)"
            return column.fits.map { Demand(holds: $0, otherwise: Rejection(text, table: name.text)) }
        }
        breaches = checks.compactMap { check in
            check.holds.map { Demand(holds: $0, otherwise: Self.rejection(name, check.name, "a row does not meet CHECK (\(check.sql))")) }
        }
        strays = references.map {
            ($0, Self.rejection(name, $0.name, "\($0.column) names a row that \($0.target) does not have"))
        }
    }

    /// Says which column cannot hold the row's value, if there is one.
    public func misfit(of row: Row) -> Rejection? {
        for demand in misfits where !demand.holds(row) { return demand.otherwise }
        return nil
    }

    /// Why the database would refuse the row, as far as the row itself and the rows that it names decide.
    ///
    /// - Parameter exists: whether a table has a row.
    public func rejection(of row: Row, _ exists: (TableName, RowKey) -> Bool) -> Rejection? {
        if let misfit = misfit(of: row) { return misfit }
        for demand in breaches where !demand.holds(row) { return demand.otherwise }
        for (reference, otherwise) in strays {
            if let key = reference.key(row), !exists(reference.target, key) { return otherwise }
        }
        return nil
    }

    /// Everything that ``rejection(of:_:)`` can say.
    var rejections: [Rejection] { misfits.map(\.otherwise) + breaches.map(\.otherwise) + strays.map(\.otherwise) }

    /// What is said of a row that breaks a constraint.
    func rejection(_ constraint: String, _ text: String) -> Rejection { Self.rejection(name, constraint, text) }

    private static func rejection(_ table: TableName, _ constraint: String, _ text: String) -> Rejection {
        Rejection("\(text) (\(table), constraint \(constraint))", table: table.text, constraint: constraint)
    }
}
