import Dispatching
import Interpreting
import Postgres
import Testing

@testable import Storage

@Suite(.serialized, .timeLimit(.minutes(2))) struct LeaseTests {
    /// A time to live that no pause of a busy machine uses up.
    private let hour = Span.seconds(3_600)

    @Test func oneHolderAtATime() async throws {
        try await withStore { store in
            let (first, second) = (Lease.patient(store.url), Lease.patient(store.url))
            #expect(try await first.observe().leader == nil)
            #expect(try await first.acquire(holder: "a:1:7639", ttl: hour) == 1)
            #expect(try await second.acquire(holder: "b:2:7639") == nil)
            #expect(try await first.acquire(holder: "a:1:7639") == nil)
            let status = try await second.observe()
            #expect(status.leader == "a:1:7639")
            #expect(status.epoch == 1)
            #expect(status.age < hour)
            await first.close()
            await second.close()
        }
    }

    @Test func whatRanOutCanBeTaken() async throws {
        try await withStore { store in
            let lease = Lease.patient(store.url)
            #expect(try await lease.acquire(holder: "a", ttl: hour) == 1)
            try await age(store, "1 minute")
            #expect(try await lease.acquire(holder: "b") == nil)
            #expect(try await lease.observe().leader == "a")
            try await age(store, "1 hour")
            #expect(try await lease.observe().leader == nil)
            #expect(try await lease.acquire(holder: "b") == 2)
            #expect(try await lease.renew(epoch: 1) == false)
            #expect(try await lease.renew(epoch: 2))
            await lease.close()
        }
    }

    @Test func `a lease renewed by a clock 500 days ahead can be taken when nobody renews it`() async throws {
        try await withStore { store in
            let lease = Lease.patient(store.url)
            #expect(try await lease.acquire(holder: "a", ttl: Span(milliseconds: 50)) == 1)
            try await age(store, "-500 days")
            #expect(try await lease.acquire(holder: "b") == nil, "nobody knows yet whether its holder lives")
            #expect(try await lease.observe().leader == "a")
            var epoch: Int64?
            for _ in 0..<3_000 where epoch == nil {
                _ = try await lease.observe()
                epoch = try await lease.acquire(holder: "b")
            }
            #expect(epoch == 2)
            #expect(try await lease.observe().age < .seconds(60))
            await lease.close()
        }
    }

    @Test func `a renewal of the future counts as abandoned when it has not changed for its time to live`() {
        let start = ContinuousClock.now
        var future = FutureRenewal()
        future.note("a", timeToLive: .seconds(6), at: start)
        #expect(future.abandoned(at: start + .seconds(6)) == nil)
        #expect(future.abandoned(at: start + .milliseconds(6_001)) == "a")
        future.note("b", timeToLive: .seconds(6), at: start + .seconds(5))
        #expect(future.abandoned(at: start + .seconds(11)) == nil)
        future.note(nil, timeToLive: .seconds(6), at: start + .seconds(12))
        #expect(future.abandoned(at: start + .seconds(90)) == nil)
    }

    @Test func renewingKeepsTheLease() async throws {
        try await withStore { store in
            let lease = Lease.patient(store.url)
            #expect(try await lease.acquire(holder: "a", ttl: hour) == 1)
            try await age(store, "50 minutes")
            #expect(try await lease.renew(epoch: 1))
            #expect(try await lease.observe().age < .seconds(3_000))
            try await lease.release(epoch: 7)
            #expect(try await lease.observe().leader == "a")
            try await lease.release(epoch: 1)
            #expect(try await lease.observe().leader == nil)
            #expect(try await lease.renew(epoch: 1) == false)
            #expect(try await lease.acquire(holder: "b") == 2)
            await lease.close()
        }
    }

    @Test func ofManyThatAskAtOnceOneGetsIt() async throws {
        try await withStore { store in
            let epochs = try await withThrowingTaskGroup(of: Int64?.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let lease = Lease.patient(store.url)
                        let epoch = try await lease.acquire(holder: "process \(number)", ttl: hour)
                        await lease.close()
                        return epoch
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(epochs.compactMap(\.self) == [1])
        }
    }

    /// The new leader loads the tables right after it got its epoch; a journal transaction of the old one that was let in
    /// before must be in them.
    @Test func takingTheLeaseWaitsForTheTransactionUnderWay() async throws {
        try await withStore { store in
            let (lease, monitor) = (Lease.patient(store.url), Lease.patient(store.url))
            #expect(try await lease.acquire(holder: "a") == 1)
            let writer = try await Connection.open(store.url, applicationName: "tests")
            try await writer.execute("BEGIN; SELECT enter_journal(1)")
            // Renewing goes on meanwhile.
            #expect(try await lease.renew(epoch: 1))
            try await lease.release(epoch: 1)
            async let taken = acquired(lease, by: "b")
            try await withConnection(store) { connection in
                let waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
                while try await connection.query(waiting).isEmpty { try Task.checkCancellation() }
            }
            #expect(try await monitor.observe().epoch == 1)
            try await writer.execute("COMMIT")
            #expect(try await taken == 2)
            let late = await #expect(throws: PostgresError.self) { try await writer.execute("SELECT enter_journal(1)") }
            #expect(late?.sqlState == JournalFailure.fencedState)
            await writer.close()
            await lease.close()
            await monitor.close()
        }
    }

    @Test func `a lease whose row is gone is told with the statement that puts it back`() async throws {
        try await withStore { store in
            let lease = Lease.patient(store.url)
            try await withConnection(store) { try await $0.execute("DELETE FROM lease") }
            for ask in [{ _ = try await lease.observe() }, { _ = try await lease.sight() }] as [() async throws -> Void] {
                let error = await #expect(throws: PostgresError.self) { try await ask() }
                #expect(error?.message == MissingLease().description, "\(String(describing: error))")
            }
            try await withConnection(store) { try await $0.execute(MissingLease.restoring) }
            #expect(try await lease.observe().leader == nil)
            #expect(try await lease.acquire(holder: "a") ?? 0 > 1_700_000_000)
            await lease.close()
        }
    }

    /// As a standby does it: whoever waits too long for a lock asks again.
    private func acquired(_ lease: Lease, by holder: String) async throws -> Int64? {
        while true {
            do throws(PostgresError) {
                return try await lease.acquire(holder: holder)
            } catch {
                guard error.isLockTimeout else { throw error }
            }
        }
    }

    /// As if the last renewal had been so long ago.
    private func age(_ store: Store, _ interval: String) async throws {
        try await withConnection(store) {
            try await $0.execute("UPDATE lease SET renewed_at = clock_timestamp() - interval '\(interval)'")
        }
    }
}
