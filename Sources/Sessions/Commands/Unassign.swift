extension CommandTable {
    static let unassign = CommandDefinition.change(
        "UNASSIGN", .roles([.coordinator]), "take an assignment away; somebody else is looked for",
        [
            Form([.required(Known.assignment), .optional(Known.reason), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(.unassign(
                    try arguments.required(Known.assignment), expected: try arguments.optional(Known.version),
                    reason: try arguments.optional(Known.reason)))
            }
        ])
}
