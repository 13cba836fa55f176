import Interpreting
import Rules

/// Reads `crisis.yaml`: the languages for which trained interpreters may help out in a crisis.
enum CrisisFile {
    static func read(_ top: FieldReader, languages: LanguageRules?) -> Build<CrisisRules>? {
        let declared = top.fields("only-when-declared") { $0.ruleWithID() }
        let listed = top.fields("only-listed-languages") { $0.ruleWithID() }
        let rows = top.rows("languages") { row($0, languages: languages) }
        guard let declared, let listed else { return nil }
        return { () throws(RuleProblems) in
            try CrisisRules(rows: rows, onlyWhenDeclared: declared, onlyListedLanguages: listed)
        }
    }

    private static func row(_ row: FieldReader, languages: LanguageRules?) -> CrisisRow? {
        let language = row.locatedText("language")
        let modalities = row.choices("modalities", of: Modality.self)
        let complexities = row.choices("complexities", of: Complexity.self)
        let rule = row.rule(language.map { "crisis.\($0.value)" })
        guard let language, let modalities, let complexities, let rule else { return nil }
        if let languages, languages.language(LanguageTag(language.value)) == nil {
            let hint = Suggestion.phrase(for: language.value, among: languages.all.map(\.tag.text))
            row.report("language \"\(language.value)\" is not in languages.yaml\(hint)", at: language.place)
        }
        return CrisisRow(language: LanguageTag(language.value), modalities: modalities, complexities: complexities, rule: rule)
    }
}
