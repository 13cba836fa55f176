import Logging
import Postgres

/// Sessions that fell silent within a transaction and hold what the lease or the journal waits for.
///
/// A connection that breaks between BEGIN and COMMIT without the server's noticing, or whose process was stopped, keeps its locks for as
/// long as its end stays open, and no timeout of PostgreSQL applies within a pipeline. Whoever ran into a lock timeout
/// (``PostgresError/isLockTimeout``) has them ended and tries again.
public struct Blockers: Sendable {
    /// How long a transaction of ours may wait for its client: each is sent in one go.
    public static let patience = Duration.seconds(1)

    private let url: String
    private let log: Logger

    /// - Parameter url: of the database where something waits.
    public init(url: String, log: Logger) {
        self.url = url
        self.log = log
    }

    /// Ends every session of our own role in this database whose transaction has been open for longer than `patience`, holds a lock
    /// on a table stronger than a reader's, and waits for its client, not for the server: not a commit that waits for a standby, and
    /// nobody who waits for a lock himself. Each is a line of the log. Nothing of a transaction ended like this is committed.
    /// - Returns: how many were ended; 0 also when the database does not answer, which the log says.
    @discardableResult
    public func terminate(patience: Duration = Blockers.patience) async -> Int {
        do throws(PostgresError) {
            let connection = try await Connection.open(
                url, applicationName: "tolkbrug-blockers", deadlines: Deadlines(connect: .seconds(1), call: .seconds(3)))
            let rows: [Row]
            do throws(PostgresError) {
                // In a transaction, so that the warning of one that takes too long is not taken for a doubt about a commit.
                rows = try await connection.transaction([Statement(Self.ending, [.double(patience / .seconds(1))])]).flatMap(Array.init)
            } catch {
                await connection.close()
                throw error
            }
            await connection.close()
            for row in rows { try tell(row) }
            return rows.count
        } catch {
            log.error("cannot look for what blocks the database", metadata: ["reason": "\(error)"])
            return 0
        }
    }

    /// `pg_terminate_backend` waits up to a second for the end.
    private static let ending = """
        SELECT pid, application_name, coalesce(client_addr::text, 'socket') AS client,
            round(extract(epoch FROM clock_timestamp() - xact_start))::text AS seconds, pg_terminate_backend(pid, 1000) AS is_gone
        FROM pg_stat_activity
        WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()
            AND wait_event_type = 'Client' AND clock_timestamp() - xact_start > $1 * interval '1 second'
            AND EXISTS (
                SELECT FROM pg_locks
                WHERE pg_locks.pid = pg_stat_activity.pid AND locktype = 'relation' AND granted AND mode <> 'AccessShareLock')
        """

    private func tell(_ row: Row) throws(PostgresError) {
        let (process, application, client) = (try row.int64("pid"), try row.string("application_name"), try row.string("client"))
        let (seconds, isGone) = (try row.string("seconds"), try row.bool("is_gone"))
        log.warning("ended a session that was silent within a transaction and held locks", metadata: [
            "process": "\(process)", "application": "\(application)", "client": "\(client)", "open_seconds": "\(seconds)",
            "gone": "\(isGone ? "yes" : "not-yet")",
        ])
    }
}
