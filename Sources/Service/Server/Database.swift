import Dispatching
import Interpreting
import Logging
import Postgres
import Rules
import Storage

/// The database of a server: a given one, or a cluster of our own in the data folder.
struct Database: Sendable {
    static let name = "tolkbrug"

    let url: String
    /// The embedded cluster, which this process alone serves and so stops, also when it found it running.
    let cluster: Cluster?
    /// Kept as long as the cluster is used.
    private let claim: Claim?
    let store: Store
    let readers: Readers
    let log: Logger

    /// Opens it and brings its schema and its agencies up to date.
    static func open(_ configuration: Configuration, rules: RuleBook, log: Logger) async throws -> Database {
        let database = try await Database(configuration, log: log)
        do {
            try await database.store.migrate()
            try await database.store.register(agencies: rules.agencies.all.map { (code: $0.code, name: $0.name) })
            try await database.store.checkLease()
            // At the end: a start that waits for the database tries all of this again and again.
            for exposure in try await database.store.logExposures() { log.warning("\(exposure)") }
            return database
        } catch {
            // What was started for this is stopped again.
            await database.close()
            throw error
        }
    }

    private init(_ configuration: Configuration, log: Logger) async throws {
        if let given = configuration.databaseURL {
            url = given
            cluster = nil
            claim = nil
        } else {
            let own = try Cluster.placed(at: configuration.data + "/postgres")
            for note in own.notes { log.notice("\(note)") }
            claim = try own.claim()
            if own.isRunning { log.notice("embedded PostgreSQL found running; it is taken over and stopped at the end") }
            try own.start()
            do { try await own.createDatabase(Database.name) } catch {
                try? own.stop()
                throw error
            }
            url = own.url(database: Database.name)
            cluster = own
            log.info("embedded PostgreSQL", metadata: ["url": "\(url)"])
        }
        self.log = log
        store = Store(url: url, logger: log)
        readers = Readers(url: url, applicationName: "tolkbrug-reader", count: configuration.readers)
    }

    var archive: EventReader { EventReader(readers) }

    /// An engine with what the tables hold.
    func engine(rules: RuleBook) async throws -> Engine { Engine(state: try await store.load().state, rules: rules) }

    /// Verifies the journal's chain of hashes, on one of the readers' connections.
    func audit() async -> Reply {
        do {
            return Database.reply(try await Audit.verify(try await readers.lend()))
        } catch {
            log.error("audit failed", metadata: ["reason": "\(error)"])
            return .refused(Refusal(.storeBusy, "the journal cannot be read now; try again in a moment"))
        }
    }

    private static func reply(_ report: AuditReport) -> Reply {
        let row = Row(
            "AUDIT", "",
            [
                Field("rows", report.rows), Field("intact", report.firstBroken == nil), Field("last", report.lastSeq),
                Field("hash", report.lastHash),
            ] + Field.optional("broken", report.firstBroken?.seq))
        let verdict = report.firstBroken.map { "BROKEN at row \($0.seq): \($0.what); restore from a backup and compare" }
        return .done(.ready, verdict ?? "\(report.rows) rows of the journal are intact", rows: [row])
    }

    /// Asks the embedded cluster to stop, and does not wait for it.
    func abandon() { cluster?.interrupt() }

    func close() async {
        _ = await within(Leadership.patience) { [readers] in await readers.close() }
        defer { claim?.release() }
        guard let cluster else { return }
        do {
            guard try cluster.end() == .killed else { return }
            let text = "embedded PostgreSQL did not stop in time and was killed; it recovers at its next start, and nothing is lost"
            log.error("\(text)", metadata: ["after": "\(Cluster.stopPatience)"])
        } catch {
            log.warning("embedded PostgreSQL not stopped", metadata: ["reason": "\(error)"])
        }
    }
}
