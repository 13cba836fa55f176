import ArgumentParser
import Foundation
import Logging
import Storage

/// `tolkbrug admin`: what an operator does to a database while no client is asking for it.
struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin", abstract: "Migrates a database, verifies its journal, compares the journal with the tables.",
        subcommands: [Migrate.self, AuditJournal.self, Replay.self])

    /// Exit status when the database is not what it should be.
    static let problemStatus = ExitCode(2)

    /// Which database.
    struct Database: ParsableArguments {
        @Option(
            name: .long,
            help: "The database as a libpq URL, for instance postgresql:///tolkbrug?host=/run/postgresql; or $TOLKBRUG_DATABASE.")
        var database: String?

        func store() throws -> Store {
            guard let url = database ?? ProcessInfo.processInfo.environment["TOLKBRUG_DATABASE"] else {
                throw ValidationError("no database is named; give --database URL or set TOLKBRUG_DATABASE")
            }
            return Store(url: url, logger: Logger(label: "tolkbrug.admin"))
        }
    }

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Brings the schema up to date.")
        @OptionGroup var target: Database

        func run() async throws {
            let made = try await target.store().migrate()
            print(made.isEmpty ? "the schema is up to date" : "migrated: \(made.joined(separator: ", "))")
        }
    }

    struct AuditJournal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "audit", abstract: "Verifies the journal's chain of hashes and names the first broken row.")
        @OptionGroup var target: Database
        @Option(name: .long, help: "The first row to verify; the row before it is taken on trust.")
        var from: Int64 = 1

        func run() async throws {
            let report = try await target.store().audit(from: from)
            print(report)
            if report.firstBroken != nil { throw AdminCommand.problemStatus }
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replays the whole journal and compares the result with the tables.")
        @OptionGroup var target: Database

        func run() async throws {
            let report = try await target.store().compareReplay()
            print(report)
            if !report.agrees { throw AdminCommand.problemStatus }
        }
    }
}
