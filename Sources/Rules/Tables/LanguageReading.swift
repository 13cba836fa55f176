import Interpreting

/// The languages that a text names, each once and in the order of the text.
struct LanguageReading {
    private(set) var meanings: [LanguageMeaning] = []
    /// Whether they stand beside each other as in a list, so that none says more about another.
    let isList: Bool

    init(isList: Bool) { self.isList = isList }

    mutating func add(_ meaning: LanguageMeaning) {
        if !meanings.contains(meaning) { meanings.append(meaning) }
    }

    /// What a country or script makes of the language before it.
    mutating func qualify(_ change: (LanguageMeaning) -> LanguageMeaning) {
        guard let last = meanings.popLast() else { return }
        add(change(last))
    }

    var languages: [LanguageTag] {
        meanings.compactMap { if case .language(let tag) = $0 { tag } else { nil } }
    }
    /// Whether two languages stand side by side, or in a list what can be several of ours.
    var namesSeveral: Bool {
        if languages.count > 1 { return true }
        if isList, case .named(let tags) = meaning { return tags.count > 1 }
        return false
    }

    private var others: [OtherLanguage] {
        meanings.compactMap { if case .other(let other) = $0 { other } else { nil } }
    }

    /// Groups that no language of the text is one of: of `Koerdisch (Sorani)` none.
    private var groups: [AskedBack] {
        let languages = languages
        return meanings.compactMap { meaning in
            guard case .several(let group) = meaning else { return nil }
            return languages.contains { narrows($0, group) } ? nil : group
        }
    }

    /// Whether `tag` says which of the group is meant. In a list `Persian` may be the language that has the group's own code.
    private func narrows(_ tag: LanguageTag, _ group: AskedBack) -> Bool {
        let own = group.members.contains { $0 != tag && group.codes.contains($0.text) }
        return group.members.contains(tag) && !(isList && own)
    }

    /// The one that is meant, or all of which one may be.
    var meaning: LanguageMeaning {
        let (languages, groups, others) = (languages, groups, others)
        if languages.isEmpty, groups.isEmpty || !isList, let other = others.first { return .other(other) }
        if groups.isEmpty, others.isEmpty, languages.count == 1 { return .language(languages[0]) }
        if languages.isEmpty, others.isEmpty, groups.count == 1 { return .several(groups[0]) }
        var members = groups.first.map { Set($0.members) } ?? []
        // Iraqi Kurdish: what both can be.
        for group in groups { members.formIntersection(group.members) }
        if !languages.isEmpty || members.isEmpty { members = Set(languages).union(groups.flatMap(\.members)) }
        return members.isEmpty ? .unknown : .named(members.sorted())
    }
}
