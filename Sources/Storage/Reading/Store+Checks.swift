import Dispatching
import Postgres

/// Whether the tables hold what the journal says.
public struct ReplayReport: Sendable, Equatable {
    /// `seq` of the last event.
    public var head: Int64
    /// Digest of the state loaded from the tables.
    public var tables: String
    /// Digest of the state replayed from the journal.
    public var journal: String

    public var agrees: Bool { tables == journal }
}

extension Store {
    /// Verifies the journal's chain of hashes; see `Audit`.
    public func audit(from first: Int64 = 1) async throws -> AuditReport {
        try await requireSchema()
        return try await withConnection { try await Audit.verify($0, from: first) }
    }

    /// Loads the tables and replays the journal up to the same event. The database may be in use meanwhile.
    public func compareReplay() async throws -> ReplayReport {
        try await requireSchema()
        let loaded = try await load()
        let replayed = try await replayJournal(through: loaded.head)
        return ReplayReport(
            head: loaded.head, tables: try StateDigest.of(loaded.state), journal: try StateDigest.of(replayed))
    }
}

/// A database that is empty, or somebody else's, or of an earlier version.
public struct SchemaMissing: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
}

extension Store {
    /// - Throws: ``SchemaMissing`` when the tables of this version are not there.
    private func requireSchema() async throws {
        let known = Migration.all.map(\.name)
        let made: [String]? = try await withConnection { connection in
            guard try await connection.query("SELECT to_regclass('schema_migration') IS NOT NULL").only().bool(0) else { return nil }
            return try await connection.query("SELECT name FROM schema_migration ORDER BY number").map { try $0.string("name") }
        }
        guard let made, !made.isEmpty else {
            throw SchemaMissing(
                description: "this database holds no Tolkbrug schema: name the right one with --database or --data, "
                    + "or make it one with tolkbrug admin migrate")
        }
        guard made == known else {
            throw SchemaMissing(
                description: "the schema of this database ends with \(made.last ?? "nothing"), "
                    + "this program's with \(known.last ?? "nothing"): "
                    + (made.count < known.count ? "bring it up to date with tolkbrug admin migrate" : "use the program that made it"))
        }
    }
}

extension AuditReport: CustomStringConvertible {
    /// One line for an operator.
    public var description: String {
        if let firstBroken {
            return "BROKEN at row \(firstBroken.seq): \(firstBroken.what). "
                + "\(rows) rows before it are whole, the last \(lastSeq) with hash \(lastHash)"
        }
        return "whole: \(rows) rows verified, the last \(lastSeq) with hash \(lastHash)"
    }
}

extension ReplayReport: CustomStringConvertible {
    /// One line for an operator.
    public var description: String {
        agrees
            ? "tables and journal agree at event \(head): \(tables)"
            : "tables and journal DISAGREE at event \(head): the tables give \(tables), the journal gives \(journal)"
    }
}
