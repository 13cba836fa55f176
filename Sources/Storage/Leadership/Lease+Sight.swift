import Dispatching
import Interpreting
import Postgres

/// The lease as a standby sees it; two are the same as long as nobody renews, takes or gives back.
public struct LeaseSight: Sendable, Equatable {
    public var epoch: Int64
    public var timeToLive: Span
    /// Nobody holds it, and the database has not been promoted or restored since it was given back.
    public var isGivenBack: Bool
    let renewedAt: String
    /// Counts the promotions and point-in-time restores of the database.
    let timeline: Int64

    /// For tests of whoever watches.
    public init(epoch: Int64, timeToLive: Span, isGivenBack: Bool, renewedAt: String, timeline: Int64) {
        self.epoch = epoch
        self.timeToLive = timeToLive
        self.isGivenBack = isGivenBack
        self.renewedAt = renewedAt
        self.timeline = timeline
    }
}

extension Lease {
    public func sight() async throws(PostgresError) -> LeaseSight {
        let row = try await query("""
            SELECT epoch, holder IS NULL AS is_free, renewed_at::text AS renewed_at, \(Lease.timeline) AS timeline,
                floor(extract(epoch FROM ttl) * 1000)::bigint AS ttl
            FROM lease
            """, []).onlyLease()
        let (epoch, timeline) = (try row.int64("epoch"), try row.int64("timeline"))
        return LeaseSight(
            epoch: epoch, timeToLive: Span(milliseconds: try row.int64("ttl")),
            isGivenBack: try row.bool("is_free") && (epoch == 0 || Epoch.timeline(of: epoch) == timeline),
            renewedAt: try row.string("renewed_at"), timeline: timeline)
    }

    /// The timeline of the server that takes writes; a hot standby has none yet.
    static let timeline = """
        (CASE WHEN pg_is_in_recovery() THEN 0
            ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint END)
        """

    /// The epoch that follows on this timeline: the numbers of each begin behind those of all before it.
    static let nextEpoch = "greatest(epoch + 1, \(firstEpoch))"
    /// The lowest of this timeline.
    static let firstEpoch = "((\(timeline) - 1) << \(Epoch.timelineShift)) + 1"
}
