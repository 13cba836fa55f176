extension CommandTable {
    static let accept = CommandDefinition.change(
        "ACCEPT", .roles([.interpreter, .gateway]), "take an offer; the assignment is yours when the answer is OK",
        [
            Form([.required(Known.offer), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(.accept(try arguments.required(Known.offer), expected: try arguments.optional(Known.version)))
            }
        ])
}
