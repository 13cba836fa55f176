import Foundation
import Postgres
import PostgresTestSupport
import Testing

/// What a broken connection says about the work that was under way.
struct ConnectionLossTests {
    private static let insert = Statement("INSERT INTO note VALUES ($1)", [1])

    @Test func anEndBetweenTwoCallsIsNoticedBeforeAnythingIsSent() async throws {
        try await withTwoConnections { victim, witness in
            try await witness.execute("CREATE TABLE note (id int)")
            try await witness.terminate(victim.processID)
            let error = try await postgresError { _ = try await victim.transaction([Self.insert]) }
            #expect(error.kind == .connectionLost(commitSent: false))
            #expect(error.sqlState == "57P01")
            #expect(error.message.contains("administrator"))
            #expect(try await witness.number("SELECT count(*) FROM note") == 0)
        }
    }

    @Test func aScriptAndAQueryNoticeTheEndToo() async throws {
        try await withTwoConnections { victim, witness in
            try await witness.terminate(victim.processID)
            #expect(try await postgresError { try await victim.execute("SELECT 1") }.kind == .connectionLost(commitSent: false))
        }
        try await withTwoConnections { victim, witness in
            try await witness.terminate(victim.processID)
            #expect(try await postgresError { _ = try await victim.query("SELECT 1") }.kind == .connectionLost(commitSent: false))
        }
    }

    @Test func aLostConnectionStaysClosed() async throws {
        try await withTwoConnections { victim, witness in
            try await witness.terminate(victim.processID)
            _ = try await postgresError { _ = try await victim.query("SELECT 1") }
            #expect(await !victim.isOpen)
            let error = try await postgresError { _ = try await victim.query("SELECT 1") }
            #expect(error.kind == .connectionLost(commitSent: false))
            #expect(error.message.contains("closed"))
        }
    }

    @Test func anEndWhileAStatementRunsSurelyCommittedNothing() async throws {
        try await withTwoConnections { victim, witness in
            try await witness.execute("CREATE TABLE note (id int); SELECT pg_advisory_lock(1)")
            let process = await victim.processID
            async let outcome = postgresError {
                _ = try await victim.transaction([Self.insert, Statement("SELECT pg_advisory_xact_lock(1)"), Self.insert])
            }
            try await witness.waitUntilBlocked(process)
            try await witness.terminate(process)
            let error = try await outcome
            #expect(error.kind == .connectionLost(commitSent: false), "the server spoke before it came to the COMMIT")
            #expect(error.statementIndex == 1)
            #expect(try await witness.number("SELECT count(*) FROM note") == 0)
        }
    }

    @Test(arguments: [true, false]) func anEndDuringTheCommitLeavesTheOutcomeOpen(_ asTransaction: Bool) async throws {
        try await withTwoConnections { victim, witness in
            try await witness.execute("""
                CREATE TABLE note (id int);
                CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END';
                CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW EXECUTE FUNCTION wait();
                SELECT pg_advisory_lock(1)
                """)
            let process = await victim.processID
            async let outcome = postgresError { _ = try await victim.run([Self.insert], asTransaction: asTransaction) }
            try await witness.waitUntilBlocked(process)
            try await witness.terminate(process)
            let error = try await outcome
            #expect(error.kind == .connectionLost(commitSent: true))
            #expect(error.statementIndex == nil)
        }
    }

    /// A killed backend says nothing, and its server ends all others: one under way, one idle.
    @Test func aServerThatVanishesWithoutAWordLeavesOpenOnlyWhatWasSent() async throws {
        let cluster = try Cluster.temporary()
        let url = cluster.url(database: "postgres")
        let victim = try await Connection.open(url, applicationName: "tests")
        let bystander = try await Connection.open(url, applicationName: "tests")
        let witness = try await Connection.open(url, applicationName: "tests")
        try await witness.execute("CREATE TABLE note (id int); SELECT pg_advisory_lock(1)")
        let process = await victim.processID
        async let outcome = postgresError {
            _ = try await victim.transaction([Self.insert, Statement("SELECT pg_advisory_xact_lock(1)")])
        }
        try await witness.waitUntilBlocked(process)
        #expect(kill(process, SIGKILL) == 0)
        #expect(try await outcome.kind == .connectionLost(commitSent: true))

        let idle = await bystander.processID
        while kill(idle, 0) == 0 {}
        let error = try await postgresError { _ = try await bystander.transaction([Self.insert]) }
        #expect(error.kind == .connectionLost(commitSent: false))
        try cluster.remove()
    }
}
