extension CommandTable {
    static let decline = CommandDefinition.change(
        "DECLINE", .roles([.interpreter, .gateway]), "turn an offer down, so that others are asked sooner",
        [
            Form([.required(Known.offer), .optional(Known.reason), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(.decline(
                    try arguments.required(Known.offer), expected: try arguments.optional(Known.version),
                    reason: try arguments.optional(Known.reason)))
            }
        ])
}
