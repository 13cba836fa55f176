import Interpreting
import Logging
import Postgres
import PostgresTestSupport

@testable import Storage

let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })

/// Runs `body` with the URL of a migrated database of its own that knows two agencies.
func withStore<Value>(_ body: (Store) async throws -> Value) async throws -> Value {
    try await TestDatabases.withDatabase(copyOf: "storage") { url in
        let store = Store(url: url, logger: quiet)
        try await store.migrate()
        try await store.register(agencies: [(AgencyCode("agii"), "AgII"), (AgencyCode("atlas"), "Atlas")])
    } _: { url in
        try await body(Store(url: url, logger: quiet))
    }
}

/// Runs `body` with a connection that a person with a prompt could have.
func withConnection<Value>(_ store: Store, _ body: (Connection) async throws -> Value) async throws -> Value {
    let connection = try await Connection.open(store.url, applicationName: "tests")
    do {
        let value = try await body(connection)
        await connection.close()
        return value
    } catch {
        await connection.close()
        throw error
    }
}
