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

    init(of text: String) {
        var spelling = text.isEmpty ? Spelling.plain : .atom
        var previous: UInt8 = 0
        guard text.utf8.count <= Limits.inlineText else {
            self = .literal
            return
        }
        for octet in text.utf8 {
            switch octet {
            case Octet.quote, Octet.backslash, Octet.lineFeed, Octet.tab:
                spelling = .escaped
            case _ where octet.isControl || isControlPair(previous, octet):
                self = .literal
                return
            case _ where !octet.isAtom:
                if spelling == .atom { spelling = .plain }
            default:
                break
            }
            previous = octet
        }
        self = spelling
    }
}
