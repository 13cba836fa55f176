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

    /// After so many bytes we stop sending and take the answers that are there, to keep both sides' buffers small.
    private static let bytesBetweenDrains = 64 * 1024

    private let link: Link
    private let steps: [Step]
    private let encoded: [EncodedParameters]
    /// The step whose sending may commit everything; the step count means the sync.
    private let commitStep: Int

    private(set) var cache: StatementCache
    private var namesUnderWay: [String: String] = [:]
    private var stepsSent = 0
    private var bytesSinceDrain = 0
    private var expected: [Expected] = []
    private var answered = 0
    private var answers: [Rows] = []
    private var failure: PostgresError?
    private var isComplete = false

    /// - Parameter endsWithCommit: whether the last step is the COMMIT.
    /// - Throws: `usage` when a statement or parameter cannot be sent; nothing was sent then.
    init(_ steps: [Step], endsWithCommit: Bool, link: Link, cache: StatementCache) throws(PostgresError) {
        self.link = link
        self.steps = steps
        self.cache = cache
        commitStep = endsWithCommit ? steps.count - 1 : steps.count
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
    /// - Returns: the answers, one for each step.
    /// - Throws: `rejected` with the link still usable, or `connectionLost` or `usage` with the link to be closed.
    mutating func run() throws(PostgresError) -> [Rows] {
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
        if let failure { throw failure }
        return answers
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
        while answered < expected.count, !link.isAwaitingAnswer {
            if let answer = link.nextAnswer() {
                try take(answer)
            } else if case .sync = expected[answered] {
                // An error of the commit itself came first; the sync's own answer is still on its way.
            } else {
                answered += 1
            }
        }
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
            case .step: answers.append(answer.rows())
            case .sync: break
            }
        }
    }

    private mutating func takeError(_ answer: consuming Answer, to present: Expected) throws(PostgresError) {
        let step: Int
        switch present {
        case .preparation(let index, _, _), .step(let index): step = index
        case .sync: step = steps.count
        }
        let index = steps.indices.contains(step) ? steps[step].index : nil
        if answer.endsConnection {
            var error = answer.error(.rejected, statementIndex: index)
            // Without a severity it is libpq that speaks, which knows nothing of how far the server came.
            let serverCameToCommit = error.severity == nil || step >= commitStep
            error.kind = .connectionLost(commitSent: stepsSent > commitStep && serverCameToCommit)
            throw failure ?? error
        }
        if failure == nil { failure = answer.error(.rejected, statementIndex: index) }
        forgetIfStale(step, sqlState: failure?.sqlState)
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
