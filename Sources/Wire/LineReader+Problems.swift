/// How the reader says what is wrong: the column, what stood there, what was expected.
extension LineReader {
    /// The most octets of a client's own words that an error text repeats.
    private static let excerptOctets = 24

    /// A problem at the present place, or at `place`.
    func problem(_ status: Status, at place: Int? = nil, _ text: String) -> WireProblem {
        WireProblem(tag: tag, status: status, text: "column \(column(of: place ?? index)): \(text)")
    }

    /// Counts characters, not octets, from 1: what an editor shows, as long as the line is UTF-8.
    private func column(of place: Int) -> Int {
        1 + octets[..<place].count { $0 & 0xC0 != 0x80 }
    }

    /// What stands at the present place, fit to be repeated in an error text.
    var found: String {
        guard let octet = peek else { return "the end of the line" }
        if let name = Self.name(ofControl: octet) { return name }
        if octet.isControl { return "the control octet \(octet)" }
        return "'\(excerpt(from: index))'"
    }

    /// The word that begins at `place`, cut after a few octets, with nothing in it that a terminal would obey.
    func excerpt(from place: Int) -> String {
        let word = octets[place...].prefix { $0 > Octet.space && $0 != 0x7F }
        var text = FreeText.clean(String(decoding: word.prefix(Self.excerptOctets), as: UTF8.self), limit: .max)
        guard word.count > Self.excerptOctets else { return text }
        // The cut may have gone through a character.
        while text.last == "\u{FFFD}" { text.removeLast() }
        return text + "…"
    }

    private static func name(ofControl octet: UInt8) -> String? {
        switch octet {
        case Octet.tab: "a tab"
        case Octet.lineFeed: "a line feed"
        case Octet.carriageReturn: "a carriage return"
        case Octet.space: "a space"
        default: nil
        }
    }
}
