import Postgres
import PostgresTestSupport
import Testing

/// Commits that the server confirms although it is alone with them.
struct DoubtfulCommitTests {
    private static let insert = Statement("INSERT INTO note VALUES ($1)", [1])
    /// Asked behind a commit: on what it waited.
    private static let promise = Statement(
        "SELECT current_setting('synchronous_standby_names') AS standbys, current_setting('synchronous_commit') AS level")

    /// Runs `body` with a connection to a server whose only standby does not exist, and one that waits for nobody.
    private func withoutStandby(_ body: (_ victim: Connection, _ witness: Connection) async throws -> Void) async throws {
        let cluster = try Cluster.temporary()
        let url = cluster.url(database: "postgres")
        let witness = try await Connection.open(url, applicationName: "tests", settings: [("synchronous_commit", "local")])
        try await witness.execute("CREATE TABLE note (id int)")
        try await witness.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        try await witness.execute("SELECT pg_reload_conf()")
        let victim = try await Connection.open(url, applicationName: "tests", settings: [("synchronous_commit", "on")])
        while try await victim.query("SHOW synchronous_standby_names").only().string(0) != "nobody" {}
        do {
            try await body(victim, witness)
        } catch {
            try cluster.remove()
            throw error
        }
        await victim.close()
        await witness.close()
        try cluster.remove()
    }

    @Test func aCommitWhoseWaitForAStandbyIsCancelledIsDoubtful() async throws {
        try await withoutStandby { victim, witness in
            let process = await victim.processID
            async let outcome = postgresError { _ = try await victim.transaction([Self.insert]) }
            try await witness.waitForStandby(process)
            try await witness.execute("SELECT pg_cancel_backend(\(process))")
            let error = try await outcome
            #expect(error.kind == .commitDoubtful)
            #expect(error.message.contains("synchronous replication"), "\(error)")
            #expect(try await victim.number("SELECT count(*) FROM note") == 1, "the connection stays usable")
        }
    }

    @Test func aCommitWithoutATransactionOfItsOwnIsDoubtfulToo() async throws {
        try await withoutStandby { victim, witness in
            let process = await victim.processID
            for asPipeline in [true, false] {
                async let outcome = postgresError {
                    if asPipeline {
                        _ = try await victim.pipeline([Self.insert, Self.insert])
                    } else {
                        _ = try await victim.query("INSERT INTO note VALUES (1)")
                    }
                }
                try await witness.waitForStandby(process)
                try await witness.execute("SELECT pg_cancel_backend(\(process))")
                #expect(try await outcome.kind == .commitDoubtful)
            }
        }
    }

    @Test func aCommitWhoseWaitIsTerminatedIsOfUnknownFateAndTellsTheWarning() async throws {
        try await withoutStandby { victim, witness in
            let process = await victim.processID
            async let outcome = postgresError { _ = try await victim.transaction([Self.insert]) }
            try await witness.waitForStandby(process)
            try await witness.terminate(process)
            let error = try await outcome
            #expect(error.kind == .connectionLost(commitSent: true))
            #expect(error.message.contains("synchronous replication"), "\(error)")
        }
    }

    @Test func aCommitThatWasReleasedInSilenceTellsOnWhatItWaited() async throws {
        try await withoutStandby { victim, witness in
            let process = await victim.processID
            async let outcome = victim.transaction([Self.insert], afterCommit: [Self.promise])
            try await witness.waitForStandby(process)
            try await witness.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
            try await witness.execute("SELECT pg_reload_conf()")
            let committed = try await outcome
            #expect(committed.answers.count == 1)
            let promise = try #require(try committed.afterCommit.get().first).only()
            #expect(try promise.string("standbys") == "")
            #expect(try promise.string("level") == "on")
        }
    }

    @Test func aFailureBehindACommitIsNoFailedCommit() async throws {
        try await withTwoConnections { victim, witness in
            try await witness.execute("CREATE TABLE note (id int)")
            let committed = try await victim.transaction([Self.insert], afterCommit: [Statement("SELECT 1 / 0"), Self.promise])
            #expect(committed.answers.map(\.affectedRows) == [1])
            guard case .failure(let error) = committed.afterCommit else { throw NoError() }
            #expect(error.sqlState == "22012")
            #expect(try await victim.number("SELECT count(*) FROM note") == 1, "the connection stays usable")
            let refused = try await postgresError {
                _ = try await victim.transaction([Statement("SELECT 1 / 0")], afterCommit: [Self.promise])
            }
            #expect(refused.kind == .rejected)
            #expect(refused.statementIndex == 0)
        }
    }

    @Test func aConnectionThatBreaksBehindACommitLeavesItCertain() async throws {
        try await withTwoConnections { victim, witness in
            try await witness.execute("CREATE TABLE note (id int); SELECT pg_advisory_lock(1)")
            let process = await victim.processID
            async let outcome = victim.transaction([Self.insert], afterCommit: [Statement("SELECT pg_advisory_lock(1)")])
            try await witness.waitUntilBlocked(process)
            try await witness.terminate(process)
            let committed = try await outcome
            #expect(committed.answers.count == 1)
            guard case .failure(let error) = committed.afterCommit else { throw NoError() }
            #expect(error.isConnectionLost)
            #expect(await !victim.isOpen)
            #expect(try await witness.number("SELECT count(*) FROM note") == 1)
        }
    }

    @Test func aWarningBeforeTheCommitIsNoDoubt() async throws {
        try await withConnection { connection in
            try await connection.execute("""
                CREATE TABLE note (id int);
                CREATE FUNCTION warn() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'mind the gap'; RETURN 1; END $$
                """)
            let warn = Statement("SELECT warn()")
            for _ in 0..<3 {
                #expect(try await connection.transaction([warn, Self.insert, warn]).count == 3)
                #expect(try await connection.transaction([Self.insert], afterCommit: []).answers.count == 1)
            }
            #expect(try await connection.pipeline([warn, Self.insert]).count == 2)
        }
    }
}

extension Connection {
    /// Returns once process `id` waits for a standby to confirm its commit.
    func waitForStandby(_ id: Int32) throws {
        let question = "SELECT count(*) FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'SyncRep'"
        for _ in 0..<100_000 where try query(question, [.int(Int64(id))]).only().int64(0) > 0 { return }
        try #require(Bool(false), "process \(id) waits for no standby")
    }
}
