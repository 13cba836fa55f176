import Postgres

/// Brings a database to the schema that this program needs.
///
/// Each migration is a transaction of its own, recorded in `schema_migration` with the checksum of its file. An advisory
/// lock lets two processes that start at once take turns.
struct Migrator {
    let migrations: [Migration]

    /// The lock's number, arbitrary but fixed: "tolkbrug" in ASCII, less its last byte.
    private static let lock: Int64 = 0x74_6F_6C_6B_62_72_75

    /// - Returns: the names of the migrations that were made now.
    func run(on connection: Connection) async throws(MigrationProblem) -> [String] {
        do {
            _ = try await connection.query("SELECT pg_advisory_lock($1)", [.int(Self.lock)])
            let made = try await migrateLocked(connection)
            _ = try await connection.query("SELECT pg_advisory_unlock($1)", [.int(Self.lock)])
            return made
        } catch let error as MigrationProblem {
            // The lock goes with the connection at the latest.
            _ = try? await connection.query("SELECT pg_advisory_unlock($1)", [.int(Self.lock)])
            throw error
        } catch let error as PostgresError {
            throw .server(error)
        } catch {
            throw .server(PostgresError(kind: .unreadable, message: "\(error)"))
        }
    }

    private func migrateLocked(_ connection: Connection) async throws -> [String] {
        let encoding = try await connection.query("SHOW server_encoding").only().string(0)
        guard encoding == "UTF8" else { throw MigrationProblem.encoding(found: encoding) }
        try await connection.execute("""
            CREATE TABLE IF NOT EXISTS schema_migration (
                number int PRIMARY KEY,
                name text NOT NULL,
                checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT clock_timestamp())
            """)
        let applied = try await connection.query("SELECT number, name, checksum FROM schema_migration ORDER BY number")
        for row in applied { try check(number: row.int("number"), name: row.string("name"), checksum: row.string("checksum")) }
        let pending = migrations.dropFirst(applied.count)
        for migration in pending { try await make(migration, connection) }
        return pending.map(\.name)
    }

    private func check(number: Int, name: String, checksum: String) throws {
        guard let known = migrations.first(where: { $0.number == number }) else {
            throw MigrationProblem.newerDatabase(found: name, known: migrations.last?.name ?? "none")
        }
        guard known.name == name, known.checksum == checksum else {
            throw MigrationProblem.changed(name: name, applied: checksum, known: known.checksum)
        }
    }

    /// Statements sent in one text are one transaction.
    private func make(_ migration: Migration, _ connection: Connection) async throws(MigrationProblem) {
        let record = """
            INSERT INTO schema_migration (number, name, checksum)
            VALUES (\(migration.number), '\(migration.name)', '\(migration.checksum)')
            """
        do throws(PostgresError) {
            try await connection.execute(migration.sql + "\n;\n" + record)
        } catch {
            throw .failed(name: migration.name, error)
        }
    }
}

/// Why a database could not be brought to the schema.
public enum MigrationProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file was changed after it had been applied; checksums are SHA-256.
    case changed(name: String, applied: String, known: String)
    case newerDatabase(found: String, known: String)
    /// The database cannot keep every text, or counts octets where characters are meant.
    case encoding(found: String)
    case failed(name: String, PostgresError)
    case server(PostgresError)

    /// What the server said, if it was the server that did.
    public var cause: PostgresError? {
        switch self {
        case .failed(_, let error), .server(let error): error
        case .changed, .newerDatabase, .encoding: nil
        }
    }

    public var description: String {
        switch self {
        case .changed(let name, let applied, let known):
            "migration \(name) was applied with checksum \(applied.prefix(12))…, but this program has it with \(known.prefix(12))…; "
                + "restore the released file, and put the change into a new migration"
        case .newerDatabase(let found, let known):
            "the database has migration \(found), but this program knows only those up to \(known); start a newer tolkbrug"
        case .encoding(let found):
            "the database keeps texts in \(found), which does not have all characters; make one with CREATE DATABASE … ENCODING 'UTF8' "
                + "TEMPLATE template0, and name it in the URL"
        case .failed(let name, let problem):
            "migration \(name) failed and left no trace: \(problem)"
        case .server(let problem):
            "the schema cannot be examined: \(problem)"
        }
    }
}
