/// The shortest way in which a text can stand in a line.
enum Spelling {
    /// As it is.
    case atom
    /// Between quotes, as it is.
    case plain
    /// Between quotes, with backslashes.
    case escaped
    /// Counted: it holds controls, or is too long to stand in a line.
    case literal

    init(of text: String) { self = text.withOctets { Spelling(of: $0) } }

    private init(of octets: UnsafeBufferPointer<UInt8>) {
        guard octets.count <= Limits.inlineText else {
            self = .literal
            return
        }
        // Nearly all that is written are numbers, moments and single words.
        guard let first = octets.firstIndex(where: { !$0.isAtom }) else {
            self = octets.isEmpty ? .plain : .atom
            return
        }
        var spelling = Spelling.plain
        var previous: UInt8 = 0
        for octet in octets[first...] {
            switch octet {
            case Octet.quote, Octet.backslash, Octet.lineFeed, Octet.tab: spelling = .escaped
            case _ where octet.isControl || isControlPair(previous, octet):
                self = .literal
                return
            default: break
            }
            previous = octet
        }
        self = spelling
    }
}
