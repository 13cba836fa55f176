import Postgres

/// The rows of the journal.
enum JournalTable {
    private static let columns: [Column<JournalRow>] = [
        .bigint("seq") { $0.seq },
        .moment("at") { $0.at },
        .text("kind") { $0.kind },
        .id("actor") { $0.actor },
        .id("organisation_id") { $0.scope.organisation },
        .id("interpreter_id") { $0.scope.interpreter },
        .text("agency") { $0.scope.agency?.text },
        .text("subject") { $0.subject },
        .text("payload") { $0.payload },
        .bytes("previous_hash") { $0.previousHash },
        .bytes("hash") { $0.hash },
    ]
    private static let names = columns.map(\.name).joined(separator: ", ")

    static func append(_ rows: [JournalRow]) -> Statement { Statement(insert, TableMapping.parameters(columns, rows)) }

    private static let insert = "INSERT INTO journal (\(names)) SELECT \(names) FROM \(TableMapping.source(columns))"

    /// A page of rows: `$1` the `seq` before the first, `$2` how many at most.
    static let page = "SELECT \(names) FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2"

    static func read(_ row: Postgres.Row) throws(PostgresError) -> JournalRow {
        JournalRow(
            seq: try row.int64("seq"), at: try row.moment("at"), kind: try row.string("kind"),
            actor: try row.optionalID("actor"),
            scope: .init(
                organisation: try row.optionalID("organisation_id"), interpreter: try row.optionalID("interpreter_id"),
                agency: try row.optionalAgency("agency")),
            subject: try row.string("subject"), payload: try row.string("payload"),
            previousHash: try row.bytes("previous_hash"), hash: try row.bytes("hash"))
    }
}
