import Interpreting
import Postgres
import PostgresTestSupport
import Testing

@testable import Storage

/// What an answer promises does not follow the configuration when that is lowered under a running server.
@Suite(.timeLimit(.minutes(2))) struct DurabilitySettingTests {
    /// Lowers what commits wait for, for the whole server, with another setting beside it by which a session can tell that it has heard.
    private func lower(_ hand: Connection) async throws {
        try await hand.execute("ALTER SYSTEM SET synchronous_commit = 'local'")
        try await hand.execute("ALTER SYSTEM SET deadlock_timeout = '1234ms'")
        try await hand.execute("SELECT pg_reload_conf()")
    }

    /// What commits of a session wait for, once the reload has arrived there.
    private func level(_ ask: (String) async throws -> Rows) async throws -> String {
        while try await ask("SHOW deadlock_timeout").only().string(0) != "1234ms" { try Task.checkCancellation() }
        return try await ask("SHOW synchronous_commit").only().string(0)
    }

    @Test func `a reload that lowers synchronous_commit changes nothing in the sessions of the journal and the lease`() async throws {
        let cluster = try Cluster.temporary()
        do {
            try await cluster.createDatabase("lowered")
            let url = cluster.url(database: "lowered")
            try await Store(url: url, logger: quiet).migrate()
            let writer = try await JournalWriter.open(url, known: nil)
            let lease = Lease.patient(url)
            _ = try await lease.observe()
            let plain = try await Connection.open(url, applicationName: "tests")
            try await lower(plain)
            #expect(try await level { try await plain.query($0) } == "local", "the reload has its effect where nothing is pinned")
            #expect(try await level { try await writer.connection.query($0) } == "on")
            #expect(try await level { try await lease.query($0, []) } == "on")
            await writer.close()
            await lease.close()
            await plain.close()
            // Whoever begins afterwards is not lowered either.
            let next = try await JournalWriter.open(url, known: nil)
            #expect(try await level { try await next.connection.query($0) } == "on")
            await next.close()
        } catch {
            try? cluster.remove()
            throw error
        }
        try cluster.remove()
    }
}
