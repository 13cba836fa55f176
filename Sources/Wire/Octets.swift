/// The octets that the grammar names, and the classes it builds words from.
///
/// Everything in this target works on octets and makes a `String` once, when the extent of a token is known.
enum Octet {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let openParenthesis: UInt8 = 0x28
    static let closeParenthesis: UInt8 = 0x29
    static let asterisk: UInt8 = 0x2A
    static let hyphen: UInt8 = 0x2D
    static let dot: UInt8 = 0x2E
    static let zero: UInt8 = 0x30
    static let equals: UInt8 = 0x3D
    static let openBracket: UInt8 = 0x5B
    static let backslash: UInt8 = 0x5C
    static let closeBracket: UInt8 = 0x5D
    static let openBrace: UInt8 = 0x7B
    static let closeBrace: UInt8 = 0x7D
}

extension UInt8 {
    /// `DIGIT` of the grammar.
    @inline(__always) var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    @inline(__always) var isUpper: Bool { self >= 0x41 && self <= 0x5A }

    @inline(__always) var isLower: Bool { self >= 0x61 && self <= 0x7A }

    /// `ALPHA` of the grammar.
    @inline(__always) var isAlpha: Bool { isUpper || isLower }

    /// What may follow the first letter of a word: a command, a kind, a key or the name of a status.
    @inline(__always) var isWordTail: Bool { OctetSet.wordTail.contains(self) }

    /// What a tag may begin with. `k` and the capitals are left out because `openssl s_client` takes `k`, `K`, `Q` and
    /// `R` at the beginning of a line as orders to itself.
    @inline(__always) var isTagHead: Bool { isDigit || (isLower && self != 0x6B) }

    @inline(__always) var isTagTail: Bool { OctetSet.tagTail.contains(self) }

    /// What an atom is made of.
    @inline(__always) var isAtom: Bool { OctetSet.atom.contains(self) }

    /// A control octet of ASCII. The controls U+0080 to U+009F take two octets; see ``isControlPair(_:_:)``.
    @inline(__always) var isControl: Bool { self < 0x20 || self == 0x7F }

    @inline(__always) var lowered: UInt8 { isUpper ? self | 0x20 : self }

    @inline(__always) var uppered: UInt8 { isLower ? self & 0xDF : self }
}

/// Whether two octets of UTF-8 encode one of the controls U+0080 to U+009F, which a terminal may obey.
@inline(__always) func isControlPair(_ first: UInt8, _ second: UInt8) -> Bool {
    first == 0xC2 && second >= 0x80 && second <= 0x9F
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether a text in UTF-8 holds a control, of one octet or of two.
    var holdsControl: Bool {
        var previous: UInt8 = 0
        for octet in self {
            if octet.isControl || isControlPair(previous, octet) { return true }
            previous = octet
        }
        return false
    }
}

extension String {
    /// Gives `body` the octets where they lie: looking at them one by one through `utf8` takes several times as long.
    func withOctets<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        // In place: a copy would have to be counted.
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        var text = self
        return text.withUTF8(body)
    }
}
