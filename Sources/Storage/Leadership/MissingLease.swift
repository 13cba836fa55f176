import Postgres

/// The table of the lease is empty: nobody can decide, and waiting does not help.
public struct MissingLease: Error, Sendable, Hashable, CustomStringConvertible {
    /// Its epoch is above each that was ever given out: those of a timeline begin behind those of all before it (``Lease/nextEpoch``), and
    /// there are fewer of them than seconds since 1970.
    static let restoring = """
        INSERT INTO lease (epoch, renewed_at, ttl) VALUES ((\(Lease.firstEpoch)) + extract(epoch FROM clock_timestamp())::bigint, \
        clock_timestamp(), '6 seconds')
        """

    public var description: String {
        "the table lease has no row, so that no server can decide; was it deleted, or left out of a restore? Put it back with psql: "
            + MissingLease.restoring
    }
}

extension Store {
    /// - Throws: ``MissingLease``.
    public func checkLease() async throws {
        let count = try await withConnection { try await $0.query("SELECT count(*) FROM lease").only().int64(0) }
        if count == 0 { throw MissingLease() }
    }
}

extension Rows {
    /// The lease's row.
    func onlyLease() throws(PostgresError) -> Row {
        if isEmpty { throw PostgresError(kind: .unreadable, message: MissingLease().description) }
        return try only()
    }
}
