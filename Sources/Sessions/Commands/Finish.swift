extension CommandTable {
    static let finish = CommandDefinition.change(
        "FINISH", .roles([.interpreter, .gateway]), "the conversation is over",
        [
            Form([.required(Known.assignment), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(.finish(try arguments.required(Known.assignment), expected: try arguments.optional(Known.version)))
            }
        ])
}
