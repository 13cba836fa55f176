import Interpreting
import Postgres

/// What the database shows at one moment of its own.
public struct DatabaseMoment: Sendable, Hashable {
    /// Its clock.
    public var now: Timestamp
    /// `seq` of the journal's last event; 0 when there is none.
    public var head: Int64
    /// When that event happened; nil when there is none.
    public var lastEventAt: Timestamp?
}

extension Lease {
    /// Asks for the database's clock and for the journal's end, on the connection of the lease: who keeps the lease keeps it on this
    /// clock.
    public func moment() async throws(PostgresError) -> DatabaseMoment {
        let row = try await query("""
            SELECT clock_timestamp() AS now, coalesce(seq, 0) AS head, at
            FROM (SELECT) AS one LEFT JOIN (SELECT seq, at FROM journal ORDER BY seq DESC LIMIT 1) AS last ON true
            """, []).only()
        return DatabaseMoment(now: try row.moment("now"), head: try row.int64("head"), lastEventAt: try row.optionalMoment("at"))
    }
}
