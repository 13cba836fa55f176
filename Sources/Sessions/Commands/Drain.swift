extension CommandTable {
    static let drain = CommandDefinition.question(
        "DRAIN", .roles([.admin]), "stop the server as soon as everything asked is answered",
        [Form([]) { _ throws(Complaint) in .service(.drain) }])
}
