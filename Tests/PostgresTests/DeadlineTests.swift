import PostgresTestSupport
import Testing

@testable import Postgres

/// What a server that does not answer costs: a known time, and a connection.
struct DeadlineTests {
    private static let short = Deadlines(connect: .milliseconds(200), call: .milliseconds(200))
    private static let insert = Statement("INSERT INTO note VALUES ($1)", [1])

    /// Runs `body` with a connection through a relay, and one past it.
    private func withRelay(_ body: (Relay, Connection, Connection) async throws -> Void) async throws {
        try await TestDatabases.withDatabase { url in
            let relay = try Relay(to: url)
            let witness = try await Connection.open(url, applicationName: "tests")
            try await witness.execute("CREATE TABLE note (id int)")
            let patient = Deadlines(connect: .seconds(30), call: .milliseconds(300))
            let connection = try await Connection.open(relay.url(for: url), applicationName: "tests", deadlines: patient)
            try await body(relay, connection, witness)
            await connection.close()
            await witness.close()
            relay.close()
        }
    }

    @Test func aConnectionThatNobodyAnswersIsGivenUp() async throws {
        try await TestDatabases.withDatabase { url in
            let relay = try Relay(to: url)
            relay.freeze()
            let error = try await postgresError {
                _ = try await Connection.open(relay.url(for: url), applicationName: "tests", deadlines: Self.short)
            }
            #expect(error.kind == .cannotConnect)
            #expect(error.message.contains("no answer") && error.message.contains("0.2 seconds"), "\(error)")
            relay.close()
        }
    }

    @Test(arguments: [("", 5), ("connect_timeout=2", 2), ("connect_timeout=60", 5), ("connect_timeout=0", 5)])
    func `a host is dialled for five seconds, or less when the URL says so`(option: String, seconds: Int) throws {
        let dial = try Dial("postgresql://db.example/tolkbrug?\(option)", applicationName: "tests", patience: Deadlines().connect)
        #expect(dial.patience == .seconds(seconds))
    }

    @Test func aSmallerTimeoutOfTheURLWins() async throws {
        try await TestDatabases.withDatabase { url in
            let relay = try Relay(to: url)
            relay.freeze()
            let error = try await postgresError {
                _ = try await Connection.open(relay.url(for: url) + "&connect_timeout=1", applicationName: "tests")
            }
            #expect(error.message.contains("1.0 seconds"), "\(error)")
            relay.close()
        }
    }

    @Test func ofSeveralHostsASilentOneCostsOnlyItsTime() async throws {
        try await TestDatabases.withDatabase { url in
            let (silent, lively) = (try Relay(to: url), try Relay(to: url))
            silent.freeze()
            let connection = try await Connection.open(
                Relay.url(for: url, through: [silent, lively]), applicationName: "tests",
                deadlines: Deadlines(connect: .milliseconds(1_000)))
            #expect(try await connection.number("SELECT 1") == 1)
            await connection.close()
            silent.close()
            lively.close()
        }
    }

