import Dispatching

extension CommandTable {
    static let finish = CommandDefinition.change(
        "FINISH", .roles([.interpreter, .gateway]), "the conversation is over",
        [
            Form([.required(Known.assignment), .optional(absent), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(
                    .finish(
                        try arguments.required(Known.assignment), expected: try arguments.optional(Known.version),
                        absent: try arguments.optional(absent)))
            }
        ])

    private static let absent = Argument<Absentee>.named("absent", .choice(), "you were there and waited, and the client did not come")
}
