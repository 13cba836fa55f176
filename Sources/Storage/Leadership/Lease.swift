import Interpreting
import Postgres

/// The one row that says which process decides.
///
/// Only the database's clock counts. The holder renews; when it has not done so for the time to live, another process may
/// take the lease, which gives it a higher epoch, and every journal transaction of the old epoch fails from then on.
/// With the defaults a standby that asks every second takes over within 10 s of the leader's death.
public actor Lease {
    /// How long a lease lives without being renewed.
    public static let defaultTTL = Span.seconds(6)
    /// How often to renew: two renewals may be lost before the lease is.
    public static let renewalInterval = Span.seconds(2)

    private let url: String
    private var connection: Connection?

    /// - Parameter url: `postgresql://…` of the server that takes writes. The connection is the lease's own, so that
    ///   renewing never waits behind a batch.
    public init(url: String) {
        self.url = url
    }

    /// Takes the lease if it is free or has run out.
    /// - Parameters:
    ///   - holder: `host:pid:port`, told to clients that ask a standby.
    ///   - ttl: from now on, for everybody.
    /// - Returns: the new epoch; nil when somebody else holds the lease.
    public func acquire(holder: String, ttl: Span = defaultTTL) async throws(PostgresError) -> Int64? {
        let rows = try await query("""
            UPDATE lease SET holder = $1, epoch = \(Lease.nextEpoch), renewed_at = clock_timestamp(), ttl = $2 * interval '1 millisecond'
            WHERE holder IS NULL OR renewed_at + ttl <= clock_timestamp()
            RETURNING epoch
            """, [.text(holder), .int(ttl.milliseconds)])
        return try rows.first?.int64("epoch")
    }

    /// Keeps the lease for another time to live.
    /// - Returns: false when it is no longer ours: stop deciding.
    public func renew(epoch: Int64) async throws(PostgresError) -> Bool {
        let rows = try await query(
            "UPDATE lease SET renewed_at = clock_timestamp() WHERE epoch = $1 AND holder IS NOT NULL", [.int(epoch)])
        return rows.affectedRows == 1
    }

    /// Gives the lease back, so that a standby need not wait for its end. Nothing happens when it is no longer ours.
    public func release(epoch: Int64) async throws(PostgresError) {
        _ = try await query("UPDATE lease SET holder = NULL WHERE epoch = $1", [.int(epoch)])
    }

    public func observe() async throws(PostgresError) -> LeaseStatus {
        let row = try await query("""
            SELECT holder, epoch, floor(extract(epoch FROM clock_timestamp() - renewed_at) * 1000)::bigint AS age,
                renewed_at + ttl <= clock_timestamp() AS is_over
            FROM lease
            """, []).only()
        let holder = try row.optionalString("holder")
        return LeaseStatus(
            leader: try row.bool("is_over") ? nil : holder, epoch: try row.int64("epoch"),
            age: Span(milliseconds: try row.int64("age")))
    }

    public func close() async {
        await connection?.close()
        connection = nil
    }

    func query(_ sql: String, _ parameters: [Parameter]) async throws(PostgresError) -> Rows {
        try await opened().query(sql, parameters)
    }

    private func opened() async throws(PostgresError) -> Connection {
        if let connection, await connection.isOpen { return connection }
        let fresh = try await Connection.open(url, applicationName: "tolkbrug-lease")
        connection = fresh
        return fresh
    }
}

/// Who decides, as the database sees it.
public struct LeaseStatus: Sendable, Equatable {
    /// Nil when nobody holds the lease, or its holder let it run out.
    public var leader: String?
    public var epoch: Int64
    /// Since the last renewal.
    public var age: Span
}
