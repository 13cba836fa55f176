extension CommandTable {
    static let release = CommandDefinition.change(
        "RELEASE", .roles([.interpreter]), "give an assignment back; somebody else is looked for",
        [
            Form([.required(Known.assignment), .optional(Known.reason), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(.release(
                    try arguments.required(Known.assignment), expected: try arguments.optional(Known.version),
                    reason: try arguments.optional(Known.reason)))
            }
        ])
}
