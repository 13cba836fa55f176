/// What libpq says about a connection that failed, when it was asked to be verbose: several lines, of which those that a server sent
/// carry its code, `FATAL:  57P03: the database system is starting up`, and the place in its sources. A line that begins with a tab goes
/// on with the one before.
struct ConnectFailure {
    /// As libpq says it by itself, in one line.
    let message: String
    /// Of the last server that refused; nil when none was reached.
    let sqlState: String?

    init(verbose text: String) {
        var state: String?
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("LOCATION:") }.map { line in
            guard let found = ConnectFailure.state(in: line) else { return String(line) }
            state = String(line[found])
            // With the colon and the space behind it.
            return String(line[..<found.lowerBound] + line[found.upperBound...].dropFirst(2))
        }
        message = lines.reduce(into: "") { text, line in
            let goesOn = line.hasPrefix("\t")
            text += text.isEmpty ? line : goesOn ? ". \(line.dropFirst())" : "; \(line)"
        }
        sqlState = state
    }

    /// Where five letters or digits stand between the severity and the message.
    private static func state(in line: Substring) -> Range<Substring.Index>? {
        var rest = line
        while let mark = rest.firstRange(of: ":  ") {
            let code = rest[mark.upperBound...].prefix(5)
            let isCode = code.count == 5 && code.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
            if isCode, rest[code.endIndex...].hasPrefix(": ") { return code.startIndex..<code.endIndex }
            rest = rest[mark.upperBound...]
        }
        return nil
    }
}
