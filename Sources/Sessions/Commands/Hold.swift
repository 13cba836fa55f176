extension CommandTable {
    static let hold = CommandDefinition.change(
        "HOLD", .roles([.coordinator]), "keep a request back from automatic offers, or let it go on",
        [
            Form([.required(Known.request), .required(HoldArguments.isOn), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(.hold(
                    try arguments.required(Known.request), on: try arguments.required(HoldArguments.isOn),
                    expected: try arguments.optional(Known.version)))
            }
        ])
}

private enum HoldArguments {
    static let isOn = Argument<Bool>.positional("on", .onOff, "on keeps it back, off lets it go on")
}
