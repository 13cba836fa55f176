import Interpreting

/// Texts of several names: languages beside each other, and countries and scripts behind a language.
extension LanguageIndex {
    /// Nil when a word of the text is unknown: nothing that somebody wrote is passed over unread.
    func reading(_ text: LanguageText) -> LanguageReading? {
        var reading = LanguageReading(isList: text.parts.count > 1)
        for part in text.parts {
            for segment in part {
                for words in segment.members {
                    if segment.isBracket, qualify(&reading, words, among: segment.members) { continue }
                    let alone = segment.isBracket || reading.isList && part.count == 1
                    guard let found = read(words[...], after: reading, alone: alone) else { return nil }
                    reading = found
                }
            }
        }
        return reading.meanings.isEmpty ? nil : reading
    }

    /// Whether the words in a bracket are a country or a script, which then says more about the language before it. A script that is
    /// called like a language counts beside a country only: `(Arabisch, Pakistan)`.
    private func qualify(_ reading: inout LanguageReading, _ words: [String], among members: [[String]]) -> Bool {
        let folded = Suggestion.folded(words.joined())
        if let region = region(words) {
            reading.qualify { meaning(of: $0, region, nil) }
            return true
        }
        guard let script = subtags.script(named: folded), meaning(named: folded) == nil || members.contains(where: { region($0) != nil })
        else { return false }
        reading.qualify { meaning(of: $0, nil, script) }
        return true
    }

    /// By name, or by code when it is one word.
    private func region(_ words: [String]) -> String? {
        if let named = subtags.region(named: Suggestion.folded(words.joined())) { return named }
        return words.count == 1 ? subtags.region(words[0].lowercased()) : nil
    }

    /// Reads words that name languages and what is behind them, the longest name first.
    /// - Parameter alone: whether they are a member of a list, or in a bracket, and then may be a code.
    private func read(_ words: ArraySlice<String>, after reading: LanguageReading, alone: Bool) -> LanguageReading? {
        if words.isEmpty { return reading }
        if alone, words.count == 1, let word = words.first, let meaning = meaning(coded: word) {
            var next = reading
            next.add(meaning)
            return next
        }
        for count in (1...words.count).reversed() {
            let folded = Suggestion.folded(words.prefix(count).joined())
            let rest = words.dropFirst(count)
            for next in following(folded, reading, alone: alone) {
                if let found = read(rest, after: next, alone: false) { return found }
            }
        }
        guard !reading.meanings.isEmpty, LanguageIndex.prepositions.contains(words[words.startIndex].lowercased()) else { return nil }
        return read(words.dropFirst(), after: reading, alone: false)
    }

    /// What the reading becomes with one more name: a country or script of the language before it, or another language.
    private func following(_ folded: String, _ reading: LanguageReading, alone: Bool) -> [LanguageReading] {
        var readings: [LanguageReading] = []
        let language = meaning(named: folded)
        if !reading.meanings.isEmpty, !alone || !(language?.isOne ?? false) {
            let region = subtags.region(named: folded)
            let script = language == nil ? subtags.script(named: folded) : nil
            if region != nil || script != nil {
                var next = reading
                next.qualify { meaning(of: $0, region, script) }
                readings.append(next)
            }
        }
        if let language {
            var next = reading
            next.add(language)
            readings.append(next)
        }
        return readings
    }

    /// Between a language and a country: `arabe de Syrie`, `Arabisch uit Syrië`.
    private static let prepositions: Set<String> = ["de", "du", "d", "des", "del", "do", "da", "la", "van", "uit", "from", "in", "aus"]
}
