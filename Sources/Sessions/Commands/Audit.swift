extension CommandTable {
    static let audit = CommandDefinition.question(
        "AUDIT", .roles([.admin]), "verify the hash chain of the journal",
        [Form([]) { _ throws(Complaint) in .service(.audit) }])
}
