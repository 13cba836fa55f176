import Postgres

/// The server's process behind a connection of the journal.
///
/// A connection that we gave up may live on at the server's end, with a batch that it has not read yet or whose COMMIT is still under way,
/// and commit it when somebody has been told already that it was not done. So nothing is read or written on a new connection before the
/// process behind the one before has ended.
struct WriterSession: Sendable, Hashable {
    let process: Int64
    /// As the server writes it: process numbers are used again, moments are not.
    let startedAt: String

    /// How long the server may take to end it.
    static let patience = Duration.seconds(1)

    /// Asks whose connection this is.
    static let question = Statement("""
        SELECT pid, backend_start::text AS started FROM pg_stat_activity WHERE pid = pg_backend_pid()
        """)

    /// - Parameter answer: to ``question``.
    init(_ answer: Rows) throws(PostgresError) {
        let row = try answer.only()
        process = try row.int64("pid")
        startedAt = try row.string("started")
    }

    /// For tests.
    init(process: Int64, startedAt: String) {
        self.process = process
        self.startedAt = startedAt
    }

    /// Has it ended, and waits until it is gone. A server where it does not run, because it has ended or this is another server, has
    /// nothing to do.
    /// - Returns: whether there was something to end.
    /// - Throws: also when it is not gone in time, or our role may not end it.
    @discardableResult
    func end(on connection: Connection, within patience: Duration = WriterSession.patience) async throws(PostgresError) -> Bool {
        let milliseconds = Int64(patience / .milliseconds(1))
        let answers: [Rows]
        do throws(PostgresError) {
            // The warning of one that takes too long is no doubt about anything that we commit.
            answers = try await connection.transaction(
                [Statement(Self.ending, [.int(process), .text(startedAt), .int(milliseconds)])], deadline: patience + .seconds(2))
        } catch {
            var error = error
            error.message = "the journal's last session (process \(process)) cannot be ended: \(error.message)"
            throw error
        }
        guard let row = answers.first?.first else { return false }
        guard try row.bool("is_gone") else {
            throw PostgresError(
                kind: .rejected, message: """
                    the journal's last session (process \(process), since \(startedAt)) has not ended within \(milliseconds) ms of being \
                    told to and may still commit; nothing is told before it is gone: if it stays, end process \(process) on the database's \
                    machine
                    """)
        }
        return true
    }

    private static let ending = """
        SELECT pg_terminate_backend(pid, $3) AS is_gone FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2::text::timestamptz
        """
}
