import Foundation
import Interpreting
import Rules
import Testing

@testable import RuleFiles

/// What browsers, hospital systems and people write for a language, against `Golden/languages.tsv`: on each line what is typed, a tab,
/// and the tag, or `?` with the members that are asked back, `&` with the languages that are named side by side, or `-` with the name of a
/// language that is not served.
@Suite struct LanguageNamesTests {
    private static func golden(_ file: String) throws -> [(typed: String, means: String)] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return cells.count == 2 ? (typed: cells[0], means: cells[1]) : nil
        }
    }

    private func meaning(_ text: String, _ rules: LanguageRules) -> String {
        switch rules.meaning(of: text) {
        case .language(let tag): tag.text
        case .several(let asked): "? " + asked.members.map(\.text).joined(separator: " ")
        case .other(let other): "- " + other.english
        case .named(let tags): "& " + tags.map(\.text).joined(separator: " ")
        case .unknown: "unknown"
        }
    }

    @Test func `every code of ISO 639 and name of CLDR means what it should`() throws {
        let rules = try RuleFixtures.book().languages
        let golden = try Self.golden("languages.tsv")
        #expect(golden.count > 3000)
        let wrong = golden.filter { meaning($0.typed, rules) != $0.means }
        #expect(wrong.isEmpty, "\(wrong.prefix(20).map { "\($0.typed): \(meaning($0.typed, rules)), not \($0.means)" })")
    }

    @Test func `nothing of all that proposes a language that is merely spelled alike`() throws {
        let rules = try RuleFixtures.book().languages
        for (typed, means) in try Self.golden("languages.tsv") {
            do throws(LanguageProblem) {
                #expect(try rules.named(typed).tag.text == means)
            } catch {
                let isAsked = means.hasPrefix("? ") || means.hasPrefix("& ")
                let members = isAsked ? means.dropFirst(2).split(separator: " ").map(String.init) : []
                for language in rules.all {
                    let isNamed = error.phrase.contains("\(language.tag) (\(language.names.english))")
                    #expect(isNamed == members.contains(language.tag.text), "\(typed): \(error.phrase)")
                }
            }
        }
    }

    @Test func `several names, countries and scripts beside a name, and tags of many parts mean what they say`() throws {
        let rules = try RuleFixtures.book().languages
        let golden = try Self.golden("language-texts.tsv")
        #expect(golden.count > 120)
        for (typed, means) in golden { #expect(meaning(typed, rules) == means, "\(typed)") }
    }

    @Test func `a country in three letters means what it means in two, behind every language`() throws {
        let rules = try RuleFixtures.book().languages
        let lines = try RuleFixtures.text("subtags.csv").split(separator: "\n")
        let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let countries = rows.filter { $0[0] == "region" }.map { $0[1].split(separator: "|") }.filter { $0.count == 2 }
        #expect(countries.count > 240)
        var wrong: [String] = []
        for base in rules.all.flatMap({ [String($0.tag.text.prefix { $0 != "-" }), $0.iso639_3] }) + ["ar", "ara", "ku", "kur"] {
            for codes in countries {
                let (two, three) = (rules.meaning(of: "\(base)-\(codes[0])"), rules.meaning(of: "\(base)-\(codes[1])"))
                if two != three || two == .unknown { wrong.append("\(base)-\(codes[1])") }
            }
        }
        // What is the code of a Chinese language too, Northern Min, means that behind zh.
        #expect(wrong == ["zh-mnp"])
    }

    @Test(arguments: [
        "Ghanees", "Chileens", "Peruvian", "Omani", "Canadees", "Zwitsers", "Achinese", "الروسية", "العبرية", "سورياني", "прусский",
        "国际语", "Boma", "Dair", "Romam", "Latijns-Amerika", "Roumanie", "Jordanië", "Qwertish", "Soedan",
    ])
    func `nothing is proposed that is merely spelled alike`(text: String) throws {
        let rules = try RuleFixtures.book().languages
        #expect(rules.resolve(text) == nil)
        #expect(throws: LanguageProblem.self) { try rules.named(text) }
        do throws(LanguageProblem) { _ = try rules.named(text) } catch { #expect(!error.namesLanguages, "\(error.phrase)") }
    }

    @Test(arguments: [
        ("Afghaan", ["fa-AF", "ps"]), ("serbs", ["sh"]), ("Marokkaan", ["ary", "rif"]), ("arabo", ["acm", "apc", "arb", "ary"]),
        ("Albanes", ["sq"]), ("Turks (Xyz)", ["tr"]), ("Koerdisch (Xyz)", ["ckb", "kmr"]),
    ])
    func `of what was perhaps meant only the nearest is proposed`(text: String, tags: [String]) throws {
        #expect(try RuleFixtures.book().languages.suggestions(for: text).map(\.text) == tags)
    }

    @Test func `what is said of several names, and of a country, tells the next step`() throws {
        let rules = try RuleFixtures.book().languages
        let phrases = ["Farsi/Dari", "Dari/Oezbeeks", "Turkije", "Cyrillisch"].map { text in
            do throws(LanguageProblem) { return try rules.named(text).tag.text } catch { return error.phrase }
        }
        #expect(phrases == [
            "names more than one language, and one is asked for at a time; write fa (Persian (Iran)) or fa-AF (Dari)",
            "can mean more than one language, of which the service has only fa-AF (Dari); write that one if it is meant",
            "is a country or region, not a language; name the language that is spoken",
            "is a script, not a language; name the language that is spoken",
        ])
    }

    @Test(arguments: [
        ("land,be,,,,,,", "2:1: kind is \"land\", expected region, script, variant or extlang"),
        ("region,BE,,,,,,", "2:8: codes is \"BE\", expected codes in lower case with | between, such as sy|syr"),
        ("region,be,zh,,,,,", "2:11: prefixes is \"zh\", expected nothing: only an extlang has them"),
        ("extlang,yue,,,,,,", "2:13: prefixes is \"\", expected the languages that it extends, such as zh"),
        ("region,be,,,,,,\nregion,be,,,,,,", "3:8: region be is already on line 2, expected each code of a kind once"),
        (
            "region,be,,België,,,,\nregion,bl,,belgie,,,,",
            "3:12: region named belgie is already on line 2, expected each name of a kind in one row"
        ),
    ])
    func `a malformed row of what stands behind a language is reported at its field`(rows: String, problem: String) {
        let text = "kind,codes,prefixes,name_nl,name_fr,name_en,name_de,name_own\n\(rows)\n"
        #expect(RuleFixtures.problems("subtags.csv", text) == ["rules/subtags.csv:\(problem)"])
    }

    @Test func `every language is found by its tag, its ISO code and its four names`() throws {
        let rules = try RuleFixtures.book().languages
        for language in rules.all {
            let names = [language.names.dutch, language.names.french, language.names.english, language.names.own]
            for text in [language.tag.text, language.iso639_3] + names {
                #expect(rules.resolve(text) == language.tag, "\(text)")
                #expect(rules.resolve(text.uppercased()) == language.tag, "\(text)")
            }
        }
    }

    @Test(arguments: [
        ("Tigrinha", "ti"), ("Pools", "pl"), ("Roemeen", "ro"), ("Koerdich Sorani", "ckb"), ("oekrains", "uk"), ("Albaneees", "sq"),
    ])
    func `a slip in a name is still understood or asked about`(text: String, tag: String) throws {
        let rules = try RuleFixtures.book().languages
        #expect(rules.resolve(text)?.text == tag || rules.suggestions(for: text).contains(LanguageTag(tag)))
    }

    @Test func `problems of names are reported at their line`() throws {
        let other = "codes,name_nl,name_fr,name_en,name_de,name_own\n"
        #expect(RuleFixtures.problems("other-languages.csv", other + "hu,Hongaars,,Hungarian,,\nHU,a,b,c,d,e\nxx,,,,,\n") == [
            "rules/other-languages.csv:3:1: codes is \"HU\", expected tags in lower case with | between, such as hu|hun",
            "rules/other-languages.csv:4:4: xx has no name, expected one in Dutch, French, English, German or the language itself",
        ])
        let turkish = RuleFixtures.problems("other-languages.csv", other + "hu,Hongaars,,Hungarian,,\nxx,Turks,,,,\n")
        #expect(turkish.count == 1 && turkish[0].hasPrefix("rules/other-languages.csv:3:1: name Turks is given twice"), "\(turkish)")
        let twice = try RuleFixtures.problems("languages.yaml", replacing: "codes: [rum, mo, mol]", with: "codes: [rum, mo, ti]")
        #expect(twice.count == 1 && twice[0].contains("code ti is given twice"), "\(twice)")
        let member = try RuleFixtures.problems("languages.yaml", replacing: "members: [ckb, kmr]", with: "members: [ckb, kmx]")
        #expect(member.count == 1 && member[0].contains("language kmx is not in the list; did you mean \"kmr\"?"), "\(member)")
    }
}
