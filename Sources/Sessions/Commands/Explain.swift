extension CommandTable {
    static let explain = CommandDefinition.question(
        "EXPLAIN", .roles([.requester, .coordinator, .admin]), "why a request stands where it stands, and what would open it",
        [
            Form([.required(Known.request)]) { arguments throws(Complaint) in
                .query(.explain(try arguments.required(Known.request)))
            }
        ])
}
