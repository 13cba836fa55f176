extension CommandTable {
    static let candidates = CommandDefinition.question(
        "CANDIDATES", .roles([.coordinator, .admin]), "the interpreters for a request, ranked, and what keeps the others from it",
        [
            Form([.required(Known.request)]) { arguments throws(Complaint) in
                .query(.candidates(try arguments.required(Known.request)))
            }
        ])
}
