import Interpreting
import Rules

/// Reads `aid.yaml`: the language-aid decision.
enum AidFile {
    static func read(_ top: FieldReader) -> Build<AidRules>? {
        let rows = top.rows("rows", row)
        return { () throws(RuleProblems) in try AidRules(rows: rows) }
    }

    private static func row(_ row: FieldReader) -> AidRow? {
        let level = row.optional("dutch-at-least") { $0.choice("dutch-at-least", of: DutchLevel.self) }
        let contact = row.optional("contact-language") { $0.flag("contact-language") }
        let minutes = row.optional("up-to-minutes") { $0.integer("up-to-minutes", 1...1440) }
        let complexities = row.optional("complexities") { $0.choices("complexities", of: Complexity.self) }
        let kind = row.choice("advice", of: AidKind.self)
        let (dutch, english) = (row.text("nl"), row.text("en"))
        let rule = row.ruleWithID()
        guard let kind, let dutch, let english, let rule else { return nil }
        return AidRow(
            dutchAtLeast: level ?? DutchLevel.none, needsContactLanguage: contact ?? false, upToMinutes: minutes,
            complexities: complexities ?? [],
            advice: AidAdvice(kind: kind, dutch: dutch, english: english), rule: rule)
    }
}
