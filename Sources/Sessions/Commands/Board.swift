import Interpreting
import Wire

extension CommandTable {
    static let board = CommandDefinition.question(
        "BOARD", .roles([.coordinator, .admin]), "the requests of your agency, the most pressing first",
        [
            Form([.optional(BoardArguments.state), .optional(BoardArguments.limit)]) { arguments throws(Complaint) in
                .query(.board(
                    state: try arguments.optional(BoardArguments.state)?.requestState,
                    limit: try arguments.optional(BoardArguments.limit) ?? Limits.standard.rows))
            }
        ])
}

private enum BoardArguments {
    /// The states of requests that are not over: a board shows no others.
    enum Shown: String, CaseIterable, Sendable {
        case open, offered, assigned, started

        var requestState: RequestState {
            switch self {
            case .open: .open
            case .offered: .offered
            case .assigned: .assigned
            case .started: .started
            }
        }
    }

    static let state = Argument<Shown>.named("state", .choice(), "only those in this state; all that are not over when left out")
    static let limit = Argument<Int>.named(
        "limit", .range("N", 1...Limits.standard.rows, example: 50), "the most rows; \(Limits.standard.rows) when left out")
}
