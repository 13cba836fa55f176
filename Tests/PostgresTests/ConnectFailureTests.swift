import PostgresTestSupport
import Testing

@testable import Postgres

/// What is known of a connection that was not made.
@Suite struct ConnectFailureTests {
    @Test func `the server's code is read and taken out, with the place in its sources`() {
        let verbose = """
            connection to server on socket "/tmp/.s.PGSQL.5432" failed: FATAL:  57P03: the database system is starting up
            LOCATION:  ProcessStartupPacket, postmaster.c:2383
            """
        let failure = ConnectFailure(verbose: verbose)
        #expect(failure.sqlState == "57P03")
        #expect(failure.message == """
            connection to server on socket "/tmp/.s.PGSQL.5432" failed: FATAL:  the database system is starting up
            """)
    }

    @Test(arguments: [
        (
            "connection to server at \"h\" (::1), port 1 failed: Connection refused\n\tIs the server running?\nthe next line",
            "connection to server at \"h\" (::1), port 1 failed: Connection refused. Is the server running?; the next line"
        ),
        ("FATAL:  words only", "FATAL:  words only"), ("", ""),
    ])
    func `without a code the words are kept, in one line`(text: String, message: String) {
        #expect(ConnectFailure(verbose: text).message == message)
        #expect(ConnectFailure(verbose: text).sqlState == nil)
    }

    @Test(arguments: [("postgres", "nowhere", "3D000"), ("user=tolkbrug", "user=stranger", "28000")])
    func `why a real server lets nobody in is told with its code`(old: String, new: String, state: String) async throws {
        let url = try await TestDatabases.shared.runningCluster().url(database: "postgres")
        let wrong = old == "postgres" ? url.replacing("///postgres", with: "///\(new)") : url.replacing(old, with: new)
        let error = await #expect(throws: PostgresError.self) { _ = try await Connection.open(wrong, applicationName: "tests") }
        #expect(error?.sqlState == state)
        #expect(error?.kind == .cannotConnect)
        #expect(error?.message.contains("LOCATION") == false)
        #expect(error?.message.contains("does not exist") == true, "\(error?.message ?? "")")
    }
}
