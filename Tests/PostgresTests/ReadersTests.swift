import Postgres
import PostgresTestSupport
import Testing

struct ReadersTests {
    @Test func queriesGoRoundTheConnections() async throws {
        try await TestDatabases.withDatabase { url in
            let readers = Readers(url: url, applicationName: "tests", count: 3)
            var processes: [Int64] = []
            for _ in 0..<6 {
                processes.append(try await readers.query("SELECT pg_backend_pid()").only().int64(0))
            }
            #expect(Set(processes).count == 3)
            #expect(Array(processes[0..<3]) == Array(processes[3..<6]))
            await readers.close()
        }
    }

    @Test func callersAtTheSameTimeShareTheConnections() async throws {
        try await TestDatabases.withDatabase { url in
            let readers = Readers(url: url, applicationName: "tests", count: 2)
            let processes = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<50 {
                    group.addTask { try await readers.query("SELECT pg_backend_pid()").only().int64(0) }
                }
                return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
            }
            #expect(processes.count == 2)
            await readers.close()
        }
    }

    @Test func aReaderDoesNotWrite() async throws {
        try await TestDatabases.withDatabase { url async throws in
            let readers = Readers(url: url, applicationName: "tests", count: 1)
            #expect(try await postgresError { _ = try await readers.query("CREATE TABLE a (n int)") }.sqlState == "25006")
            await readers.close()
        }
    }

    @Test func aBrokenConnectionIsOpenedAnew() async throws {
        try await withConnection { witness in
            let database = try await witness.query("SELECT current_database()").only().string(0)
            let readers = Readers(
                url: try await TestDatabases.shared.runningCluster().url(database: database), applicationName: "tests", count: 1)
            let before = try await readers.query("SELECT pg_backend_pid()").only().int64(0)
            try await witness.terminate(Int32(before))
            let after = try await readers.query("SELECT pg_backend_pid()").only().int64(0)
            #expect(before != after)
            await readers.close()
        }
    }

    @Test func readersOpenAgainAfterBeingClosed() async throws {
        try await TestDatabases.withDatabase { url in
            let readers = Readers(url: url, applicationName: "tests", count: 2)
            _ = try await readers.query("SELECT 1")
            await readers.close()
            #expect(try await readers.query("SELECT 2").only().int64(0) == 2)
            await readers.close()
        }
    }

    @Test func aServerThatCannotBeReachedIsReportedEachTime() async throws {
        let readers = Readers(url: "postgresql:///x?host=/nonexistent", applicationName: "tests", count: 1)
        for _ in 0..<2 {
            #expect(try await postgresError { _ = try await readers.query("SELECT 1") }.kind == .cannotConnect)
        }
        await readers.close()
    }
}
