import Dispatching
import Postgres

/// The rows of the journal.
enum JournalTable {
    /// What the row has besides the event's columns.
    private static let links: [Column<JournalRow>] = [
        Column(Schema.payload) { .text($0.payload) },
        Column(Schema.previousHash) { .octets($0.previousHash) },
        Column(Schema.hash) { .octets($0.hash) },
    ]
    private static let carried = CarriedRows(Schema.journal.columns) + CarriedRows(links)
    private static let names = carried.names

    /// - Parameter rows: those that the events become.
    static func append(_ events: [Event], _ rows: [JournalRow]) -> Statement {
        Statement(insert, TableMapping.parameters(Schema.journal.columns, events) + TableMapping.parameters(links, rows))
    }

    private static let insert = "INSERT INTO journal (\(names)) SELECT \(names) FROM \(carried.source)"

    /// A page of rows: `$1` the `seq` before the first, `$2` how many at most.
    static let page = "SELECT \(names) FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2"

    static func read(_ row: Postgres.Row) throws(PostgresError) -> JournalRow {
        JournalRow(
            seq: try row.int64("seq"), at: try row.moment("at"), kind: try row.string("kind"),
            actor: try row.optionalID("actor"),
            scope: .init(
                organisation: try row.optionalID("organisation_id"), interpreter: try row.optionalID("interpreter_id"),
                agencies: try [row.optionalAgency("agency")].compactMap { $0 } + row.optionalAgencies("other_agencies")),
            subject: try row.string("subject"), payload: try row.string("payload"),
            previousHash: try row.bytes("previous_hash"), hash: try row.bytes("hash"))
    }
}
