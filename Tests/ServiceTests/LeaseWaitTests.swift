import Dispatching
import Interpreting
import Logging
import Postgres
import Storage
import Testing

@testable import Service

/// What is told while the lease of a leader that is gone runs out.
@Suite struct LeaseWaitTests {
    private static let holder = "127.0.0.1:7639"

    /// What a server on `holder` sees first of a lease of an hour that was renewed so long ago, and what it logs of it.
    private func firstSight(of leader: String, renewed: String, _ url: String) async throws -> (Standing?, [String]) {
        let connection = try await Connection.open(url, applicationName: "tests")
        try await connection.execute("""
            UPDATE lease SET holder = '\(leader)', epoch = 7, ttl = '1 hour', renewed_at = clock_timestamp() - interval '\(renewed)'
            """)
        await connection.close()
        let lines = LogLines()
        let lease = Lease(url: url)
        let watch = ClockWatch(lease: lease, clock: SteadyClock(SystemClock()), metrics: Metrics(), log: lines.logger)
        let keeper = LeaseKeeper(
            lease: lease, term: LeaseWatch(), blockers: Blockers(url: url, log: lines.logger), holder: Self.holder, log: lines.logger,
            watch: watch)
        let (sights, sight) = AsyncStream.makeStream(of: Standing.self)
        let winning = Task { try await keeper.win { sight.yield($0) } }
        let seen = await sights.first { _ in true }
        // Between the first sight and the pause, which ends now, it says what there is to say.
        winning.cancel()
        _ = await winning.result
        await lease.close()
        return (seen, lines.all)
    }

    private func seconds(_ standing: Standing?) -> Int? {
        guard case .standby(_, let seconds) = standing?.part else { return nil }
        return seconds
    }

    @Test func `a leader that died is waited for with the seconds, in the log and for clients`() async throws {
        try await TestServer.withDatabase { url in
            let (standing, log) = try await firstSight(of: "tolk2.example:7639", renewed: "10 minutes", url)
            let left = try #require(seconds(standing))
            #expect((3_000...3_600).contains(left))
            #expect(standing?.part == .standby(leader: "tolk2.example:7639", decidesIn: left))
            let told = log.filter { $0.contains("does not renew it; waiting until it has run out") }
            #expect(told.count == 1, "\(log)")
            #expect(told.first?.contains("decides_in_seconds=\(left) epoch=7 leader=tolk2.example:7639 not_renewed_seconds=6") == true)
        }
    }

    @Test func `whoever decided at the same address is not named as the leader`() async throws {
        try await TestServer.withDatabase { url in
            let (standing, _) = try await firstSight(of: Self.holder, renewed: "10 minutes", url)
            #expect(standing?.part == .standby(leader: nil, decidesIn: seconds(standing)))
            #expect(seconds(standing) != nil)
        }
    }

    @Test func `of a leader that renews its lease nothing of the kind is said`() async throws {
        try await TestServer.withDatabase { url in
            // As if it had just renewed, and its clock were ahead.
            let (standing, log) = try await firstSight(of: "tolk2.example:7639", renewed: "-10 minutes", url)
            #expect(standing?.part == .standby(leader: "tolk2.example:7639"))
            #expect(!log.contains { $0.contains("does not renew it") }, "\(log)")
        }
    }
}
