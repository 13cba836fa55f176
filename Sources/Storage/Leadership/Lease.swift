import Interpreting
import Postgres

/// The one row that says which process decides.
///
/// Only the database's clock counts. The holder renews; when it has not done so for the time to live, another process may
/// take the lease, which gives it a higher epoch, and every journal transaction of the old epoch fails from then on.
/// With the defaults a standby that asks every second takes over within 10 s of the leader's death.
///
/// Every question has an end well below the time to live, since a network that loses everything says nothing.
public actor Lease {
    /// How long a lease lives without being renewed.
    public static let defaultTTL = Span.seconds(6)
    /// How often to renew: several renewals may be lost before the lease is.
    public static let renewalInterval = Span.seconds(1)
    /// For each host of the URL, and for each question.
    static let deadlines = Deadlines(connect: .seconds(1), call: .milliseconds(1_500))

    private let url: String
    private let deadlines: Deadlines
    private let moved: @Sendable (DatabaseServer) -> Void
    private var connection: Connection?
    /// Where the last connection led.
    private var server: DatabaseServer?
    private var future = FutureRenewal()

    /// - Parameters:
    ///   - url: `postgresql://…` of the server that takes writes. The connection is the lease's own, so that renewing never waits
    ///     behind a batch.
    ///   - moved: called when a new connection leads to another server than the last: all others of the process lead astray.
    public init(url: String, moved: @escaping @Sendable (DatabaseServer) -> Void = { _ in }) {
        self.init(url: url, deadlines: Lease.deadlines, moved: moved)
    }

    init(url: String, deadlines: Deadlines, moved: @escaping @Sendable (DatabaseServer) -> Void = { _ in }) {
        self.url = url
        self.deadlines = deadlines
        self.moved = moved
    }

    /// Takes the lease if it is free or has run out; also when it was renewed in the future and ``observe()`` has seen for longer than
    /// its time to live that nobody renews it. Committed like a batch, on the standbys too: a lease that a failover could take back
    /// would make two leaders of one epoch.
    /// - Parameters:
    ///   - holder: `host:port`, told to clients that ask a standby.
    ///   - ttl: from now on, for everybody.
    /// - Returns: the new epoch; nil when somebody else holds the lease.
    /// - Throws: with ``PostgresError/isLockTimeout`` when a transaction holds up the change of the epoch, see ``Blockers``.
    public func acquire(holder: String, ttl: Span = defaultTTL) async throws(PostgresError) -> Int64? {
        let rows = try await query("""
            UPDATE lease SET holder = $1, epoch = \(Lease.nextEpoch), renewed_at = clock_timestamp(), ttl = $2 * interval '1 millisecond'
            WHERE holder IS NULL OR renewed_at + ttl <= clock_timestamp() OR renewed_at::text = $3
            RETURNING epoch
            """, [.text(holder), .int(ttl.milliseconds), .text(future.abandoned() ?? "")])
        return try rows.first?.int64("epoch")
    }

    /// Keeps the lease for another time to live. A connection that does not answer, or whose server takes no writes any more, is
    /// replaced by a fresh one at once, to whichever host of the URL takes writes.
    ///
    /// Committed on this server alone: a standby that is away must not cost a healthy leader its lease.
    /// - Returns: false when it is no longer ours: stop deciding.
    public func renew(epoch: Int64) async throws(PostgresError) -> Bool {
        let isReused = connection != nil
        do throws(PostgresError) {
            return try await renewOnce(epoch)
        } catch where isReused && (error.isConnectionLost || error.isReadOnly) {
            await close()
            return try await renewOnce(epoch)
        }
    }

    private func renewOnce(_ epoch: Int64) async throws(PostgresError) -> Bool {
        let answers = try await opened().transaction([
            Statement("SET LOCAL synchronous_commit = local"),
            Statement("UPDATE lease SET renewed_at = clock_timestamp() WHERE epoch = $1 AND holder IS NOT NULL", [.int(epoch)]),
        ])
        return answers[1].affectedRows == 1
    }

    /// Gives the lease back, so that a standby need not wait for its end. Nothing happens when it is no longer ours.
    public func release(epoch: Int64) async throws(PostgresError) {
        _ = try await query("UPDATE lease SET holder = NULL WHERE epoch = $1", [.int(epoch)])
    }

    public func observe() async throws(PostgresError) -> LeaseStatus {
        let row = try await query("""
            SELECT holder, epoch, floor(extract(epoch FROM clock_timestamp() - renewed_at) * 1000)::bigint AS age,
                renewed_at + ttl <= clock_timestamp() AS is_over,
                CASE WHEN renewed_at > clock_timestamp() THEN renewed_at::text END AS future,
                floor(extract(epoch FROM ttl) * 1000)::bigint AS ttl
            FROM lease
            """, []).onlyLease()
        future.note(try row.optionalString("future"), timeToLive: Span(milliseconds: try row.int64("ttl")))
        let holder = try row.optionalString("holder")
        return LeaseStatus(
            leader: try row.bool("is_over") ? nil : holder, epoch: try row.int64("epoch"),
            age: Span(milliseconds: try row.int64("age")))
    }

    public func close() async {
        let open = connection
        connection = nil
        await open?.close()
    }

    func query(_ sql: String, _ parameters: [Parameter]) async throws(PostgresError) -> Rows {
        try await opened().query(sql, parameters)
    }

    private func opened() async throws(PostgresError) -> Connection {
        if let connection, await connection.isOpen { return connection }
        let fresh = try await Connection.open(
            url, applicationName: "tolkbrug-lease", deadlines: deadlines,
            // Less than a question's deadline, so that who waits for a lock is told so.
            settings: [(name: "lock_timeout", value: "1s")])
        let answers = try await fresh.pipeline([JournalStatements.durability, DatabaseServer.question])
        let found = try DatabaseServer(answers[1])
        connection = fresh
        if let server, server != found { moved(found) }
        server = found
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
