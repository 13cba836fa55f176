extension CommandTable {
    static let outcome = CommandDefinition.question(
        "OUTCOME", .everyRole, "the answer kept for an idempotency key",
        [
            Form([.required(Known.key)]) { arguments throws(Complaint) in
                .query(.outcome(key: try arguments.required(Known.key)))
            }
        ])
}
