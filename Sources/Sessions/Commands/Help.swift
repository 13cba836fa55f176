extension CommandTable {
    static let help = CommandDefinition.question(
        "HELP", .anybody, "the commands that you may give, one command, or the meaning of a status",
        [
            Form([.optional(HelpArguments.topic)]) { arguments throws(Complaint) in
                .session(.help(try arguments.optional(HelpArguments.topic)))
            }
        ])
}

private enum HelpArguments {
    static let topic = Argument<String>.positional(
        "topic", .text("COMMAND|STATUS", "a command or a status", example: "SUBMIT", limit: 40), "a command, or a status such as 5.4.9")
}
