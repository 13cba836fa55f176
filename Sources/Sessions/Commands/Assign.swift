extension CommandTable {
    static let assign = CommandDefinition.change(
        "ASSIGN", .roles([.coordinator]), "give a request to an interpreter who has agreed to it",
        [
            Form([.required(Known.request), .required(Known.interpreter), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(.assign(
                    try arguments.required(Known.request), try arguments.required(Known.interpreter),
                    expected: try arguments.optional(Known.version)))
            }
        ])
}
