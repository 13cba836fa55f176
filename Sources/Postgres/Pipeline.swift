import CLibPQ

/// Statements that travel together: all are sent before the first answer is awaited, so they cost one round trip.
///
/// PostgreSQL runs them up to the sync message as one transaction (unless they say BEGIN and COMMIT themselves), and
/// after the first error skips to the sync. So either all took effect or none did.
struct Pipeline {
    /// What an answer belongs to.
    private enum Expected {
        case preparation(step: Int, sql: String, name: String)
        case step(Int)
        case sync
    }

    /// One statement, and its place in the caller's list; nil for a BEGIN or COMMIT that we added.
    struct Step {
        let statement: Statement
        let index: Int?
    }

    struct Outcome {
        /// One for each step that was answered: all of them, unless there is a failure after the commit.
        var answers: [Rows]
        /// What went wrong when the COMMIT had already been confirmed.
        var failureAfterCommit: PostgresError?
    }

    /// After so many bytes we stop sending and take the answers that are there, to keep both sides' buffers small.
    private static let bytesBetweenDrains = 64 * 1024

    private let link: Link
    private let steps: [Step]
    private let encoded: [EncodedParameters]
    /// The step whose sending may commit everything; the step count means the sync.
    private let commitStep: Int
    /// From this step on a warning may be about the commit. Without a COMMIT it can be read together with the last answer.
    private let firstDoubtfulStep: Int

    private(set) var cache: StatementCache
    private var namesUnderWay: [String: String] = [:]
    private var stepsSent = 0
    private var bytesSinceDrain = 0
    private var expected: [Expected] = []
    private var answered = 0
    private var answers: [Rows] = []
    private var failure: PostgresError?
    private var failureAfterCommit: PostgresError?
    /// The server has said that the COMMIT is done.
    private var isCommitted = false
    /// So many of the first warnings were there before the commit.
    private var warningsBeforeCommit = 0
    private var isComplete = false

    /// - Parameter commit: which step is the COMMIT; nil when there is none and the sync commits.
    /// - Throws: `usage` when a statement or parameter cannot be sent; nothing was sent then.
    init(_ steps: [Step], commit: Int?, link: Link, cache: StatementCache) throws(PostgresError) {
        self.link = link
        self.steps = steps
        self.cache = cache
        commitStep = commit ?? steps.count
        firstDoubtfulStep = commit ?? (steps.count - 1)
        var encoded: [EncodedParameters] = []
        encoded.reserveCapacity(steps.count)
        for step in steps {
            do {
                switch step.statement.source {
                case .sql(let text), .prepared(let text): _ = try Parameter.withoutNUL(text)
                }
                encoded.append(try EncodedParameters(step.statement.parameters))
            } catch {
                var located = error
                located.statementIndex = step.index
                throw located
            }
        }
        self.encoded = encoded
    }

    /// Sends everything, reads every answer, and leaves the link out of pipeline mode.
    /// - Returns: the answers, also when the connection broke or a statement failed after the server had confirmed the COMMIT.
    /// - Throws: `rejected` or `commitDoubtful` with the link still usable, or `connectionLost` or `usage` with the link to be closed.
    mutating func run() throws(PostgresError) -> Outcome {
        do throws(PostgresError) {
            try converse()
        } catch {
            guard isCommitted else { throw error }
            failureAfterCommit = error
        }
        if let failure { throw failure }
        if var warning = link.warnings.dropFirst(warningsBeforeCommit).first {
            warning.kind = .commitDoubtful
            throw warning
        }
        return Outcome(answers: answers, failureAfterCommit: failureAfterCommit)
    }

    private mutating func converse() throws(PostgresError) {
        guard link.isAlive(), link.enterPipeline() else { throw link.loss(commitSent: false) }
        for index in steps.indices {
            try send(index)
            if bytesSinceDrain >= Self.bytesBetweenDrains { try drain() }
        }
        stepsSent = steps.count + 1
        expected.append(.sync)
        try check(link.sendSync())
        while !isComplete {
            let hasUnsent = link.flush()
            try takeAnswers()
            if !isComplete { try waitForTraffic(toWrite: hasUnsent) }
        }
        guard link.exitPipeline() else { throw lost() }
    }

    // MARK: Sending

    private mutating func send(_ index: Int) throws(PostgresError) {
        let parameters = encoded[index]
        bytesSinceDrain += parameters.byteCount + 64
        stepsSent = index + 1
        switch steps[index].statement.source {
        case .prepared(let name):
            try check(link.send(prepared: name, parameters))
        case .sql(let sql):
            if let name = try preparedName(of: sql, step: index) {
                try check(link.send(prepared: name, parameters))
            } else {
                bytesSinceDrain += sql.utf8.count
                try check(link.send(sql: sql, parameters))
            }
        }
        expected.append(.step(index))
    }

