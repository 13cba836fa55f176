import Interpreting
import Rules

/// Reads `languages.yaml`: the languages, what else they are called, what is asked back, and the directed graph of substitutes.
enum LanguagesFile {
    static func read(_ top: FieldReader, others: [OtherLanguage], subtags: Subtags) -> Build<LanguageRules>? {
        let languages = top.rows("languages", language)
        let aliases = top.rows("aliases", alias)
        let asked = top.rows("asked", asked)
        let substitutes = top.rows("substitutes", substitute)
        return { () throws(RuleProblems) in
            try LanguageRules(languages: languages, substitutes: substitutes, aliases: aliases, asked: asked, others: others,
                subtags: subtags)
        }
    }

    private static func alias(_ row: FieldReader) -> LanguageAlias? {
        let tag = row.word("tag")
        let (codes, names) = (row.words("codes", orNone: true), row.words("names", orNone: true))
        reportNothing(row, codes, names)
        let rule = row.rule(tag.map { "alias.\($0)" })
        guard let tag, let codes, let names, let rule else { return nil }
        return LanguageAlias(tag: LanguageTag(tag), codes: codes.map(\.value), names: names.map(\.value), rule: rule)
    }

    /// A row to which nothing leads.
    private static func reportNothing(_ row: FieldReader, _ codes: [Located<String>]?, _ names: [Located<String>]?) {
        guard codes?.isEmpty == true, names?.isEmpty == true else { return }
        row.report("codes and names are both empty, expected a code or a name that leads to the row")
    }

    private static func asked(_ row: FieldReader) -> AskedBack? {
        let (codes, names) = (row.words("codes", orNone: true), row.words("names", orNone: true))
        reportNothing(row, codes, names)
        let members = row.words("members")
        let rule = row.ruleWithID()
        guard let codes, let names, let members, let rule else { return nil }
        return AskedBack(
            codes: codes.map(\.value), names: names.map(\.value), members: members.map { LanguageTag($0.value) }, rule: rule)
    }

    private static func language(_ row: FieldReader) -> Language? {
        let tag = row.word("tag")
        let iso = row.word("iso")
        let names = row.fields("names", names)
        let rightToLeft = row.flag("rtl")
        let dialects = row.words("dialects", orNone: true)?.map(\.value)
        let share = row.decimal("share", places: 1, 0...1000)
        let rule = row.rule(tag.map { "language.\($0)" })
        guard let tag, let iso, let names, let rightToLeft, let dialects, let share, let rule else { return nil }
        return Language(
            tag: LanguageTag(tag), iso639_3: iso, names: names, isRightToLeft: rightToLeft, dialects: dialects,
            demandPerMille: share, rule: rule)
    }

    private static func names(_ row: FieldReader) -> LanguageNames? {
        let (dutch, french, english, own) = (row.text("nl"), row.text("fr"), row.text("en"), row.text("own"))
        guard let dutch, let french, let english, let own else { return nil }
        return LanguageNames(dutch: dutch, french: french, english: english, own: own)
    }

    private static func substitute(_ row: FieldReader) -> Substitute? {
        let offered = row.word("offered")
        let wanted = row.word("wanted")
        let penalty = row.integer("penalty", 1...1000)
        let rule = row.rule(offered.flatMap { offered in wanted.map { "substitute.\(offered)-for-\($0)" } })
        guard let offered, let wanted, let penalty, let rule else { return nil }
        return Substitute(offered: LanguageTag(offered), wanted: LanguageTag(wanted), penalty: penalty, rule: rule)
    }
}
