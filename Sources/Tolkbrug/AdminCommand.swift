import ArgumentParser
import Foundation
import Logging
import Postgres
import RuleFiles
import Service
import Storage

/// `tolkbrug admin`: what an operator does to a database while no client is asking for it.
struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "Migrates a database, verifies its journal, compares the journal with the tables, replaces a lost token.",
        subcommands: [Migrate.self, AuditJournal.self, Replay.self, Token.self])

    /// Exit status when the database is not what it should be.
    static let problemStatus = ExitCode(2)

    /// Says in words that there is nothing to look at.
    private static func told<Report>(_ body: () async throws -> Report) async throws -> Report {
        do { return try await body() } catch let error as SchemaMissing {
            StandardStreams.complain("tolkbrug admin: \(error)\n")
            throw problemStatus
        }
    }

    /// Which database.
    struct Database: ParsableArguments {
        @Option(
            name: .long,
            help: "The database as a libpq URL, for instance postgresql:///tolkbrug?host=/run/postgresql; or $TOLKBRUG_DATABASE.")
        var database: String?

        @Option(name: .long, help: "The data folder of a server with an embedded database, instead of --database.")
        var data: String?

        func validate() throws {
            if database != nil, data != nil { throw ValidationError("--database and --data name two databases; give one") }
        }

        /// Runs `body` with the store; an embedded PostgreSQL that does not run is started for as long.
        func withStore<Result>(_ body: (Store) async throws -> Result) async throws -> Result {
            let log = Logger(label: "tolkbrug.admin")
            guard let data else {
                guard let url = database ?? ProcessInfo.processInfo.environment["TOLKBRUG_DATABASE"] else {
                    throw ValidationError("no database is named; give --database URL or --data FOLDER, or set TOLKBRUG_DATABASE")
                }
                return try await body(Store(url: url, logger: log))
            }
            let cluster = try Cluster.placed(at: data + "/postgres")
            guard FileManager.default.fileExists(atPath: cluster.dataDirectory) else {
                throw ValidationError("--data \(data): there is no embedded database in \(cluster.dataDirectory)")
            }
            let wasRunning = cluster.isRunning
            // Until the end no server begins to rest on what is stopped here.
            let claim = wasRunning ? nil : try cluster.claim()
            try cluster.start()
            defer {
                if !wasRunning { try? cluster.stop() }
                claim?.release()
            }
            return try await body(Store(url: cluster.url(database: "tolkbrug"), logger: log))
        }
    }

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Brings the schema up to date.")
        @OptionGroup var target: Database

        func run() async throws {
            let made = try await target.withStore { try await $0.migrate() }
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
            let report = try await AdminCommand.told { try await target.withStore { try await $0.audit(from: from) } }
            print(report)
            if report.firstBroken != nil { throw AdminCommand.problemStatus }
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replays the whole journal and compares the result with the tables.")
        @OptionGroup var target: Database

        func run() async throws {
            let report = try await AdminCommand.told { try await target.withStore { try await $0.compareReplay() } }
            print(report)
            if !report.agrees { throw AdminCommand.problemStatus }
        }
    }

    /// The same options as `serve`, so that the same database and folder are found.
    struct Token: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a fresh administrator's token, when the last one is lost or has expired. The servers must be stopped.")
        @OptionGroup var options: ServerOptions
        @Option(help: "A new file for the token, instead of admin.token in the server's data folder.")
        var out: String?

        func validate() throws {
            if options.database != nil, options.data == nil, options.configuration == nil, out == nil {
                throw ValidationError(
                    "--database does not say where the token is to be written; give --out FILE, or the server's folder with --data")
            }
            guard let out else { return }
            guard OutputFile.hasFolder(out) else { throw ValidationError("--out \(out): there is no such folder") }
            if FileManager.default.fileExists(atPath: out) { throw ValidationError("--out \(out): it is there already; name a new file") }
        }

        func run() async throws {
            let settings = try options.settings()
            if settings.databaseURL == nil {
                // Nothing is made: whose token is lost has a database.
                let folder = try Cluster.placed(at: settings.data + "/postgres").dataDirectory
                guard FileManager.default.fileExists(atPath: folder) else {
                    throw ValidationError(
                        "there is no embedded database in \(folder); name the server's folder with --data, its file with --configuration, "
                            + "or its database with --database")
                }
            }
            let book = try RuleLoader(directory: RuleDirectory.find(requested: settings.rules)).load()
            var log = Logger(label: "tolkbrug.admin")
            log.logLevel = .warning
            let file = try await LostToken.replace(settings, rules: book, file: out, log: log)
            print("administrator's token written to \(file)")
        }
    }
}
