import Postgres
import PostgresTestSupport
import Testing

/// Runs `body` with a connection to an empty database of its own.
func withConnection<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
    try await TestDatabases.withDatabase { url in
        let connection = try await Connection.open(url, applicationName: "tests")
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }
}

/// Runs `body` with two connections to the same empty database.
func withTwoConnections<Value>(_ body: (Connection, Connection) async throws -> Value) async throws -> Value {
    try await TestDatabases.withDatabase { url in
        let first = try await Connection.open(url, applicationName: "tests")
        let second = try await Connection.open(url, applicationName: "tests")
        do {
            let value = try await body(first, second)
            await first.close()
            await second.close()
            return value
        } catch {
            await first.close()
            await second.close()
            throw error
        }
    }
}

/// The error that `body` throws; a test failure when it throws none or another.
func postgresError(_ body: () async throws -> Void) async throws -> PostgresError {
    do {
        try await body()
    } catch let error as PostgresError {
        return error
    }
    throw NoError()
}

struct NoError: Error, CustomStringConvertible {
    let description = "expected a PostgresError, but nothing was thrown"
}

extension Connection {
    /// The single number that `sql` selects.
    func number(_ sql: String) throws -> Int64 {
        try query(sql).only().int64(0)
    }

    func run(_ statements: [Statement], asTransaction: Bool) throws -> [Rows] {
        asTransaction ? try transaction(statements) : try pipeline(statements)
    }

    /// Returns once process `id` waits for a lock; a test failure when it never does. Every round is a question to the
    /// server; there is no clock in it.
    func waitUntilBlocked(_ id: Int32) throws {
        let question = "SELECT count(*) FROM pg_locks WHERE pid = $1 AND NOT granted"
        for _ in 0..<100_000 where try query(question, [.int(Int64(id))]).only().int64(0) > 0 { return }
        try #require(Bool(false), "process \(id) waits for no lock")
    }

    /// Ends process `id` and returns when the server is rid of it.
    func terminate(_ id: Int32) throws {
        let gone = try query("SELECT pg_terminate_backend($1, 60000)", [.int(Int64(id))]).only().bool(0)
        try #require(gone)
    }
}
