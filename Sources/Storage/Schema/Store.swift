import Interpreting
import Logging
import Postgres

/// A Tolkbrug database: preparing it, and reading the whole of it.
///
/// Each call opens a connection and closes it again; these are calls of a start or of an operator, not of every second.
public struct Store: Sendable {
    public let url: String
    let logger: Logger

    /// - Parameter url: `postgresql://…`
    public init(url: String, logger: Logger) {
        self.url = url
        self.logger = logger
    }

    /// Brings the schema up to date; nothing happens when it is.
    /// - Returns: the names of the migrations made now.
    @discardableResult
    public func migrate() async throws -> [String] {
        let made = try await withConnection { try await Migrator(migrations: Migration.all).run(on: $0) }
        if !made.isEmpty { logger.info("schema migrated", metadata: ["migrations": "\(made.joined(separator: " "))"]) }
        return made
    }

    /// Copies the rule book's agencies into the database, so that rows can refer to them. Agencies that are no longer in
    /// the list stay: old rows refer to them.
    public func register(agencies: [(code: AgencyCode, name: String)]) async throws {
        let codes = Parameter.textArray(agencies.map(\.code.text))
        let names = Parameter.textArray(agencies.map(\.name))
        _ = try await withConnection {
            try await $0.query("""
                INSERT INTO agency (code, name) SELECT * FROM unnest($1::text[], $2::text[])
                ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE agency.name <> excluded.name
                """, [codes, names])
        }
    }

    /// What would bring values of our rows into the log of PostgreSQL's server: one sentence each, with what to do.
    public func logExposures() async throws -> [String] {
        try await withConnection { try await LogDiscretion.exposures(on: $0) }
    }

    /// Loading all tables or changing a large one may take minutes.
    func withConnection<Value: Sendable>(_ body: (Connection) async throws -> Value) async throws -> Value {
        let connection = try await Connection.open(url, applicationName: "tolkbrug-store", deadlines: Deadlines(call: .seconds(600)))
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
