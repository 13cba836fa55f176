extension CommandTable {
    static let stats = CommandDefinition.question(
        "STATS", .roles([.coordinator, .admin]), "counts of what there is and how it stands",
        [Form([]) { _ throws(Complaint) in .query(.stats) }])
}
