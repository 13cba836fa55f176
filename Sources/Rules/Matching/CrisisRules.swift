import Interpreting

/// A language for which trained, uncertified interpreters may serve while a crisis is declared.
public struct CrisisRow: Hashable, Sendable {
    public let language: LanguageTag
    /// How they may take part, ascending.
    public let modalities: [Modality]
    /// In which conversations.
    public let complexities: [Complexity]
    public let rule: RuleReference

    public init(language: LanguageTag, modalities: [Modality], complexities: [Complexity], rule: RuleReference) {
        self.language = language
        self.modalities = modalities.sorted()
        self.complexities = complexities
        self.rule = rule
    }
}

/// `rules/crisis.yaml`: who may help out while a crisis is declared.
public struct CrisisRules: Sendable {
    /// Ascending by language.
    public let rows: [CrisisRow]
    /// Cited when no crisis is declared for the language.
    public let onlyWhenDeclared: RuleReference
    /// Cited for languages without a row.
    public let onlyListedLanguages: RuleReference
    private let byLanguage: [LanguageTag: CrisisRow]

    /// - Throws: problems with languages given twice, and rows that allow nothing.
    public init(rows: [CrisisRow], onlyWhenDeclared: RuleReference, onlyListedLanguages: RuleReference) throws(RuleProblems) {
        var problems = RuleProblems.duplicates(rows.map { (key: $0.language, rule: $0.rule) }, what: "crisis language")
        for row in rows where row.modalities.isEmpty || row.complexities.isEmpty {
            let text = "\(row.language) allows no modality or no complexity; name one or remove the row"
            problems.append(RuleProblem(text, rows: [row.rule]))
        }
        try RuleProblems.check(problems)
        self.rows = rows.sorted { $0.language < $1.language }
        self.onlyWhenDeclared = onlyWhenDeclared
        self.onlyListedLanguages = onlyListedLanguages
        byLanguage = Dictionary(rows.map { ($0.language, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether trained interpreters may serve for `language` at all while crises are declared for `declared`.
    public func allows(_ language: LanguageTag, declared: [LanguageTag]) -> Ruling<Bool> {
        guard declared.contains(language) else { return Ruling(false, onlyWhenDeclared) }
        guard let row = byLanguage[language] else { return Ruling(false, onlyListedLanguages) }
        return Ruling(true, row.rule)
    }

    /// Whether they may serve in a certain conversation.
    public func allows(
        _ language: LanguageTag, modality: Modality, complexity: Complexity, declared: [LanguageTag]
    ) -> Ruling<Bool> {
        let general = allows(language, declared: declared)
        guard general.value, let row = byLanguage[language] else { return general }
        return Ruling(row.modalities.contains(modality) && row.complexities.contains(complexity), row.rule)
    }
}