    @Test(arguments: Relay.Direction.allCases)
    func aTransactionThatIsNotAnsweredInTimeIsOfUnknownFateAndClosesTheConnection(_ direction: Relay.Direction) async throws {
        try await withRelay { relay, connection, witness in
            relay.freeze([direction])
            let error = try await postgresError { _ = try await connection.transaction([Self.insert]) }
            #expect(error.kind == .connectionLost(commitSent: true))
            #expect(error.message.contains("no answer within 0.3 seconds"), "\(error)")
            #expect(await !connection.isOpen)
            // Nobody can know, indeed: what the server got, it did.
            if direction == .toServer { #expect(try await witness.number("SELECT count(*) FROM note") == 0) }
        }
    }

    @Test func eachKindOfCallHasADeadlineOfItsOwn() async throws {
        try await withRelay { relay, connection, _ in
            let error = try await postgresError { _ = try await connection.query("SELECT pg_sleep(60)", deadline: .milliseconds(50)) }
            #expect(error.kind == .connectionLost(commitSent: true))
            #expect(error.message.contains("0.05 seconds"), "\(error)")
        }
        try await withRelay { relay, connection, _ in
            relay.freeze()
            let error = try await postgresError { try await connection.execute("SELECT 1", deadline: .milliseconds(50)) }
            #expect(error.message.contains("0.05 seconds"), "\(error)")
        }
        try await withRelay { relay, connection, _ in
            let sleep = Statement("SELECT pg_sleep(60)")
            let error = try await postgresError { _ = try await connection.pipeline([sleep], deadline: .milliseconds(50)) }
            #expect(error.message.contains("0.05 seconds"), "\(error)")
        }
    }

    @Test func aCallWithoutADeadlineWaits() async throws {
        try await TestDatabases.withDatabase { url in
            let waiting = try await Connection.open(url, applicationName: "tests", deadlines: Deadlines(call: nil))
            let witness = try await Connection.open(url, applicationName: "tests")
            try await witness.execute("SELECT pg_advisory_lock(1)")
            let process = await waiting.processID
            async let answer = waiting.query("SELECT pg_advisory_lock(1)")
            try await witness.waitUntilBlocked(process)
            try await witness.execute("SELECT pg_advisory_unlock(1)")
            #expect(try await answer.count == 1)
            await waiting.close()
            await witness.close()
        }
    }

    @Test func anAbortedConnectionEndsTheCallThatWaits() async throws {
        try await withTwoConnections { victim, witness in
            try await witness.execute("CREATE TABLE note (id int); SELECT pg_advisory_lock(1)")
            let process = await victim.processID
            async let outcome = postgresError {
                _ = try await victim.transaction([Statement("SELECT pg_advisory_xact_lock(1)"), Self.insert], deadline: .seconds(3_600))
            }
            try await witness.waitUntilBlocked(process)
            victim.abort()
            let error = try await outcome
            #expect(error.kind == .connectionLost(commitSent: true))
            #expect(error.message.contains("ended by this process"), "\(error)")
            victim.abort()
            #expect(await !victim.isOpen)
        }
    }

    @Test func anAbortedConnectionSendsNothingAnyMore() async throws {
        try await withTwoConnections { victim, witness in
            try await witness.execute("CREATE TABLE note (id int)")
            victim.abort()
            let error = try await postgresError { _ = try await victim.transaction([Self.insert]) }
            #expect(error.kind == .connectionLost(commitSent: false))
            #expect(try await witness.number("SELECT count(*) FROM note") == 0)
        }
    }

    @Test func settingsOfTheSessionReachTheServer() async throws {
        try await TestDatabases.withDatabase { url in
            let connection = try await Connection.open(
                url + "&options=-c%20client_min_messages%3Derror", applicationName: "it's",
                settings: [("lock_timeout", "3s"), ("application_name", "it's")])
            #expect(try await connection.query("SHOW lock_timeout").only().string(0) == "3s")
            #expect(try await connection.query("SHOW application_name").only().string(0) == "it's")
            #expect(try await connection.query("SHOW client_min_messages").only().string(0) == "warning")
            await connection.close()
        }
    }

    @Test func bothEndsOfATCPConnectionNoticeAVanishedPeer() async throws {
        try await TestDatabases.withDatabase { url in
            let relay = try Relay(to: url)
            let connection = try await Connection.open(
                relay.url(for: url) + "&keepalives=0&tcp_user_timeout=0", applicationName: "tests")
            let options = try #require(SocketOptions.ofConnection(to: relay.port))
            #expect(options == SocketOptions(keepsAlive: true, idle: 5, interval: 2, count: 3, userTimeout: 10_000))
            #expect(try await connection.query("SHOW client_connection_check_interval").only().string(0) == "2s")
            await connection.close()
            relay.close()
        }
    }
}
