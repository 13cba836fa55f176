extension CommandTable {
    static let ping = CommandDefinition.question(
        "PING", .anybody, "show that you are there", [Form([]) { _ throws(Complaint) in .session(.ping) }])
}
