import Interpreting
import Rules
import Testing

@Suite struct LanguageRulesTests {
    static func language(_ tag: String, _ iso: String, _ dutch: String, _ french: String, _ english: String, _ own: String) -> Language {
        Language(
            tag: LanguageTag(tag), iso639_3: iso, names: LanguageNames(dutch: dutch, french: french, english: english, own: own),
            isRightToLeft: false, dialects: [], demandPerMille: 10, rule: Sample.rule("languages.\(tag)"))
    }
    static let languages = [
        language("ti", "tir", "Tigrinya", "Tigrigna", "Tigrinya", "ትግርኛ"),
        language("fa", "pes", "Farsi (Perzisch)", "Persan", "Persian (Iran)", "فارسی"),
        language("fa-AF", "prs", "Dari", "Dari", "Dari", "دری"),
        language("ary", "ary", "Arabisch (Maghrebijns)", "Arabe marocain", "Arabic (Moroccan)", "الدارجة المغربية"),
        language("ar", "arb", "Arabisch (Modern Standaard)", "Arabe standard", "Arabic (Modern Standard)", "العربية الفصحى"),
        language("tr", "tur", "Turks", "Turc", "Turkish", "Türkçe"),
    ]
    static func substitute(_ offered: String, for wanted: String, _ penalty: Int) -> Substitute {
        Substitute(
            offered: LanguageTag(offered), wanted: LanguageTag(wanted), penalty: penalty,
            rule: Sample.rule("languages.\(offered)-for-\(wanted)"))
    }
    static func rules(_ substitutes: [Substitute] = []) throws(RuleProblems) -> LanguageRules {
        try LanguageRules(languages: languages, substitutes: substitutes)
    }

    @Test func `languages come in the order of their tags`() throws {
        #expect(try Self.rules().all.map(\.tag.text) == ["ar", "ary", "fa", "fa-AF", "ti", "tr"])
    }

    @Test(arguments: [
        ("ti", "ti"), ("TI", "ti"), ("tir", "ti"), ("fa-af", "fa-AF"), ("PRS", "fa-AF"), ("ary", "ary"), ("arb", "ar"),
        ("tigrinya", "ti"), ("Perzisch", "fa"),
    ])
    func `a tag, an ISO code or a name in any case resolves`(text: String, tag: String) throws {
        #expect(try Self.rules().resolve(text)?.text == tag)
    }

    @Test(arguments: ["", "xx", "Tigrinja", "t", "fa_AF", "ti "])
    func `slips and unknown codes do not resolve`(text: String) throws {
        #expect(try Self.rules().resolve(text) == nil)
    }

    @Test(arguments: [
        ("Tigrinya", "ti"), ("tigrina", "ti"), ("Tigrigna", "ti"), ("tirr", "ti"), ("Perzisch", "fa"), ("dari", "fa-AF"), ("Turkce", "tr"),
        ("Türkçe", "tr"), ("turksih", "tr"), ("marocain", "ary"), ("فارسی", "fa"), ("tigri", "ti"), ("ሽትግርኛ", "ti"),
    ])
    func `names in any language, parts of them and near misses are suggested`(text: String, tag: String) throws {
        #expect(try Self.rules().suggestions(for: text).first?.text == tag)
    }

    @Test func `a name that several languages share suggests them all, in the order of their tags`() throws {
        #expect(try Self.rules().suggestions(for: "arabisch").map(\.text) == ["ar", "ary"])
        #expect(try Self.rules().suggestions(for: "Klingon").isEmpty)
    }

    @Test func `substitution is directed, and does not pass through a third language`() throws {
        let rules = try Self.rules([Self.substitute("fa", for: "fa-AF", 30), Self.substitute("fa-AF", for: "ti", 50)])
        #expect(rules.substitutes(for: LanguageTag("fa-AF")).map(\.offered.text) == ["fa"])
        #expect(rules.substitutes(for: LanguageTag("fa")).isEmpty)
        #expect(rules.substitute(LanguageTag("fa"), for: LanguageTag("fa-AF"))?.penalty == 30)
        #expect(rules.substitute(LanguageTag("fa-AF"), for: LanguageTag("fa")) == nil)
        #expect(rules.substitute(LanguageTag("fa"), for: LanguageTag("ti")) == nil)
        #expect(rules.substitutes(for: LanguageTag("xx")).isEmpty)
        #expect(rules.served(by: LanguageTag("fa")).map(\.text) == ["fa-AF"])
        #expect(rules.served(by: LanguageTag("fa-AF")).map(\.text) == ["ti"])
        #expect(rules.served(by: LanguageTag("ti")).isEmpty)
    }

    @Test func `substitutes come with the least penalty first`() throws {
        let rules = try Self.rules([
            Self.substitute("tr", for: "ar", 20), Self.substitute("ary", for: "ar", 10), Self.substitute("fa", for: "ar", 20),
        ])
        #expect(rules.substitutes(for: LanguageTag("ar")).map(\.offered.text) == ["ary", "fa", "tr"])
    }

    @Test func `every fault of the rows is reported`() {
        let found = problems { () throws(RuleProblems) in
            try LanguageRules(
                languages: Self.languages + [Self.language("ti", "tig", "Tigre", "Tigré", "Tigre", "ትግረ")],
                substitutes: [
                    Self.substitute("tri", for: "ar", 5), Self.substitute("ar", for: "ar", 5), Self.substitute("ary", for: "ar", 0),
                    Self.substitute("fa", for: "ar", 5), Self.substitute("fa", for: "ar", 7),
                ])
        }
        #expect(
            found == [
                "language ti is given twice, at rules/sample.yaml:1 and rules/sample.yaml:1; remove one",
                "substitute fa for ar is given twice, at rules/sample.yaml:1 and rules/sample.yaml:1; remove one",
                "language tri is not in the list; did you mean \"ti\"?", "language ar is its own substitute; remove the row",
                "penalty 0 of ary for ar must be at least 1",
            ])
        #expect(problems { () throws(RuleProblems) in try LanguageRules(languages: [], substitutes: []) }.count == 1)
    }
}
