extension Suggestion {
    /// `text` as names are compared: in lower case, without accents, and with its letters and digits only, so that `Sint-Niklaas`,
    /// `sint niklaas` and `SINT‑NIKLAAS` are one, and `Côte d’Ivoire` is `cotedivoire`.
    public static func folded(_ text: String) -> String {
        var result = ""
        for character in text.lowercased() {
            if character.isASCII {
                if character.isLetter || character.isNumber { result.append(character) }
            } else if character.isLetter || character.isNumber {
                result += plain(character)
            }
        }
        return result
    }

    /// A letter of Latin script as it is typed on a keyboard without accents; one of another script without what is not seen of it.
    private static func plain(_ letter: Character) -> String {
        if let known = letters[letter] { return known }
        if let scalar = letter.unicodeScalars.first, let base = latinBase(scalar) { return base }
        var result = ""
        for scalar in letter.unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint { result.unicodeScalars.append(scalar) }
        return result
    }

    /// The letter without the marks on it, by the name that Unicode gives it: `LATIN SMALL LETTER E WITH CIRCUMFLEX AND ACUTE`.
    private static func latinBase(_ scalar: Unicode.Scalar) -> String? {
        if scalar.isASCII { return String(Character(scalar)) }
        let start = "LATIN SMALL LETTER "
        guard let name = scalar.properties.name, name.hasPrefix(start) else { return nil }
        let letter = name.dropFirst(start.count).prefix { $0 != " " }
        return letter.utf8.count == 1 && name.dropFirst(start.count + 1).hasPrefix(" WITH ") ? letter.lowercased() : nil
    }

    /// Letters that Unicode does not take for others with marks.
    private static let letters: [Character: String] = [
        "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ĳ": "ij", "þ": "th", "ð": "d",
        // Arabic and Persian keyboards differ in two letters.
        "ي": "ی", "ى": "ی", "ك": "ک",
    ]
}
