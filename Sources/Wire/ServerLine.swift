/// What the server sends: rows and one final reply for each command, events and controls between them.
public enum ServerLine: Hashable, Sendable {
    /// `a3 - REQUEST R17 v=1`: one of the rows of a reply. Clients ignore kinds and keys they do not know.
    case row(Tag, kind: String, params: [Parameter])

    /// `a3 OK 2.3.0 request R17 is open`: the one line that ends a reply.
    case final(Tag, Outcome, Status, text: String)

    /// `* EV 1041 OFFER-MADE O81 request=R17`: an event of the journal, `seq` its number there.
    case event(seq: Int64, kind: String, params: [Parameter])

    /// `* HELLO tbp/1 server="…" epoch=7`: the greeting.
    case hello([Parameter])

    /// `* HEAD 1041`: heartbeat, and everything up to and including this number has been sent.
    case head(Int64)

    /// `* BYE 4.6.4 [IDLE] …`: the last line of a connection.
    case bye(Status, text: String)

    /// How a command ended.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// Done.
        case ok = "OK"
        /// Understood and not done.
        case no = "NO"
        /// Not understood.
        case bad = "BAD"
    }

    /// The final reply with the outcome that belongs to the status.
    public static func answer(_ tag: Tag, _ status: Status, text: String) -> ServerLine {
        .final(tag, status.outcome, status, text: text)
    }

    /// The command this line answers; nothing for pushes.
    public var tag: Tag? {
        switch self {
        case .row(let tag, _, _), .final(let tag, _, _, _): tag
        case .event, .hello, .head, .bye: nil
        }
    }
}
