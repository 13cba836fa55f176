import Interpreting
import Wire

extension CommandTable {
    static let board = CommandDefinition.question(
        "BOARD", .roles([.coordinator, .admin]), "the requests of your agency, the most pressing first",
        [
            Form([.optional(BoardArguments.state), .optional(BoardArguments.limit)]) { arguments throws(Complaint) in
                .query(.board(
                    state: try arguments.optional(BoardArguments.state),
                    limit: try arguments.optional(BoardArguments.limit) ?? Limits.standard.rows))
            }
        ])
}

private enum BoardArguments {
    static let state = Argument<RequestState>.named("state", .choice(), "only those in this state; all that are not over when left out")
    static let limit = Argument<Int>.named(
        "limit", .range("N", 1...Limits.standard.rows, example: 50), "the most rows; \(Limits.standard.rows) when left out")
}
