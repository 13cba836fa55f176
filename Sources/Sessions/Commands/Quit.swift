extension CommandTable {
    static let quit = CommandDefinition.question(
        "QUIT", .anybody, "end the connection when everything asked before is answered",
        [Form([]) { _ throws(Complaint) in .session(.quit) }])
}
