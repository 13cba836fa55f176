extension ServerLine {
    /// Reads a line as the framer gives it: without its line end, with its literals. Kinds and keys that a client does not
    /// know are kept.
    ///
    /// - Throws: ``WireProblem`` when the line is none of the grammar's.
    public static func parse(_ octets: [UInt8], limits: Limits = .standard) throws(WireProblem) -> ServerLine {
        var reader = LineReader(octets, limits: limits)
        if reader.skip(Octet.asterisk) { return try reader.readPush() }
        let tag = try reader.readTag()
        if reader.skip(Octet.hyphen) {
            try reader.readSpace()
            let kind = try reader.readWord("the kind of a row")
            return .row(tag, kind: kind, params: try reader.readParameters(repeats: true))
        }
        let word = try reader.readWord("OK, NO, BAD or -")
        guard let outcome = Outcome(rawValue: word) else {
            throw reader.problem(.syntax, "OK, NO, BAD or - is expected after the tag; found '\(word)'")
        }
        try reader.readSpace()
        let status = try reader.readStatus()
        return .final(tag, outcome, status, text: try reader.readFreeText())
    }

    /// Reads a line that is at hand as text.
    public static func parse(_ text: String, limits: Limits = .standard) throws(WireProblem) -> ServerLine {
        try parse(Array(text.utf8), limits: limits)
    }

    /// Whether the line that begins so is a reply or a farewell, whose text reaches to the end of the line.
    static func endsInFreeText(_ line: ArraySlice<UInt8>) -> Bool {
        guard let space = line.firstIndex(of: Octet.space) else { return false }
        let rest = line[(space + 1)...].drop { $0 == Octet.space }
        if line.first == Octet.asterisk { return rest.starts(with: "BYE ".utf8) }
        return ["OK ", "NO ", "BAD "].contains { rest.starts(with: $0.utf8) }
    }
}

extension LineReader {
    /// `event` or `control`, after the asterisk.
    fileprivate mutating func readPush() throws(WireProblem) -> ServerLine {
        try readSpace()
        let word = try readWord("EV, HELLO, HEAD or BYE")
        switch word {
        case "EV":
            try readSpace()
            let seq = try readNumber("the number of an event", to: .max)
            try readSpace()
            let kind = try readWord("the kind of an event")
            return .event(seq: seq, kind: kind, params: try readParameters(repeats: true))
        case "HELLO":
            return .hello(try readParameters(repeats: true))
        case "HEAD":
            try readSpace()
            let seq = try readNumber("the number of an event", to: .max)
            _ = skipSpaces()
            guard isAtEnd else { throw problem(.syntax, "HEAD is followed by one number; found \(found)") }
            return .head(seq)
        case "BYE":
            try readSpace()
            let status = try readStatus()
            return .bye(status, text: try readFreeText())
        default:
            throw problem(.syntax, "EV, HELLO, HEAD or BYE is expected after *; found '\(word)'")
        }
    }

    fileprivate mutating func readSpace() throws(WireProblem) {
        guard skipSpaces() else { throw problem(.syntax, "a space is expected; found \(found)") }
    }

    /// `status`, and the name in brackets if there is one.
    fileprivate mutating func readStatus() throws(WireProblem) -> Status {
        guard let first = peek, let kind = Status.Class(rawValue: first &- Octet.zero) else {
            throw problem(.syntax, "a status begins with 2, 4 or 5; found \(found)")
        }
        index += 1
        try readDot()
        let subject = UInt8(try readNumber("the second number of a status", to: 99))
        try readDot()
        let detail = UInt16(try readNumber("the third number of a status", to: 999))
        return Status(kind, subject, detail, try readStatusName())
    }

    private mutating func readDot() throws(WireProblem) {
        guard skip(Octet.dot) else { throw problem(.syntax, "a status is three numbers with dots between them; found \(found)") }
    }

    /// Exactly one space and `[name]`; anything else belongs to the text.
    private mutating func readStatusName() throws(WireProblem) -> String? {
        guard index + 1 < octets.count, octets[index] == Octet.space, octets[index + 1] == Octet.openBracket else { return nil }
        index += 2
        let name = try readWord("the name of a status")
        guard skip(Octet.closeBracket) else { throw problem(.syntax, "] is expected after the name of a status; found \(found)") }
        return name
    }

    /// The text to the end of the line. Spaces before it are not part of it.
    fileprivate mutating func readFreeText() throws(WireProblem) -> String {
        guard isAtEnd || peek == Octet.space else { throw problem(.syntax, "a space is expected after a status; found \(found)") }
        _ = skipSpaces()
        let isPlain = octets[index...].allSatisfy { $0 < 0x80 && !$0.isControl }
        if isPlain { return takeText(to: octets.count) }
        let rest = octets[index...]
        guard let text = String(validating: rest, as: UTF8.self) else {
            throw problem(.invalidUTF8, "the text of a reply is not valid UTF-8")
        }
        guard !rest.withUnsafeBufferPointer(\.holdsControl) else { throw problem(.syntax, "the text of a reply holds a control") }
        return text
    }
}
