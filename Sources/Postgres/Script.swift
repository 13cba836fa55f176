import CLibPQ

/// Statements in one text, sent with the simple protocol: no parameters, rows dropped. For migrations and settings.
enum Script {
    /// - Throws: `rejected` with the link still usable, or `connectionLost` or `usage` with the link to be closed.
    static func run(_ sql: String, on link: Link) throws(PostgresError) {
        guard link.isAlive(), link.send(script: sql) else { throw link.loss(commitSent: false) }
        var failure: PostgresError?
        while true {
            var isConnected = true
            while isConnected, link.flush() || link.isAwaitingAnswer {
                isConnected = link.wait(toWrite: link.flush())
            }
            // Asked for an answer that is not there, libpq would wait for it.
            if link.isOverdue { throw failure ?? link.loss(commitSent: true) }
            guard let answer = link.nextAnswer() else { break }
            if answer.isCopy { throw .usage("COPY is not possible here; use INSERT") }
            if answer.endsConnection {
                throw failure ?? answer.error(.connectionLost(commitSent: true), statementIndex: nil)
            }
            if answer.isError { failure = answer.error(.rejected, statementIndex: nil) }
        }
        if let failure { throw failure }
    }
}
