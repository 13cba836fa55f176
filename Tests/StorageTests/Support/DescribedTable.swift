import Postgres

@testable import Dispatching

/// A table as ``Schema`` describes it, as DDL.
struct DescribedTable {
    let name: String
    let columns: [String]
    let constraints: [TableConstraint]

    init<Row>(_ table: TableSchema<Row>) {
        name = table.name.text
        columns = table.columns.map { Self.column($0.name, $0.type, $0.isNullable) }
            + table.storeColumns.map { Self.column($0.name, $0.type, $0.isNullable) }
        constraints = table.constraints
    }

    private static func column(_ name: String, _ type: ColumnType, _ isNullable: Bool) -> String {
        "\(name) \(type.rawValue)\(isNullable ? "" : " NOT NULL")"
    }

    static let all = [
        DescribedTable(Schema.organisation), DescribedTable(Schema.establishment), DescribedTable(Schema.agreement),
        DescribedTable(Schema.interpreter), DescribedTable(Schema.competence), DescribedTable(Schema.principal),
        DescribedTable(Schema.credential), DescribedTable(Schema.availability), DescribedTable(Schema.absence),
        DescribedTable(Schema.request), DescribedTable(Schema.offer), DescribedTable(Schema.assignment), DescribedTable(Schema.journal),
        DescribedTable(Schema.idempotency),
    ]

    /// Makes all of them in `schema`, which must be new.
    static func create(in schema: String, _ connection: Connection) async throws {
        try await connection.execute("CREATE SCHEMA \(schema); SET search_path = \(schema), public")
        for table in all { try await connection.execute("CREATE TABLE \(table.name) (\(table.columns.joined(separator: ", ")))") }
        // Keys first: references need them.
        for isReference in [false, true] {
            for table in all {
                for constraint in table.constraints where constraint.clause.hasPrefix("FOREIGN") == isReference {
                    try await connection.execute("ALTER TABLE \(table.name) ADD CONSTRAINT \(constraint.name) \(constraint.clause)")
                }
            }
        }
    }

    /// What the catalogue says of the described tables in `schema`: every column, constraint and unique index, each in a line.
    static func facts(in schema: String, _ connection: Connection) async throws -> Set<String> {
        try await connection.execute("SET search_path = \(schema), public")
        let rows = try await connection.query(
            """
            WITH tables AS (
                SELECT oid, relname FROM pg_class
                WHERE relnamespace = $1::regnamespace AND relkind = 'r' AND relname = ANY ($2::text[])
            )
            SELECT relname || '.' || attname || ' ' || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
            FROM tables JOIN pg_attribute ON attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
            UNION ALL
            SELECT relname || ' ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
            FROM tables JOIN pg_constraint ON conrelid = tables.oid AND contype <> 't'
            UNION ALL
            SELECT relname || ' has the unique index ' || indexrelid::regclass
            FROM tables JOIN pg_index ON indrelid = tables.oid AND indisunique
            WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
            """, [.text(schema), .textArray(all.map(\.name))])
        return Set(try rows.map { try $0.string(0) })
    }
}
