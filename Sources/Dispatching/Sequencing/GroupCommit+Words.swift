import Interpreting

/// What askers are told when the store does not do its part: whether something may have been done, and what to do next, with the key.
extension GroupCommit.Question {
    /// What came of it is not known; the texts name the key, since the server may have chosen it.
    private var inquiry: String {
        key.map { "ask OUTCOME key=\($0.text), or send it again with that key" } ?? "look before you send it again"
    }

    private var again: String {
        key.map { "send it again in a moment with key=\($0.text)" } ?? "send it again in a moment"
    }

    /// It was not sent to the store, or the store surely has nothing of it.
    func untouched(_ trouble: String) -> String {
        isAskedAgain ? "\(trouble), and may have kept an earlier try; \(inquiry)" : "\(trouble); this sending changed nothing, \(again)"
    }

    var unconfirmed: String { "the store has not confirmed it yet, so it is not known whether it was done; \(inquiry)" }

    var keptAlone: String {
        "one machine alone has kept it, for its standbys were taken away meanwhile, so it may be lost; \(inquiry)"
    }

    /// This server decides no more.
    /// - Parameter isSent: it may have been kept.
    func left(isSent: Bool) -> String {
        isSent || isAskedAgain
            ? "another server decides now, and this one does not know whether it was done; connect there and \(inquiry)"
            : "another server decides now; this sending changed nothing, connect there and \(again)"
    }

    var unknownAtTheEnd: String { "this server stops and does not know whether it was done; \(inquiry)" }
}
