extension CommandTable {
    static let snapshot = CommandDefinition.question(
        "SNAPSHOT", .everyRole, "all that you may see and that is not over, with the seq to subscribe from",
        [Form([]) { _ throws(Complaint) in .query(.snapshot) }])
}
