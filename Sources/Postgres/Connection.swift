import CLibPQ

/// A connection to PostgreSQL: an actor on a thread of its own.
///
/// Calls run one after another. After ``PostgresError/Kind/connectionLost(commitSent:)`` it is closed for good; open another.
public actor Connection {
    private let executor: ThreadExecutor
    /// Nil before connecting, and after the end.
    private var link: Link?
    private var cache = StatementCache()
    private var namesPrepared: Set<String> = []

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private init(executor: ThreadExecutor) {
        self.executor = executor
    }

    /// - Parameters:
    ///   - url: `postgresql://…` with libpq's options (`sslmode`, `sslrootcert`, `connect_timeout`, `options=-c statement_timeout=5s`).
    ///   - applicationName: shown in `pg_stat_activity`, unless the URL names another.
    /// - Throws: ``PostgresError`` of kind `cannotConnect`, or `usage` for a URL that cannot be read.
    public static func open(_ url: String, applicationName: String) async throws(PostgresError) -> Connection {
        let connection = Connection(executor: ThreadExecutor(name: applicationName))
        try await connection.connect(url, applicationName: applicationName)
        return connection
    }

    private func connect(_ url: String, applicationName: String) throws(PostgresError) {
        link = try Link(url: url, applicationName: applicationName)
        // The text forms that Row reads, whatever the server's or the role's defaults are.
        try execute("""
            SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET bytea_output = 'hex';
            SET standard_conforming_strings = on; SET client_min_messages = 'warning'
            """)
    }

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

    /// Runs one or more statements separated by semicolons, as one transaction unless they say otherwise. Rows are dropped.
    public func execute(_ sql: String) throws(PostgresError) {
        _ = try Parameter.withoutNUL(sql)
        try onLink { link throws(PostgresError) in
            try Script.run(sql, on: link)
        }
    }

    /// Runs one statement, which commits by itself.
    public func query(_ sql: String, _ parameters: [Parameter] = []) throws(PostgresError) -> Rows {
        let answers = try run([Pipeline.Step(statement: Statement(sql, parameters), index: 0)], endsWithCommit: false)
        guard let rows = answers.first else { throw PostgresError(kind: .unreadable, message: "the server gave no answer") }
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
    public func pipeline(_ body: [Statement]) throws(PostgresError) -> [Rows] {
        let steps = body.enumerated().map { Pipeline.Step(statement: $0.element, index: $0.offset) }
        return try run(steps, endsWithCommit: false)
    }

    /// BEGIN, the statements, COMMIT, in one round trip.
    ///
    /// The difference from ``pipeline(_:)`` is what a broken connection tells: here `commitSent` is exact to the COMMIT.
    /// - Parameter statements: none of which begins or ends a transaction.
    /// - Returns: one answer for each statement.
    public func transaction(_ statements: [Statement]) throws(PostgresError) -> [Rows] {
        let steps = statements.enumerated().map { Pipeline.Step(statement: $0.element, index: $0.offset) }
        let begin = Pipeline.Step(statement: Statement("BEGIN"), index: nil)
        let commit = Pipeline.Step(statement: Statement("COMMIT"), index: nil)
        return Array(try run([begin] + steps + [commit], endsWithCommit: true).dropFirst().dropLast())
    }

    private func run(_ steps: [Pipeline.Step], endsWithCommit: Bool) throws(PostgresError) -> [Rows] {
        try onLink { link throws(PostgresError) in
            var pipeline = try Pipeline(steps, endsWithCommit: endsWithCommit, link: link, cache: cache)
            defer { cache = pipeline.cache }
            return try pipeline.run()
        }
    }

    /// Runs `body`, and sees to it that the connection is afterwards either in order or closed.
    private func onLink<Result>(_ body: (Link) throws(PostgresError) -> Result) throws(PostgresError) -> Result {
        guard let link else {
            throw PostgresError(kind: .connectionLost(commitSent: false), message: "the connection is closed; open another")
        }
        let wasIdle = link.isIdle
        do {
            return try body(link)
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
