import Dispatching
import Interpreting
import Postgres

/// The answers kept for idempotency keys.
enum IdempotencyTable {
    static let select = "SELECT \(names) FROM idempotency ORDER BY at, principal_id, key"
    /// Those kept at the moment `$1` or later, and those for the keys `$3` of the principals `$2`.
    private static let selectSince = """
        SELECT \(names) FROM idempotency WHERE at >= $1
        UNION ALL SELECT \(names) FROM unnest($2::text[]::bigint[], $3::text[]) AS wanted (principal, name)
        JOIN idempotency ON principal_id = principal AND key = name AND at < $1
        ORDER BY at, principal_id, key
        """

    /// Reads what a server that knows so much may have missed.
    static func read(after known: KnownJournal) -> Statement {
        Statement(selectSince, [
            .timestamp(milliseconds: max(0, known.at.milliseconds)), .textArray(known.keys.map { String($0.principal.number) }),
            .textArray(known.keys.map(\.text)),
        ])
    }

    private static let names = "principal_id, key, fingerprint, reply, at"

    static func read(_ row: Postgres.Row) throws -> LedgerEntry {
        LedgerEntry(
            principal: try row.id("principal_id"), key: try row.string("key"), fingerprint: try row.string("fingerprint"),
            reply: try CanonicalJSON.value(Reply.self, from: row.string("reply")), at: try row.moment("at"))
    }

    /// Forgets what the engine has forgotten by then, so that a key may come again after its time, and adds `entries`.
    static func write(_ entries: [LedgerEntry]) throws -> [Statement] {
        guard let newest = entries.map(\.at).max() else { return [] }
        let replies = try entries.map { try CanonicalJSON.text($0.reply) }
        return [
            Statement(prune, [.timestamp(milliseconds: (newest - LedgerEntry.retention).milliseconds)]),
            Statement(insert, TableMapping.parameters(Schema.idempotency.columns, entries) + TableMapping.parameters(links, replies)),
        ]
    }

    /// What the row has besides the entry's columns.
    private static let links = [Column<String>(Schema.reply) { .text($0) }]

    private static let prune = "DELETE FROM idempotency WHERE at <= $1"
    private static let insert = """
        INSERT INTO idempotency (\(names)) SELECT \(names) FROM \((CarriedRows(Schema.idempotency.columns) + CarriedRows(links)).source)
        """
}
