/// What a free text must not hold; the raw value completes "seems to hold …".
enum PersonalData: String {
    case email = "an e-mail address"
    case nationalNumber = "a national number"
    case phoneNumber = "a telephone number"

    /// The first kind of personal data that `text` looks as if it held.
    ///
    /// A national number is 11 digits, a telephone number 9 or more (or 8 behind `+`), in both cases with up to three spaces, dots,
    /// dashes, slashes, underscores or brackets between. Dates, times, opening hours, short dossier numbers (`2026/123456`) and plain
    /// links are no numbers of persons. It is better to refuse a harmless long number than to keep somebody's.
    static func find(in text: String) -> PersonalData? {
        // Nearly all texts are plain and hold neither: letters are taken one by one only of those that might.
        let signs = Signs(text)
        if signs.mayHoldEmail, hasEmail(text) { return .email }
        guard signs.mayHoldNumber, text.count(where: \.isWholeNumber) >= 8 else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace).map { isLink($0) ? "link" : String($0) }
        return numbers(in: HarmlessNumbers.blanked(words.joined(separator: " ")))
    }

    /// What the octets of a text tell.
    private struct Signs {
        private var digits = 0
        private var isPlain = true
        /// Whether it has an `@`, or a bracket in which one may be spelled out.
        private(set) var mayHoldEmail = false
        /// Whether it has digits enough, or may have digits of other scripts.
        var mayHoldNumber: Bool { digits >= 8 || !isPlain }

        init(_ text: String) {
            for octet in text.utf8 {
                switch octet {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
                case UInt8(ascii: "@"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "<"): mayHoldEmail = true
                case 0x80...: isPlain = false
                default: continue
                }
            }
        }
    }

    private static func isLink(_ word: Substring) -> Bool {
        let word = word.drop { "(<\"'".contains($0) }.lowercased()
        return word.hasPrefix("https://") || word.hasPrefix("http://") || word.hasPrefix("www.")
    }

    private static func hasEmail(_ text: String) -> Bool {
        let plain = text.contains(where: { "([{<".contains($0) }) ? spelledOut(text.lowercased()) : text
        let words = plain.split(whereSeparator: \.isWhitespace)
        return words.contains { word in
            guard let at = word.firstIndex(of: "@"), at != word.startIndex else { return false }
            let host = word[word.index(after: at)...]
            guard let dot = host.firstIndex(of: "."), dot != host.startIndex else { return false }
            return host.index(after: dot) != host.endIndex
        }
    }

    /// `an.peeters (at) school [punt] be` with its signs. Spaces around a spelled-out sign belong to it; around a plain `@` they are
    /// part of a sentence: "@ 10.30".
    private static func spelledOut(_ text: String) -> String {
        let (mark, point) = ("\u{1}", "\u{2}")
        var plain = text
        for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("<", ">")] where plain.contains(open) {
            for at in ["at", "@", "apenstaartje"] { plain = plain.replacing(open + at + close, with: mark) }
            for dot in ["dot", "punt", "."] { plain = plain.replacing(open + dot + close, with: point) }
        }
        for (sign, meant) in [(mark, "@"), (point, ".")] where plain.contains(sign) {
            for spaced in [" \(sign) ", " \(sign)", "\(sign) ", sign] { plain = plain.replacing(spaced, with: meant) }
        }
        return plain
    }

    private static func numbers(in text: String) -> PersonalData? {
        var digits = 0
        var international = false
        var gap = 0
        var previous: Character = " "
        func verdict() -> PersonalData? {
            if digits == 11, !international { return .nationalNumber }
            return digits >= 9 || (international && digits >= 8) ? .phoneNumber : nil
        }
        for character in text {
            if let value = character.wholeNumberValue, (0...9).contains(value) {
                if digits == 0 { international = previous == "+" }
                digits += 1
                gap = 0
            } else if digits > 0, " .-/()_\u{00A0}–".contains(character), gap < 3 {
                gap += 1
            } else {
                if let found = verdict() { return found }
                digits = 0
                gap = 0
            }
            previous = character
        }
        return verdict()
    }
}
