import Interpreting

/// What is wrong with codes and names of languages: rows about nothing, and one text with two meanings.
extension LanguageIndex {
    static func problems(_ aliases: [LanguageAlias], _ asked: [AskedBack], known: Set<LanguageTag>) -> [RuleProblem] {
        let named = aliases.map { (tags: [$0.tag], rule: $0.rule) } + asked.map { (tags: $0.members, rule: $0.rule) }
        var problems: [RuleProblem] = []
        for (tags, rule) in named {
            if tags.isEmpty { problems.append(RuleProblem("members is empty; name the languages that can be meant", rows: [rule])) }
            for tag in tags where !known.contains(tag) {
                let hint = Suggestion.phrase(for: tag.text, among: known.map(\.text).sorted())
                problems.append(RuleProblem("language \(tag) is not in the list\(hint)", rows: [rule]))
            }
        }
        return problems
    }

    /// A code or a name that an earlier row already has: it would say nothing, or something else.
    static func problems(_ entries: [Entry]) -> [RuleProblem] {
        var problems: [RuleProblem] = []
        var codes: [String: Entry] = [:]
        var names: [String: Entry] = [:]
        for entry in entries {
            for code in entry.codes {
                if let earlier = codes[code] {
                    if !isAllowed(entry, after: earlier) { problems.append(twice("code", code, earlier, entry)) }
                } else {
                    codes[code] = entry
                }
            }
            for name in entry.names {
                let folded = Suggestion.folded(name)
                if folded.isEmpty {
                    problems.append(RuleProblem("name \"\(name)\" has no letter; write the name of a language", rows: [entry.rule]))
                } else if let earlier = names[folded] {
                    // A language may be called alike in two of its own four names.
                    if earlier.rule != entry.rule || earlier.meaning != entry.meaning || !entry.isOfLanguage {
                        problems.append(twice("name", name, earlier, entry))
                    }
                } else {
                    names[folded] = entry
                }
            }
        }
        return problems
    }

    /// A tag that is its own ISO code; a tag that is asked back with a country.
    private static func isAllowed(_ entry: Entry, after earlier: Entry) -> Bool {
        if case .several = entry.meaning, case .language = earlier.meaning, earlier.isOfLanguage { return true }
        return earlier.meaning == entry.meaning && earlier.rule == entry.rule && entry.isOfLanguage
    }

    private static func twice(_ what: String, _ text: String, _ earlier: Entry, _ entry: Entry) -> RuleProblem {
        RuleProblem(
            "\(what) \(text) is given twice, at \(earlier.rule.citation) and \(entry.rule.citation); remove one",
            rows: [entry.rule, earlier.rule])
    }
}
