extension CommandTable {
    static let whoAmI = CommandDefinition.question(
        "WHOAMI", .everyRole, "your user, role and belonging",
        [Form([]) { _ throws(Complaint) in .query(.whoAmI) }])
}
