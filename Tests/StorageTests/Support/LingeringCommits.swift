import Postgres

@testable import Storage

/// Holds up every COMMIT of a row of the journal, at the server, until it is let go.
struct LingeringCommits: Sendable {
    fileprivate let hand: Connection

    /// - Returns: the server's process that does it.
    @discardableResult
    func untilOneLingers() async throws -> Int32 {
        while true {
            try Task.checkCancellation()
            let found = try await hand.query("SELECT pid FROM pg_locks WHERE objid = 42 AND NOT granted AND database = \(Self.here)")
            if let row = found.first { return Int32(try row.int64("pid")) }
        }
    }

    /// Lets go, and waits until nobody lingers any more.
    func letGo() async throws {
        try await hand.execute("SELECT pg_advisory_unlock(42)")
        let question = "SELECT FROM pg_locks WHERE objid = 42 AND database = \(Self.here)"
        while try await !hand.query(question).isEmpty { try Task.checkCancellation() }
    }

    private static let here = "(SELECT oid FROM pg_database WHERE datname = current_database())"
}

/// Runs `body` while every COMMIT of a row of the journal in `store` lingers.
func withLingeringCommits(_ store: Store, _ body: (LingeringCommits) async throws -> Void) async throws {
    try await withConnection(store) { connection in
        try await connection.execute("""
            CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_advisory_xact_lock(42); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER linger AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION linger();
            SELECT pg_advisory_lock(42)
            """)
        try await body(LingeringCommits(hand: connection))
    }
}
