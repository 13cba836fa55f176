/// A place as people write it: a name, or a postal code before or behind it as in an address: `9820 Merelbeke`, `B-2100 Deurne`.
struct PlaceText {
    /// As names of places are compared: `St. Niklaas`, `St-Niklaas` and `Saint-Nicolas` begin alike, wherever the word stands.
    let name: String
    let postalCode: Int?

    init(_ text: String) {
        var words = text.split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "’") }.map { PlaceText.word(String($0)) }
        if words.count > 1 || text.first?.isLetter == true, let place = words.firstIndex(where: PlaceText.isPostalCode) {
            postalCode = Int(words.remove(at: place))
            if place > 0, ["b", "be"].contains(words[place - 1]) { words.remove(at: place - 1) }
        } else {
            postalCode = nil
        }
        let joined = words.map { PlaceText.saints.contains($0) ? "st" : $0 }.joined()
        // Typed in one word.
        let saint = ["sint", "saint"].first { joined.hasPrefix($0) && joined.utf8.count > $0.utf8.count + 2 }
        name = saint.map { "st" + joined.dropFirst($0.utf8.count) } ?? joined
    }

    /// `B9000` and `BE9000` are `9000`.
    private static func word(_ text: String) -> String {
        let folded = Suggestion.folded(text)
        let digits = folded.drop { $0 == "b" || $0 == "e" }
        return isPostalCode(String(digits)) && ["b", "be"].contains(folded.dropLast(4)) ? String(digits) : folded
    }

    /// What stands before and after signs that divide: `Mechelen` and `Malines` of `Mechelen (Malines)`.
    static func parts(_ text: String) -> [String] {
        var parts = [""]
        for character in text { if "()[]/,;|".contains(character) { parts.append("") } else { parts[parts.count - 1].append(character) } }
        return parts.filter { $0.contains { $0.isLetter || $0.isNumber } }
    }

    private static let saints: Set<String> = ["st", "sint", "saint", "ste", "sainte"]

    private static func isPostalCode(_ word: String) -> Bool { word.utf8.count == 4 && word.utf8.allSatisfy { (0x30...0x39).contains($0) } }

    /// Whether the municipality has the postal code that was written, if one was.
    func fits(_ municipality: Municipality) -> Bool { postalCode.map(municipality.postalCodes.contains) ?? true }
}
