import Foundation
import Interpreting
import Rules
import Testing

@testable import RuleFiles

/// What browsers, hospital systems and people write for a language, against `Golden/languages.tsv`: on each line what is typed, a tab,
/// and the tag, or `?` with the members that are asked back, or `-` with the name of a language that is not served.
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
                let members = means.hasPrefix("? ") ? means.dropFirst(2).split(separator: " ").map(String.init) : []
                for language in rules.all {
                    let isNamed = error.phrase.contains("\(language.tag) (\(language.names.english))")
                    #expect(isNamed == members.contains(language.tag.text), "\(typed): \(error.phrase)")
                }
            }
        }
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
        let other = "codes,name_nl,name_fr,name_en,name_own\n"
        #expect(RuleFixtures.problems("other-languages.csv", other + "hu,Hongaars,,Hungarian,\nHU,a,b,c,d\nxx,,,,\n") == [
            "rules/other-languages.csv:3:1: codes is \"HU\", expected tags in lower case with | between, such as hu|hun",
            "rules/other-languages.csv:4:4: xx has no name, expected one in Dutch, French, English or the language itself",
        ])
        let turkish = RuleFixtures.problems("other-languages.csv", other + "hu,Hongaars,,Hungarian,\nxx,Turks,,,\n")
        #expect(turkish.count == 1 && turkish[0].hasPrefix("rules/other-languages.csv:3:1: name Turks is given twice"), "\(turkish)")
        let twice = try RuleFixtures.problems("languages.yaml", replacing: "codes: [rum, mo, mol]", with: "codes: [rum, mo, ti]")
        #expect(twice.count == 1 && twice[0].contains("code ti is given twice"), "\(twice)")
        let member = try RuleFixtures.problems("languages.yaml", replacing: "members: [ckb, kmr]", with: "members: [ckb, kmx]")
        #expect(member.count == 1 && member[0].contains("language kmx is not in the list; did you mean \"kmr\"?"), "\(member)")
    }
}
