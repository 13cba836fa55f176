import Dispatching
import Postgres

/// The rows of the journal.
enum JournalTable {
    private struct Entry: Sendable {
        let event: Event
        let row: JournalRow
    }

    private static let columns: [Column<Entry>] = Schema.journal.columns.map { $0.of { $0.event } } + [
        Column(Schema.payload) { .text($0.row.payload) },
        Column(Schema.previousHash) { .octets($0.row.previousHash) },
        Column(Schema.hash) { .octets($0.row.hash) },
    ]
    private static let names = columns.map(\.name).joined(separator: ", ")

    /// - Parameter rows: those that the events become.
    static func append(_ events: [Event], _ rows: [JournalRow]) -> Statement {
        Statement(insert, TableMapping.parameters(columns, zip(events, rows).map { Entry(event: $0, row: $1) }))
    }

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
