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
        for scalar in letter.unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint && !isMark(scalar) {
            result.unicodeScalars.append(marked[scalar] ?? scalar)
        }
        return result
    }

    /// Marks that writers of Greek, Cyrillic, Hebrew and Arabic leave out. Vowels of Indic scripts are letters.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x300...0x36F, 0x591...0x5C7, 0x610...0x61A, 0x640, 0x64B...0x65F, 0x670, 0x6D6...0x6ED: true
        default: false
        }
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

    /// Letters of other scripts with what is left out on them.
    private static let marked: [Unicode.Scalar: Unicode.Scalar] = [
        "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ϊ": "ι", "ΐ": "ι", "ό": "ο", "ύ": "υ", "ϋ": "υ", "ΰ": "υ", "ώ": "ω", "ς": "σ",
        "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ي": "ی", "ى": "ی", "ك": "ک",
    ]
}
