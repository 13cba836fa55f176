extension CommandTable {
    static let cancel = CommandDefinition.change(
        "CANCEL", .roles([.requester, .coordinator]), "withdraw a request",
        [
            Form([.required(Known.request), .optional(Known.reason), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(.cancel(
                    try arguments.required(Known.request), expected: try arguments.optional(Known.version),
                    reason: try arguments.optional(Known.reason)))
            }
        ])
}
