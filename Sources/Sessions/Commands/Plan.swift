import Wire

extension CommandTable {
    static let plan = CommandDefinition.question(
        "PLAN", .roles([.coordinator, .admin]), "whom the plan of the coming days has for your agency's requests, or a new plan now",
        [
            Form([.optional(PlanArguments.limit)]) { arguments throws(Complaint) in
                .query(.plan(limit: try arguments.optional(PlanArguments.limit) ?? Limits.standard.rows))
            },
            Form("now", []) { _ throws(Complaint) in .service(.plan) },
        ])
}

private enum PlanArguments {
    static let limit = Argument<Int>.named(
        "limit", .range("N", 1...Limits.standard.rows, example: 50), "the most rows; \(Limits.standard.rows) when left out")
}