    /// The name under which `sql` is prepared, after asking the server to prepare it if need be; nil when the cache is full.
    private mutating func preparedName(of sql: String, step: Int) throws(PostgresError) -> String? {
        if let name = cache.name(of: sql) ?? namesUnderWay[sql] { return name }
        guard let name = cache.freshName() else { return nil }
        bytesSinceDrain += sql.utf8.count
        try check(link.send(prepare: sql, as: name))
        expected.append(.preparation(step: step, sql: sql, name: name))
        namesUnderWay[sql] = name
        return name
    }

    /// Waits until all that was sent so far has left, taking answers meanwhile: while the server cannot hand over its
    /// answers it does not read on.
    private mutating func drain() throws(PostgresError) {
        bytesSinceDrain = 0
        while link.flush() {
            try takeAnswers()
            try waitForTraffic(toWrite: true)
        }
        try takeAnswers()
    }

    // MARK: Receiving

    private mutating func waitForTraffic(toWrite: Bool) throws(PostgresError) {
        guard !link.wait(toWrite: toWrite) else { return }
        // The last words of the server may still be waiting in libpq.
        try takeAnswers()
        if !isComplete { throw lost() }
    }

    /// Takes the answers that are there, without waiting.
    private mutating func takeAnswers() throws(PostgresError) {
        while answered < expected.count, !isAwaitingAnswer() {
            if let answer = link.nextAnswer() {
                try take(answer)
            } else if case .sync = expected[answered] {
                // An error of the commit itself came first; the sync's own answer is still on its way.
            } else {
                answered += 1
            }
        }
    }

    private mutating func isAwaitingAnswer() -> Bool {
        let isAwaiting = link.isAwaitingAnswer
        // Reading an answer reads the warnings before it.
        if step(of: expected[answered]) < firstDoubtfulStep { warningsBeforeCommit = link.warnings.count }
        return isAwaiting
    }

    private mutating func take(_ answer: consuming Answer) throws(PostgresError) {
        let present = expected[answered]
        if answer.isCopy {
            throw .usage("COPY is not possible here; use INSERT in a pipeline, which is nearly as fast")
        }
        if answer.isError {
            try takeError(answer, to: present)
        } else if answer.status == PGRES_PIPELINE_SYNC {
            isComplete = true
            answered += 1
        } else if answer.status != PGRES_PIPELINE_ABORTED {
            switch present {
            case .preparation(_, let sql, let name): cache.remember(sql, as: name)
            case .step(let index):
                answers.append(answer.rows())
                if index == commitStep { isCommitted = true }
            case .sync: break
            }
        }
    }

    private mutating func takeError(_ answer: consuming Answer, to present: Expected) throws(PostgresError) {
        let step = step(of: present)
        let index = steps.indices.contains(step) ? steps[step].index : nil
        if answer.endsConnection {
            let error = answer.error(.rejected, statementIndex: index)
            // Without a severity it is libpq that speaks, which knows nothing of how far the server came.
            let isServer = error.severity != nil
            let mayHaveCommitted = stepsSent > commitStep && (!isServer || step >= commitStep)
            throw failure ?? link.loss(commitSent: mayHaveCommitted, lastWords: isServer ? error : nil)
        }
        let error = answer.error(.rejected, statementIndex: index)
        if isCommitted { failureAfterCommit = failureAfterCommit ?? error } else { failure = failure ?? error }
        forgetIfStale(step, sqlState: error.sqlState)
    }

    /// The step count for the sync.
    private func step(of expected: Expected) -> Int {
        switch expected {
        case .preparation(let index, _, _), .step(let index): index
        case .sync: steps.count
        }
    }

    /// After a migration the server may refuse a plan made before it (0A000), and somebody may have said DEALLOCATE
    /// (26000): the next attempt prepares anew.
    private mutating func forgetIfStale(_ step: Int, sqlState: String?) {
        guard sqlState == "0A000" || sqlState == "26000", steps.indices.contains(step),
            case .sql(let sql) = steps[step].statement.source
        else { return }
        cache.forget(sql)
    }

    private func check(_ sent: Bool) throws(PostgresError) {
        if !sent { throw lost() }
    }

    /// A refusal that arrived before the break is certain: it stays the answer.
    private func lost() -> PostgresError {
        failure ?? link.loss(commitSent: stepsSent > commitStep)
    }
}
