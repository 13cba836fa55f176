extension CommandTable {
    static let unassign = CommandDefinition.change(
        "UNASSIGN", .roles([.coordinator]), "take an assignment away; somebody else is looked for",
        [
            Form([
                .required(Known.assignment), .optional(Known.reason), .optional(UnassignArguments.excludes), .optional(Known.version),
            ]) { arguments throws(Complaint) in
                .command(.unassign(
                    try arguments.required(Known.assignment), expected: try arguments.optional(Known.version),
                    reason: try arguments.optional(Known.reason), excludes: try arguments.optional(UnassignArguments.excludes) ?? false))
            }
        ])
}

private enum UnassignArguments {
    static let excludes = Argument<Bool>.named(
        "exclude", .flag, "yes keeps its interpreter from being asked for the same request again; no when left out")
}
