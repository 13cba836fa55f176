extension CommandTable {
    static let rules = CommandDefinition.question(
        "RULES", .everyRole, "the rule book in force, or one rule with its reason and source",
        [
            Form([.optional(RulesArguments.rule)]) { arguments throws(Complaint) in
                .query(.rules(id: try arguments.optional(RulesArguments.rule)))
            }
        ])
}

private enum RulesArguments {
    static let rule = Argument<String>.positional(
        "rule", .text("RULE", "the name of a rule", example: "modality.complex-over-60"), "one rule, as replies name it")
}
