extension CommandTable {
    static let start = CommandDefinition.change(
        "START", .roles([.interpreter, .gateway]), "the conversation begins",
        [
            Form([.required(Known.assignment), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(.start(try arguments.required(Known.assignment), expected: try arguments.optional(Known.version)))
            }
        ])
}
