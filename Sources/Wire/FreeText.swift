/// The text at the end of a reply or a farewell.
enum FreeText {
    private static let ellipsis = "…"

    /// `text` in one line of at most `limit` octets: controls become spaces, spaces before the text are dropped, and what does
    /// not fit is cut at a character and replaced by `…`.
    static func clean(_ text: String, limit: Int) -> String {
        if text.withOctets({ $0.count <= limit && $0.first != Octet.space && !$0.holdsControl }) { return text }

        var result = ""
        for scalar in text.unicodeScalars {
            result.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        result = String(result.unicodeScalars.drop { $0 == " " })
        return result.utf8.count <= limit ? result : cut(result, limit: limit)
    }

    private static func cut(_ text: String, limit: Int) -> String {
        var room = max(limit - ellipsis.utf8.count, 0)
        let kept = text.prefix { character in
            room -= character.utf8.count
            return room >= 0
        }
        return kept + ellipsis
    }
}
