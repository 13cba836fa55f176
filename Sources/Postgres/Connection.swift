import CLibPQ

/// A connection to PostgreSQL: an actor on a thread of its own.
///
/// Calls run one after another. After ``PostgresError/Kind/connectionLost(commitSent:)`` it is closed for good; open another.
public actor Connection {
    private let executor: ThreadExecutor
    private let plug = Plug()
    private let deadlines: Deadlines
    /// Nil before connecting, and after the end.
    private var link: Link?
    private var cache = StatementCache()
    private var namesPrepared: Set<String> = []

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private init(executor: ThreadExecutor, deadlines: Deadlines) {
        self.executor = executor
        self.deadlines = deadlines
    }

    /// - Parameters:
    ///   - url: `postgresql://…` with libpq's options (`sslmode`, `sslrootcert`, `options=-c statement_timeout=5s`). Of several hosts
    ///     the first that lets us in and takes writes, or is what `target_session_attrs` asks for. How soon a dead peer is noticed is
    ///     ours to say, whatever stands in the URL.
    ///   - applicationName: shown in `pg_stat_activity`, unless the URL names another.
    ///   - settings: of the session, such as `lock_timeout`.
    /// - Throws: ``PostgresError`` of kind `cannotConnect`, or `usage` for a URL that cannot be read.
    public static func open(
        _ url: String, applicationName: String, deadlines: Deadlines = Deadlines(), settings: [(name: String, value: String)] = []
    ) async throws(PostgresError) -> Connection {
        let connection = Connection(executor: ThreadExecutor(name: applicationName), deadlines: deadlines)
        try await connection.connect(url, applicationName: applicationName, settings)
        return connection
    }

    private func connect(
        _ url: String, applicationName: String, _ settings: [(name: String, value: String)]
    ) throws(PostgresError) {
        link = try Link(url: url, applicationName: applicationName, patience: deadlines.connect, plug: plug)
        let script = (Self.settings + settings).map { setting in
            "SET \(setting.name) = '\(setting.value.replacing("'", with: "''"))'"
        }
        do throws(PostgresError) {
            try execute((script + [LogDiscretion.script]).joined(separator: "; "), deadline: deadlines.connect)
        } catch {
            close()
            var error = error
            error.kind = .cannotConnect
            throw error
        }
    }

    /// Of every session, whatever the server's or the role's defaults are.
    private static let settings = [
        // The text forms that Row reads.
        (name: "TimeZone", value: "UTC"), (name: "DateStyle", value: "ISO, YMD"), (name: "bytea_output", value: "hex"),
        (name: "standard_conforming_strings", value: "on"),
        // A doubt about a commit comes as a warning.
        (name: "client_min_messages", value: "warning"),
        // The server, too, notices when we are gone, so that what we left half done holds no locks.
        (name: "tcp_keepalives_idle", value: "5"), (name: "tcp_keepalives_interval", value: "2"),
        (name: "tcp_keepalives_count", value: "3"), (name: "tcp_user_timeout", value: "10s"),
        (name: "client_connection_check_interval", value: "2s"),
    ]

    /// The server's process for this connection, as `pg_stat_activity.pid`; 0 when closed.
    public var processID: Int32 { link?.processID ?? 0 }

    /// Whether calls can succeed, as far as is known without asking the server.
    public var isOpen: Bool { link != nil }

    /// Says goodbye to the server. May be called any number of times.
    public func close() {
        link = nil
        cache = StatementCache()
        namesPrepared = []
    }

    /// Ends the connection from outside, at once and from any thread: a call that waits for the server ends with `connectionLost`.
    public nonisolated func abort() { plug.pull() }

    /// Runs one or more statements separated by semicolons, as one transaction unless they say otherwise. Rows are dropped, and so
    /// are warnings.
    /// - Parameter deadline: as for ``query(_:_:deadline:)``.
    public func execute(_ sql: String, deadline: Duration? = nil) throws(PostgresError) {
        _ = try Parameter.withoutNUL(sql)
        try onLink(deadline) { link throws(PostgresError) in
            try Script.run(sql, on: link)
        }
    }

    /// Runs one statement, which commits by itself.
    /// - Parameter deadline: for all waiting together; nil for the connection's own. When it passes the connection is closed and the
    ///   error is `connectionLost`; an answer that is already there is still taken.
    public func query(_ sql: String, _ parameters: [Parameter] = [], deadline: Duration? = nil) throws(PostgresError) -> Rows {
        let step = Pipeline.Step(statement: Statement(sql, parameters), index: 0)
        guard let rows = try run([step], commit: nil, deadline).answers.first else {
            throw PostgresError(kind: .unreadable, message: "the server gave no answer")
        }
        return rows
    }

    /// Prepares `sql` under a name of the caller's choice for ``Statement/init(prepared:_:)``. The same name again replaces it.
    ///
    /// Seldom needed: statements given as text are prepared by themselves on their first use.
    public func prepare(_ name: String, as sql: String) throws(PostgresError) {
        _ = try Parameter.withoutNUL(name)
        let quoted = "\"" + name.replacing("\"", with: "\"\"") + "\""
        if namesPrepared.contains(name) { try execute("DEALLOCATE \(quoted)") }
        namesPrepared.remove(name)
        try execute("PREPARE \(quoted) AS \(sql)")
        namesPrepared.insert(name)
    }

    /// Runs all statements in one round trip and as one transaction: an error undoes them all and names the statement.
    /// - Returns: one answer for each statement.
    public func pipeline(_ body: [Statement], deadline: Duration? = nil) throws(PostgresError) -> [Rows] {
        let steps = body.enumerated().map { Pipeline.Step(statement: $0.element, index: $0.offset) }
        return try run(steps, commit: nil, deadline).answers
    }

    /// BEGIN, the statements, COMMIT, in one round trip.
    ///
    /// The difference from ``pipeline(_:deadline:)`` is what a broken connection tells: here `commitSent` is exact to the COMMIT.
    /// - Parameter statements: none of which begins or ends a transaction.
    /// - Returns: one answer for each statement.
    /// - Throws: also `commitDoubtful`.
    public func transaction(_ statements: [Statement], deadline: Duration? = nil) throws(PostgresError) -> [Rows] {
        try transaction(statements, afterCommit: [], deadline: deadline).answers
    }

    /// What ``transaction(_:afterCommit:deadline:)`` came to.
    public struct Committed: Sendable {
        /// One for each statement of the transaction.
        public let answers: [Rows]
        /// One for each statement after the COMMIT, or why they were not answered.
        public let afterCommit: Result<[Rows], PostgresError>
    }

    /// The same, with statements behind the COMMIT in the same round trip: to ask under what conditions it was made. When they fail,
    /// or the connection breaks before they are answered, what is committed stays committed.
    public func transaction(
        _ statements: [Statement], afterCommit: [Statement], deadline: Duration? = nil
    ) throws(PostgresError) -> Committed {
        let body = statements.enumerated().map { Pipeline.Step(statement: $0.element, index: $0.offset) }
        let steps = [Pipeline.Step(statement: Statement("BEGIN"), index: nil)] + body
            + [Pipeline.Step(statement: Statement("COMMIT"), index: nil)]
            + afterCommit.map { Pipeline.Step(statement: $0, index: nil) }
        let outcome = try run(steps, commit: body.count + 1, deadline)
        let after = Array(outcome.answers.dropFirst(body.count + 2))
        return Committed(
            answers: Array(outcome.answers.dropFirst().prefix(body.count)),
            afterCommit: outcome.failureAfterCommit.map { .failure($0) } ?? .success(after))
    }

    private func run(
        _ steps: [Pipeline.Step], commit: Int?, _ deadline: Duration?
    ) throws(PostgresError) -> Pipeline.Outcome {
        try onLink(deadline) { link throws(PostgresError) in
            var pipeline = try Pipeline(steps, commit: commit, link: link, cache: cache)
            defer { cache = pipeline.cache }
            return try pipeline.run()
        }
    }

    /// Runs `body`, and sees to it that the connection is afterwards either in order or closed.
    private func onLink<Value>(
        _ deadline: Duration?, _ body: (Link) throws(PostgresError) -> Value
    ) throws(PostgresError) -> Value {
        guard let link else {
            throw PostgresError(kind: .connectionLost(commitSent: false), message: "the connection is closed; open another")
        }
        let wasIdle = link.isIdle
        link.begin(within: deadline ?? deadlines.call)
        do {
            let value = try body(link)
            // It may have broken after the last answer that matters.
            if !link.isInOrder { close() }
            return value
        } catch {
            if error.isConnectionLost || !link.isInOrder {
                close()
            } else if wasIdle && !link.isIdle {
                // A transaction that the failed call began itself.
                do { try Script.run("ROLLBACK", on: link) } catch { close() }
            }
            throw error
        }
    }
}
