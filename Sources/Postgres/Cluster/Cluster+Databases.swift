extension Cluster {
    /// Makes the database unless it exists. The server must run.
    /// - Parameter template: the database to copy; nobody may be connected to it.
    public func createDatabase(_ name: String, template: String = "template1") async throws(PostgresError) {
        try await administer { connection throws(PostgresError) in
            let present = try await connection.query("SELECT 1 FROM pg_database WHERE datname = $1", [.text(name)])
            guard present.isEmpty else { return }
            do throws(PostgresError) {
                try await connection.execute("CREATE DATABASE \(Self.quoted(name)) TEMPLATE \(Self.quoted(template))")
            } catch where error.sqlState == "42P04" || error.isUniqueViolation {
                // Somebody else made it in between.
            }
        }
    }

    /// Removes the database, if it exists, and disconnects whoever is connected to it.
    public func dropDatabase(_ name: String) async throws(PostgresError) {
        try await administer { connection throws(PostgresError) in
            try await connection.execute("DROP DATABASE IF EXISTS \(Self.quoted(name)) WITH (FORCE)")
        }
    }

    private func administer(_ body: (Connection) async throws(PostgresError) -> Void) async throws(PostgresError) {
        let connection = try await Connection.open(url(database: "postgres"), applicationName: "tolkbrug-cluster")
        do throws(PostgresError) {
            try await body(connection)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    private static func quoted(_ identifier: String) -> String {
        "\"" + identifier.replacing("\"", with: "\"\"") + "\""
    }
}
