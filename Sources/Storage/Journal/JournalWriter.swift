import Dispatching
import Postgres

/// The one connection that writes, and the end of the chain as far as it knows.
///
/// It runs on the connection's thread, so that encoding and hashing take nothing from the cooperative pool and no time is
/// lost in going from thread to thread.
actor JournalWriter {
    private let connection: Connection
    /// Nil when it must be read again, because the last batch did not surely commit.
    private var end: ChainEnd?

    private struct ChainEnd {
        var seq: Int64
        var hash: [UInt8]
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { connection.unownedExecutor }

    private init(_ connection: Connection) {
        self.connection = connection
    }

    static func open(_ url: String) async throws(PostgresError) -> JournalWriter {
        let connection = try await Connection.open(url, applicationName: "tolkbrug-journal")
        do throws(PostgresError) {
            try await connection.execute(settings)
        } catch {
            await connection.close()
            throw error
        }
        return JournalWriter(connection)
    }

    /// What is acknowledged must be on disk; stronger settings for standbys are left as they are.
    private static let settings = JournalStatements.settings.map { "SET \($0.name) = '\($0.value)';" }.joined(separator: " ") + """
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')
        """

    var isUsable: Bool { get async { await connection.isOpen } }

    func close() async { await connection.close() }

    /// One transaction in one round trip: the fence, the journal, the tables, the answers.
    func append(_ batch: Batch) async throws(JournalFailure) {
        do {
            let end = try await knownEnd(batch)
            try checkGap(batch, after: end.seq)
            let rows = try JournalStatements.linked(batch.events, after: end.hash)
            let statements = try JournalStatements.statements(batch, rows)
            self.end = nil
            _ = try await connection.transaction(statements)
            self.end = rows.last.map { ChainEnd(seq: $0.seq, hash: $0.hash) } ?? end
        } catch let error as JournalFailure {
            throw error
        } catch let error as PostgresError {
            throw JournalFailure(error)
        } catch {
            throw .notCommitted("an event cannot be written as JSON: \(error)")
        }
    }

    /// Reads the end of the chain if need be, and with it whether the batch's writer may still write.
    private func knownEnd(_ batch: Batch) async throws -> ChainEnd {
        if let end { return end }
        let row = try await connection.query("""
            SELECT lease.epoch, last.seq, last.hash FROM lease
            LEFT JOIN (SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1) AS last ON true
            """).only()
        let epoch = try row.int64("epoch")
        guard epoch == batch.epoch else { throw JournalFailure.fenced("epoch \(batch.epoch) is over, the present one is \(epoch)") }
        let found = ChainEnd(
            seq: try row.optionalInt64("seq") ?? 0, hash: try row.optionalBytes("hash") ?? JournalRow.genesis)
        end = found
        return found
    }

    private func checkGap(_ batch: Batch, after head: Int64) throws(JournalFailure) {
        for (index, event) in batch.events.enumerated() where event.seq != head + 1 + Int64(index) {
            throw .notCommitted("event \(event.seq) does not follow: the journal ends at \(head), and \(head + 1 + Int64(index)) is next")
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
            case .connectionLost(commitSent: true): .unknown(error.description)
            default: .notCommitted(error.description)
            }
    }
}
