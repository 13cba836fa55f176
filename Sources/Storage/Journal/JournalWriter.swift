import Dispatching
import Interpreting
import Postgres

/// The one connection that writes, and the end of the chain as far as it knows.
///
/// It runs on the connection's thread, so that encoding and hashing take nothing from the cooperative pool and no time is
/// lost in going from thread to thread.
actor JournalWriter {
    nonisolated let connection: Connection
    /// The server's end of it.
    nonisolated let session: WriterSession
    /// The standbys that a commit waits for, as far as this session was last told: `synchronous_standby_names`, empty for none.
    private var promise: String
    /// The last row that is surely durable, as this process knows; nil before the first look.
    private(set) var known: ChainEnd?
    /// Whether the journal may go on behind `known`, because the last batch did not surely commit or the connection is new.
    private var mayBeBehind = true
    /// The last batch was refused because somebody held a lock for too long.
    private(set) var wasBlocked = false

    /// The last row of the journal, and the last kept answer: a batch may have answers alone, and leaves no row then.
    struct ChainEnd: Sendable, Equatable {
        var seq: Int64
        var hash: [UInt8]
        var answer: KeptAnswer?
    }

    /// Only a batch with a later one forgets it.
    struct KeptAnswer: Sendable, Equatable {
        let principal: Int64
        let key: String

        init?(_ entry: LedgerEntry?) {
            guard let entry else { return nil }
            (principal, key) = (entry.principal.number, entry.key)
        }
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { connection.unownedExecutor }

    private init(_ connection: Connection, _ session: WriterSession, promise: String, known: ChainEnd?) {
        self.connection = connection
        self.session = session
        self.promise = promise
        self.known = known
    }

    /// - Parameters:
    ///   - known: the end of the journal as the connection before this one knew it.
    ///   - predecessor: that connection, which broke: what it sent cannot be committed any more when this returns.
    static func open(
        _ url: String, known: ChainEnd?, after predecessor: WriterSession? = nil
    ) async throws(PostgresError) -> JournalWriter {
        let connection = try await Connection.open(
            url, applicationName: "tolkbrug-journal", deadlines: deadlines, settings: JournalStatements.settings)
        do throws(PostgresError) {
            let answers = try await connection.pipeline([JournalStatements.durability, standbys, WriterSession.question])
            try await predecessor?.end(on: connection)
            let promise = try answers[1].only().string("names")
            return JournalWriter(connection, try WriterSession(answers[2]), promise: promise, known: known)
        } catch {
            await connection.close()
            throw error
        }
    }

    /// No timeout of PostgreSQL ends a wait for a standby; whoever asks is told after `commit-seconds`, long before this.
    private static let deadlines = Deadlines(connect: .seconds(3), call: .seconds(30))

    private static let standbys = Statement("SELECT \(JournalStatements.standbys)")

    var isUsable: Bool { get async { await connection.isOpen } }

    func close() async { await connection.close() }

    /// Ends a call that is under way, from any thread.
    nonisolated func abort() { connection.abort() }

    /// One transaction in one round trip: the fence, the journal, the tables, the answers.
    func append(_ batch: Batch) async throws(JournalFailure) {
        do {
            let end = try await end(in: batch.epoch)
            try checkGap(batch, after: end.seq)
            let rows = try JournalStatements.linked(batch.events, after: end.hash)
            let statements = try JournalStatements.statements(batch, rows)
            mayBeBehind = true
            try await commit(statements)
            known = ChainEnd(
                seq: rows.last?.seq ?? end.seq, hash: rows.last?.hash ?? end.hash, answer: KeptAnswer(batch.ledger.last) ?? end.answer)
            (mayBeBehind, wasBlocked) = (false, false)
        } catch let error as EncodingError {
            throw .rejected(Rejection("an event cannot be written as JSON: \(error)"))
        } catch {
            wasBlocked = (error as? PostgresError)?.isLockTimeout ?? false
            throw Self.failure(error)
        }
    }

    /// Commits, and looks whether the standbys that were promised were still there for it: in the same round trip when some were named
    /// before, and in one more when they were named since. Where none are named nothing is asked but at the entrance.
    /// - Parameter entrance: the place of ``JournalStatements/entrance(_:)`` in `statements`.
    @discardableResult
    private func commit(_ statements: [Statement], entrance: Int = 0) async throws -> [Rows] {
        let committed = try await connection.transaction(statements, afterCommit: promise.isEmpty ? [] : [Self.standbys])
        var after = (try? committed.afterCommit.get())?.first
        // They may have been named since the commit before.
        if let begun = try? committed.answers[entrance].only().string("names"), !begun.isEmpty {
            if promise.isEmpty { after = try? await connection.pipeline([Self.standbys]).first }
            promise = begun
        }
        // When it is not answered, what was confirmed before stays confirmed.
        let names = (try? after?.only().string("names")) ?? promise
        defer { promise = names }
        guard names.isEmpty, !promise.isEmpty else { return committed.answers }
        throw JournalFailure.alone("synchronous_standby_names was \(promise) when this was sent, and is empty now that it is committed")
    }

    /// What the journal holds behind an event, read and then sealed by a commit of its own: as that commit is durable wherever commits
    /// have to be, so is everything that was read.
    func recovery(after server: KnownJournal) async throws(JournalFailure) -> Recovery {
        do {
            try await look(for: server)
            // Behind this commit nothing waits any more that was sent before it.
            _ = try await connection.transaction([JournalStatements.entrance(server.epoch), Self.mark])
            let answers = try await commit([
                // All of one moment. Nothing else can write in this epoch meanwhile but a batch of our own that is late.
                Statement("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"),
                JournalStatements.entrance(server.epoch),
                Self.mark,
                Statement(JournalTable.page, [.int(server.head), .int(.max)]),
                IdempotencyTable.read(after: server),
            ], entrance: 1)
            let rows = try answers[3].map { try JournalTable.read($0) }
            let kept = try answers[4].map { try IdempotencyTable.read($0) }
            if let known {
                self.known = ChainEnd(
                    seq: rows.last?.seq ?? known.seq, hash: rows.last?.hash ?? known.hash, answer: KeptAnswer(kept.last) ?? known.answer)
            }
            mayBeBehind = false
            return Recovery(missed: try rows.map { try $0.event() }, answers: kept)
        } catch {
            throw Self.failure(error)
        }
    }

    /// Looks whether the journal is the one that a server knows; asks the database, whatever was known before.
    /// - Throws: ``JournalFailure/fenced(_:)`` when it is not, or when the epoch is over.
    func look(for server: KnownJournal) async throws(JournalFailure) {
        mayBeBehind = true
        do {
            let found = try await end(in: server.epoch)
            guard found.seq >= server.head else { throw Self.anotherJournal("event \(server.head)", isMissing: true, last: found.seq) }
        } catch {
            throw Self.failure(error)
        }
    }

    /// Makes a commit of what only reads, so that it waits for the standbys.
    private static let mark = Statement("SELECT pg_logical_emit_message(true, 'tolkbrug', 'recovery')")

    /// The end of the chain, read if need be, and with it whether the writer of this epoch may still write.
    private func end(in epoch: Int64) async throws -> ChainEnd {
        if let known, !mayBeBehind { return known }
        let row = try await connection.query("""
            SELECT lease.epoch, last.seq, last.hash, (SELECT hash FROM journal WHERE seq = $1) AS known_hash,
                EXISTS (SELECT FROM idempotency WHERE principal_id = $2 AND key = $3) AS has_answer
            FROM lease LEFT JOIN (SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1) AS last ON true
            """, [.int(known?.seq ?? 0), .int(known?.answer?.principal ?? 0), .text(known?.answer?.key ?? "")]).only()
        let present = try row.int64("epoch")
        guard present == epoch else { throw JournalFailure.fenced("epoch \(epoch) is over, the present one is \(present)") }
        let found = ChainEnd(
            seq: try row.optionalInt64("seq") ?? 0, hash: try row.optionalBytes("hash") ?? JournalRow.genesis, answer: known?.answer)
        if let known, known.seq > 0, try row.optionalBytes("known_hash") != known.hash {
            throw Self.anotherJournal("event \(known.seq)", isMissing: known.seq > found.seq, last: found.seq)
        }
        if let answer = known?.answer, try !row.bool("has_answer") {
            throw Self.anotherJournal("the answer kept for key=\(answer.key) of U\(answer.principal)", isMissing: true, last: found.seq)
        }
        known = found
        mayBeBehind = false
        return found
    }

    private static func anotherJournal(_ what: String, isMissing: Bool, last: Int64) -> JournalFailure {
        .fenced("""
            this is another journal: \(what), which was durable, is \(isMissing ? "missing" : "another one") and the last event is \
            \(last); a lagging standby was promoted or a backup restored
            """)
    }

    private func checkGap(_ batch: Batch, after head: Int64) throws(JournalFailure) {
        for (index, event) in batch.events.enumerated() where event.seq != head + 1 + Int64(index) {
            throw .notCommitted("event \(event.seq) does not follow: the journal ends at \(head), and \(head + 1 + Int64(index)) is next")
        }
    }

    private static func failure(_ error: any Error) -> JournalFailure {
        switch error {
        case let error as JournalFailure: error
        case let error as PostgresError: JournalFailure(error)
        default: .notCommitted("a row of the journal cannot be read: \(error)")
        }
    }
}

extension JournalFailure {
    /// The SQLSTATE of `enter_journal` for an epoch that is over.
    static let fencedState = "TB001"

    init(_ error: PostgresError) {
        self =
            switch error.kind {
            case .rejected where error.sqlState == Self.fencedState: .fenced(error.message)
            case .rejected where error.blamesRow: .rejected(Rejection(error.message, table: error.table, constraint: error.constraint))
            // A value that cannot be sent at all: a time of the year 10000, a text with NUL.
            case .usage: .rejected(Rejection(error.message))
            case .connectionLost(commitSent: true), .commitDoubtful: .unknown(error.description)
            default: .notCommitted(error.description)
            }
    }
}
