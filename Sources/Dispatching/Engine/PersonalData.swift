/// What a free text must not hold; the raw value completes "seems to hold …".
enum PersonalData: String {
    case email = "an e-mail address"
    case nationalNumber = "a national number"
    case phoneNumber = "a telephone number"

    /// The first kind of personal data that `text` looks as if it held.
    ///
    /// A national number is 11 digits, a telephone number 9 or more (or 8 behind `+` or `00`), in both cases with single spaces,
    /// dots, dashes, slashes or brackets between. It is better to refuse a harmless long number than to keep somebody's.
    static func find(in text: String) -> PersonalData? {
        if hasEmail(text) { return .email }
        return numbers(in: text)
    }

    private static func hasEmail(_ text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.contains { word in
            guard let at = word.firstIndex(of: "@"), at != word.startIndex else { return false }
            let host = word[word.index(after: at)...]
            guard let dot = host.firstIndex(of: "."), dot != host.startIndex else { return false }
            return host.index(after: dot) != host.endIndex
        }
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
            } else if digits > 0, " .-/()\u{00A0}–".contains(character), gap < 2 {
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
