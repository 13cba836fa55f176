import Interpreting

/// What was perhaps meant by a text that means nothing.
extension LanguageIndex {
    /// What the words before a bracket mean: of `Turkish (Turkey)` Turkish, of `Kurdish (Iraq)` both kinds.
    private func languages(before bracket: Character, of text: String) -> [LanguageTag] {
        guard let end = text.firstIndex(of: bracket) else { return [] }
        return switch meaning(of: String(text[..<end])) {
        case .language(let tag): [tag]
        case .several(let asked): asked.members
        case .other, .named, .unknown: []
        }
    }

    /// Up to five languages of the service that are spelled like `text`, equally near and nearer to it than any other language. Codes of
    /// up to three letters are never near to each other: one letter makes another language of them.
    func suggestions(for text: String) -> [LanguageTag] {
        let isCode = text.unicodeScalars.count <= 3 && text.utf8.allSatisfy { $0 < 0x80 }
        let isTag = isCode || SubtaggedCode(LanguageIndex.code(text), subtags) != nil
        guard text.utf8.count <= LanguageIndex.longestName, !isTag else { return [] }
        let inside = languages(before: "(", of: text)
        if !inside.isEmpty { return inside }
        let ranked = near.ranked(text, accepting: LanguageIndex.isSlip)
        guard let best = ranked.first?.distance else { return [] }
        let nearest = ranked.filter { $0.distance == best }.map(\.value)
        return nearest.allSatisfy(served.contains) ? Array(nearest.prefix(LanguageIndex.mostSuggestions)) : []
    }

    /// `a country or region` or `a script` when `text` names one.
    func country(_ text: String) -> String? {
        let folded = Suggestion.folded(text)
        if folded.isEmpty { return nil }
        return subtags.region(named: folded) != nil ? "a country or region" : subtags.script(named: folded) != nil ? "a script" : nil
    }

    private static let mostSuggestions = 5

    /// Names of languages are short and much alike: `Ghanees` is no slip of `Chinees`, nor `Taiwanees` of `Libanees`. In scripts other
    /// than Latin we know too few names of other languages to tell: Hebrew is Arabic there with two letters swapped.
    private static func isSlip(_ edits: Int, _ typed: [Unicode.Scalar], _ name: [Unicode.Scalar]) -> Bool {
        guard edits > 0 else { return true }
        guard typed.allSatisfy(\.isASCII) else { return false }
        if edits > typed.count { return name.count - typed.count <= 4 }
        if typed.count < 5 { return false }
        if typed.first != name.first { return edits == 1 && typed.count >= 8 }
        return edits == 1 || edits == 2 && typed.count >= 9 || edits == 3 && typed.count >= 13
    }
}
