import Interpreting

/// A text that may name several languages, or one with a country or script, taken apart: `Farsi / Dari`, `Arabisch (Jordanië)`.
struct LanguageText {
    /// What stands in brackets, or outside them.
    struct Segment: Hashable {
        /// One list of words for each member of a list: `Latijns` and `Servië` of `(Latijns, Servië)`.
        var members: [[String]]
        let isBracket: Bool
    }

    /// The members of the list, each as it goes in and out of brackets. Never empty.
    let parts: [[Segment]]

    /// More words than this are no name of a language.
    private static let mostWords = 10

    /// Nil when a bracket is not closed, or a member of a list is missing.
    init?(_ text: String) {
        var parts: [[Segment]] = [[]]
        for (piece, isBracket) in LanguageText.pieces(text) ?? [] {
            let members = LanguageText.members(piece)
            if isBracket {
                guard parts[parts.count - 1].isEmpty == false, members.allSatisfy({ !$0.isEmpty }) else { return nil }
                parts[parts.count - 1].append(Segment(members: members, isBracket: true))
                continue
            }
            for (place, words) in members.enumerated() {
                if place > 0 { parts.append([]) }
                if !words.isEmpty { parts[parts.count - 1].append(Segment(members: [words], isBracket: false)) }
            }
        }
        let words = parts.joined().flatMap(\.members).joined().count
        guard parts.allSatisfy({ !$0.isEmpty }), (1...LanguageText.mostWords).contains(words) else { return nil }
        self.parts = parts
    }

    /// What is outside and inside brackets, by turns; nil when they do not match.
    private static func pieces(_ text: String) -> [(text: String, isBracket: Bool)]? {
        var pieces: [(String, Bool)] = []
        var (piece, isInside) = ("", false)
        for character in text {
            let opens = "([（［【".contains(character)
            guard opens || ")]）］】".contains(character) else {
                piece.append(character)
                continue
            }
            if opens == isInside { return nil }
            pieces.append((piece, isInside))
            (piece, isInside) = ("", opens)
        }
        if isInside { return nil }
        return (pieces + [(piece, false)]).filter { $0.1 || !$0.0.allSatisfy(\.isWhitespace) }
    }

    /// The members of a list, each in its words.
    private static func members(_ text: String) -> [[String]] {
        var members: [[String]] = [[]]
        for member in text.split(omittingEmptySubsequences: false, whereSeparator: { "/,;&+|،؛、，／\n".contains($0) }) {
            if member.startIndex != text.startIndex { members.append([]) }
            for word in member.split(whereSeparator: { $0.isWhitespace || "-‐‑–—'’".contains($0) }).map(String.init) {
                if conjunctions.contains(word.lowercased()) { members.append([]) } else { members[members.count - 1].append(word) }
            }
        }
        return members
    }

    /// And, or: in Dutch, French, English, German, Spanish and Arabic.
    private static let conjunctions: Set<String> = ["en", "of", "et", "ou", "and", "or", "und", "oder", "y", "و"]
}
