/// Writes the productions of the grammar. Total: whatever it is given, what it writes can be read again.
struct LineWriter {
    /// What was written so far.
    private(set) var octets: [UInt8] = []

    /// Lines are mostly shorter than this.
    init() { octets.reserveCapacity(256) }

    @inline(__always)
    mutating func put(_ octet: UInt8) { octets.append(octet) }

    mutating func put(_ text: String) { octets.append(contentsOf: text.utf8) }

    /// The line end that is sent.
    mutating func putLineEnd() {
        put(Octet.carriageReturn)
        put(Octet.lineFeed)
    }

    /// A command, a kind, a key or the name of a status. What a word cannot hold is written as `-`; words come from the
    /// program, so this only keeps a mistake from becoming another line.
    mutating func put(word: String) {
        word.withOctets { octets in
            let beginsWell = octets.first?.isAlpha ?? false
            if beginsWell, octets.count <= Limits.word, octets.allSatisfy(\.isWordTail) { return self.octets.append(contentsOf: octets) }
            if !beginsWell { put(UInt8(ascii: "X")) }
            for octet in octets.prefix(beginsWell ? Limits.word : Limits.word - 1) {
                put(octet.isWordTail ? octet : Octet.hyphen)
            }
        }
    }

    mutating func put(_ params: [Parameter]) {
        for parameter in params {
            put(Octet.space)
            if let key = parameter.key {
                put(word: key)
                put(Octet.equals)
            }
            put(parameter.value)
        }
    }

    /// The shortest spelling: an atom when possible, else quotes, else a literal.
    mutating func put(_ value: Value) {
        switch value {
        case .atom(let text), .quoted(let text):
            put(spelling: text)
        case .literal(let octets):
            if octets.count <= Limits.inlineText, let text = String(validating: octets, as: UTF8.self) {
                put(spelling: text)
            } else {
                put(literal: octets)
            }
        case .list(let items):
            put(Octet.openParenthesis)
            for (place, item) in items.enumerated() {
                if place > 0 { put(Octet.space) }
                put(item)
            }
            put(Octet.closeParenthesis)
        }
    }

    mutating func put(spelling text: String) {
        switch Spelling(of: text) {
        case .atom:
            put(text)
        case .plain:
            put(Octet.quote)
            put(text)
            put(Octet.quote)
        case .escaped:
            put(escaped: text)
        case .literal:
            put(literal: text.utf8)
        }
    }

    private mutating func put(escaped text: String) {
        put(Octet.quote)
        for octet in text.utf8 {
            switch octet {
            case Octet.quote, Octet.backslash:
                put(Octet.backslash)
                put(octet)
            case Octet.lineFeed: put("\\n")
            case Octet.tab: put("\\t")
            default: put(octet)
            }
        }
        put(Octet.quote)
    }

    private mutating func put(literal: some Collection<UInt8>) {
        put(Octet.openBrace)
        put(String(literal.count))
        put(Octet.closeBrace)
        putLineEnd()
        octets.append(contentsOf: literal)
    }

    /// A status, a space, and the text in one line: controls become spaces, spaces before it are dropped, and what is over
    /// `limit` octets is cut at a character.
    mutating func put(_ status: Status, text: String, limit: Int) {
        put(status.code)
        put(Octet.space)
        if let name = status.name {
            put(Octet.openBracket)
            put(word: name)
            put(Octet.closeBracket)
            put(Octet.space)
        }
        let text = FreeText.clean(text, limit: limit)
        // Two spaces, so that a bracket of the text is not taken for the name of the status.
        if status.name == nil, text.utf8.first == Octet.openBracket { put(Octet.space) }
        put(text)
    }
}
