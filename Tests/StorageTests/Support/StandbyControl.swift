import Dispatching
import Interpreting
import Postgres
import PostgresTestSupport
import Testing

@testable import Storage

/// A database server whose only synchronous standby does not exist, and a hand on it that waits for nobody.
struct StandbyControl: Sendable {
    private let hand: Connection

    fileprivate init(_ hand: Connection) { self.hand = hand }

    /// Waits until a commit of the journal waits for the standby, then runs a statement for its session (`pid`).
    func whileWaiting(_ statement: String) async throws {
        let waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name = 'tolkbrug-journal'"
        while try await hand.query("\(statement) \(waiting)").isEmpty { try Task.checkCancellation() }
    }

    /// The standby that does not come is asked for.
    func ask() async throws {
        try await hand.set("nobody")
        // The checkpointer tells everybody that commits have to wait, between two of its checkpoints.
        for _ in 0..<2 { try await hand.execute("CHECKPOINT") }
    }

    /// No standby is asked for any more; whoever waits goes on.
    func lift() async throws { try await hand.set("") }
}

extension Connection {
    fileprivate func set(_ standbys: String) throws {
        try execute("ALTER SYSTEM SET synchronous_standby_names = '\(standbys)'")
        try execute("SELECT pg_reload_conf()")
        while try query("SHOW synchronous_standby_names").only().string(0) != standbys {}
    }
}

/// Runs `body` with a journal whose commits wait for a standby that does not come, in a cluster of its own; its lease has epoch 1.
func withWaitingJournal(
    _ body: (_ store: Store, _ journal: PostgresJournal, _ control: StandbyControl) async throws -> Void
) async throws {
    let cluster = try Cluster.temporary()
    do {
        try await cluster.createDatabase("waiting")
        let store = Store(url: cluster.url(database: "waiting"), logger: quiet)
        try await store.migrate()
        try await store.register(agencies: [(AgencyCode("agii"), "AgII")])
        let lease = Lease.patient(store.url)
        #expect(try await lease.acquire(holder: "first") == 1)
        await lease.close()
        let hand = try await Connection.open(store.url, applicationName: "tests", settings: [("synchronous_commit", "local")])
        try await hand.set("nobody")
        let journal = PostgresJournal(url: store.url, logger: quiet)
        try await body(store, journal, StandbyControl(hand))
        await journal.close()
        await hand.close()
    } catch {
        try? cluster.remove()
        throw error
    }
    try cluster.remove()
}

extension PostgresJournal {
    func append(_ batch: Batch) async -> Result<Void, JournalFailure> {
        await withCheckedContinuation { continuation in append(batch) { continuation.resume(returning: $0) } }
    }
}
