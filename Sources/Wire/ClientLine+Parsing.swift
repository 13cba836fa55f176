extension ClientLine {
    /// Reads a line as the framer gives it: without its line end, with its literals.
    ///
    /// - Throws: ``WireProblem`` with the tag, when there is a valid one, and a text for the person who typed the line.
    public static func parse(_ octets: [UInt8], limits: Limits = .standard) throws(WireProblem) -> ClientLine {
        var reader = LineReader(octets, limits: limits)
        let tag = try reader.readTag()
        let command = try reader.readWord("a command")
        return ClientLine(tag: tag, command: command, params: try reader.readParameters(repeats: false))
    }

    /// Reads a line that is at hand as text.
    public static func parse(_ text: String, limits: Limits = .standard) throws(WireProblem) -> ClientLine {
        try parse(Array(text.utf8), limits: limits)
    }
}
