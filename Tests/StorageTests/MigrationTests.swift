import Foundation
import Postgres
import PostgresTestSupport
import Testing

@testable import Storage

@Suite(.serialized) struct MigrationTests {
    private let sample = [
        Migration(1, "V0001_a", Array("CREATE TABLE a (id int); CREATE TABLE b (id int)".utf8)),
        Migration(2, "V0002_b", Array("ALTER TABLE a ADD name text -- the end without a line end".utf8)),
    ]

    @Test func everyFileIsListedInOrder() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/Storage/Migrations").standardizedFileURL
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(Migration.all.map { $0.name + ".sql" } == files)
        #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
        for migration in Migration.all {
            #expect(migration.name.hasPrefix(String(format: "V%04d_", migration.number)))
            #expect(migration.sql == (try String(contentsOf: folder.appendingPathComponent(migration.name + ".sql"), encoding: .utf8)))
        }
    }

    @Test func eachMigrationIsMadeOnce() async throws {
        try await TestDatabases.withDatabase { url in
            let connection = try await Connection.open(url, applicationName: "tests")
            #expect(try await Migrator(migrations: Array(sample.prefix(1))).run(on: connection) == ["V0001_a"])
            #expect(try await Migrator(migrations: sample).run(on: connection) == ["V0002_b"])
            #expect(try await Migrator(migrations: sample).run(on: connection) == [])
            let rows = try await connection.query("SELECT name, checksum FROM schema_migration ORDER BY number")
            #expect(try rows.map { try $0.string("name") } == ["V0001_a", "V0002_b"])
            #expect(try rows.map { try $0.string("checksum") } == sample.map(\.checksum))
            await connection.close()
        }
    }

    @Test func aChangedMigrationIsRefusedByName() async throws {
        try await TestDatabases.withDatabase { url in
            let connection = try await Connection.open(url, applicationName: "tests")
            _ = try await Migrator(migrations: sample).run(on: connection)
            let changed = [sample[0], Migration(2, "V0002_b", Array("SELECT 1".utf8))]
            let problem = await #expect(throws: MigrationProblem.self) { try await Migrator(migrations: changed).run(on: connection) }
            #expect(problem == .changed(name: "V0002_b", applied: sample[1].checksum, known: changed[1].checksum))
            #expect(problem?.description.contains("V0002_b") == true)
            // The lock was given back: another connection may go on.
            let other = try await Connection.open(url, applicationName: "tests")
            #expect(try await Migrator(migrations: sample).run(on: other) == [])
            await other.close()
            await connection.close()
        }
    }

    @Test func aNewerDatabaseIsRefused() async throws {
        try await TestDatabases.withDatabase { url in
            let connection = try await Connection.open(url, applicationName: "tests")
            _ = try await Migrator(migrations: sample).run(on: connection)
            await #expect(throws: MigrationProblem.newerDatabase(found: "V0002_b", known: "V0001_a")) {
                try await Migrator(migrations: Array(sample.prefix(1))).run(on: connection)
            }
            await connection.close()
        }
    }

    @Test func aFailedMigrationLeavesNoTrace() async throws {
        try await TestDatabases.withDatabase { url in
            let connection = try await Connection.open(url, applicationName: "tests")
            let broken = [sample[0], Migration(2, "V0002_x", Array("CREATE TABLE c (id int); SELECT 1 / 0".utf8))]
            let problem = await #expect(throws: MigrationProblem.self) { try await Migrator(migrations: broken).run(on: connection) }
            #expect(problem?.description.contains("division by zero") == true)
            #expect(try await connection.query("SELECT to_regclass('c') IS NULL AS gone").only().bool("gone"))
            #expect(try await Migrator(migrations: sample).run(on: connection) == ["V0002_b"])
            await connection.close()
        }
    }

    @Test func aDatabaseThatDoesNotKeepEveryTextIsRefusedByName() async throws {
        try await TestDatabases.withDatabase { url in
            let connection = try await Connection.open(url, applicationName: "tests")
            let name = try await connection.query("SELECT current_database() || '_latin' AS name").only().string("name")
            try await connection.execute("CREATE DATABASE \(name) ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
            let latin = Store(url: try await TestDatabases.shared.runningCluster().url(database: name), logger: quiet)
            let problem = await #expect(throws: MigrationProblem.self) { try await latin.migrate() }
            #expect(problem == .encoding(found: "LATIN1"))
            #expect(problem?.description.contains("ENCODING 'UTF8'") == true)
            try await connection.execute("DROP DATABASE \(name)")
            await connection.close()
        }
    }

    @Test func twoProcessesAtOnceTakeTurns() async throws {
        try await TestDatabases.withDatabase { url in
            let stores = (0..<4).map { _ in Store(url: url, logger: quiet) }
            let made = try await withThrowingTaskGroup(of: Int.self) { group in
                for store in stores { group.addTask { try await store.migrate().count } }
                return try await group.reduce(into: 0) { $0 += $1 }
            }
            #expect(made == Migration.all.count)
        }
    }
}
