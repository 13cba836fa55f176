import Wire

extension CommandTable {
    static let hello = CommandDefinition.question(
        "HELLO", .anybody, "name the version of the protocol that you speak, and be told the limits",
        [
            Form([.required(HelloArguments.version), .optional(HelloArguments.client)]) { arguments throws(Complaint) in
                .session(.hello(
                    version: try arguments.required(HelloArguments.version), client: try arguments.optional(HelloArguments.client)))
            }
        ])
}

private enum HelloArguments {
    static let version = Argument<Int>.positional(
        "version", .whole("VERSION", example: ProtocolVersion.number), "the version; this server speaks \(ProtocolVersion.number)")
    static let client = Argument<String>.named(
        "client", .text("TEXT", "the name of a program", example: "school-desk/1.0"), "what program you are")
}
