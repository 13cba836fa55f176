import Dispatching
import Interpreting
import Postgres
import PostgresTestSupport
import Synchronization
import Testing

@testable import Storage

/// The lease while a network loses everything, a standby is away, or somebody holds locks and says nothing.
@Suite(.serialized, .timeLimit(.minutes(2))) struct SilentDatabaseTests {
    @Test func aStandbyThatIsAwayCostsAHealthyLeaderNothingButLetsNobodyBecomeOne() async throws {
        try await withCluster { url, cluster in
            let lease = Lease(url: url)
            #expect(try await lease.acquire(holder: "a") == 1)
            let operatorConnection = try await Connection.open(url, applicationName: "tests", settings: [("synchronous_commit", "local")])
            try await operatorConnection.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
            try await operatorConnection.execute("SELECT pg_reload_conf()")
            while try await operatorConnection.query("SHOW synchronous_standby_names").only().string(0) != "nobody" {}
            for _ in 0..<3 { #expect(try await lease.renew(epoch: 1)) }
            try await operatorConnection.execute("UPDATE lease SET renewed_at = clock_timestamp() - interval '7 seconds'")
            let second = Lease(url: url)
            let error = await #expect(throws: PostgresError.self) { _ = try await second.acquire(holder: "b") }
            #expect(error?.isConnectionLost == true, "\(String(describing: error))")
            await operatorConnection.close()
            await lease.close()
            await second.close()
        }
    }

    @Test func aRenewalThatNobodyAnswersIsRepeatedOnAnotherConnectionAtOnce() async throws {
        try await withStore { store in
            let (first, second) = (try Relay(to: store.url), try Relay(to: store.url))
            let moves = Moves()
            let lease = Lease(url: Relay.url(for: store.url, through: [first, second])) { moves.add($0) }
            #expect(try await lease.acquire(holder: "a") == 1)
            first.freeze()
            #expect(try await lease.renew(epoch: 1))
            #expect(try await lease.renew(epoch: 1))
            #expect(moves.count == 0, "it is the same server")
            await lease.close()
            first.close()
            second.close()
        }
    }

    @Test func whenTheNextConnectionLeadsToAnotherServerTheOthersAreToldSo() async throws {
        try await withStore { store in
            try await withCluster { url, _ in
                let (first, second) = (try Relay(to: store.url), try Relay(to: url))
                let moves = Moves()
                let lease = Lease(url: Relay.url(for: store.url, through: [first, second])) { moves.add($0) }
                #expect(try await lease.acquire(holder: "a") == 1)
                // As a replica would have it, promoted and under the same name.
                let other = try await Connection.open(url, applicationName: "tests")
                let name = try #require(store.url.split(separator: "/").last?.split(separator: "?").first)
                try await other.execute("UPDATE lease SET epoch = 1, holder = 'a', renewed_at = clock_timestamp()")
                await other.close()
                try await rename("tolkbrug", to: String(name), url)
                first.freeze()
                #expect(try await lease.renew(epoch: 1))
                #expect(moves.count == 1)
                await lease.close()
                first.close()
                second.close()
            }
        }
    }

    /// Left between BEGIN and COMMIT by a process that was stopped, or behind a network that lost the rest.
    @Test func aTransactionThatWasLeftHalfSentDoesNotKeepTheLease() async throws {
        try await withStore { store in
            let relay = try Relay(to: store.url)
            let (lease, next) = (Lease(url: store.url), Lease(url: store.url))
            #expect(try await lease.acquire(holder: "a") == 1)
            let writer = try await Connection.open(relay.url(for: store.url), applicationName: "half-sent")
            relay.freeze(afterOctetsToServer: 2_000)
            let lost = Task {
                try await writer.transaction([
                    Statement("SELECT enter_journal($1)", [1]),
                    Statement("SELECT length($1)", [.text(String(repeating: "x", count: 100_000))]),
                ], deadline: .seconds(60))
            }
            try await withConnection(store) { connection in
                let holding = """
                    SELECT FROM pg_stat_activity WHERE application_name = 'half-sent' AND state = 'active' AND wait_event = 'ClientRead'
                    """
                while try await connection.query(holding).isEmpty { try Task.checkCancellation() }
                try await connection.execute("UPDATE lease SET renewed_at = clock_timestamp() - interval '7 seconds'")
            }
            let error = await #expect(throws: PostgresError.self) { _ = try await next.acquire(holder: "b") }
            #expect(error?.isLockTimeout == true, "\(String(describing: error))")
            #expect(await Blockers(url: store.url, log: quiet).terminate() == 1)
            #expect(try await next.acquire(holder: "b") == 2)
            let loss = await #expect(throws: PostgresError.self) { _ = try await lost.value }
            #expect(loss?.isConnectionLost == true)
            await lease.close()
            await next.close()
            relay.close()
        }
    }

    @Test func onlyWhoIsSilentAndHoldsLocksIsEnded() async throws {
        try await withStore { store in
            let holder = try await Connection.open(store.url, applicationName: "tests")
            let reader = try await Connection.open(store.url, applicationName: "tests")
            let waiter = try await Connection.open(store.url, applicationName: "tests")
            try await holder.execute("BEGIN; UPDATE lease SET epoch = epoch + 1")
            try await reader.execute("BEGIN; SELECT * FROM lease")
            let process = await waiter.processID
            async let waiting: Void = waiter.execute("UPDATE lease SET epoch = epoch + 1")
            try await withConnection(store) { connection in
                let isWaiting = "SELECT FROM pg_stat_activity WHERE pid = \(process) AND wait_event_type = 'Lock'"
                while try await connection.query(isWaiting).isEmpty { try Task.checkCancellation() }
            }
            let blockers = Blockers(url: store.url, log: quiet)
            #expect(await blockers.terminate(patience: .seconds(3_600)) == 0, "nobody has been silent for an hour")
            #expect(await blockers.terminate(patience: .zero) == 1)
            try await waiting
            #expect(try await reader.query("SELECT epoch FROM lease").only().int64(0) == 1)
            #expect(try await waiter.query("SELECT epoch FROM lease").only().int64(0) == 1)
            for connection in [holder, reader, waiter] { await connection.close() }
        }
    }

    /// Runs `body` with a database on a cluster of its own.
    private func withCluster(_ body: (String, Cluster) async throws -> Void) async throws {
        let cluster = try Cluster.temporary()
        try await cluster.createDatabase("tolkbrug")
        let url = cluster.url(database: "tolkbrug")
        try await Store(url: url, logger: quiet).migrate()
        do {
            try await body(url, cluster)
        } catch {
            try cluster.remove()
            throw error
        }
        try cluster.remove()
    }

    private func rename(_ database: String, to name: String, _ url: String) async throws {
        let connection = try await Connection.open(url.replacing("/\(database)?", with: "/postgres?"), applicationName: "tests")
        try await connection.execute("ALTER DATABASE \(database) RENAME TO \(name)")
        await connection.close()
    }
}

/// Counts how often the lease found itself on another server.
private final class Moves: Sendable {
    private let servers = Mutex<[DatabaseServer]>([])

    var count: Int { servers.withLock { $0.count } }
    func add(_ server: DatabaseServer) { servers.withLock { $0.append(server) } }
}
