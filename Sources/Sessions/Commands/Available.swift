import Dispatching

extension CommandTable {
    static let available = calendar(
        "AVAILABLE", "say when planned work may be offered to you, or take such an entry out") { .available($0) }

    static let unavailable = calendar(
        "UNAVAILABLE", "say when nothing may be offered to you, or take such an entry out") { .unavailable($0) }

    private static func calendar(
        _ name: String, _ help: String, command: @escaping @Sendable (CalendarEntry) -> Command
    ) -> CommandDefinition {
        .change(
            name, .roles([.interpreter]), help,
            [
                Form([.required(Known.from), .required(Known.until), .optional(Known.weeks)]) { arguments throws(Complaint) in
                    .command(command(CalendarEntry(
                        from: try arguments.required(Known.from), until: try arguments.required(Known.until),
                        weeks: try arguments.optional(Known.weeks) ?? 1)))
                },
                Form(needsValue: true, [.required(Known.entry)]) { arguments throws(Complaint) in
                    .command(.withdrawCalendarEntry(try arguments.required(Known.entry)))
                },
            ])
    }
}
