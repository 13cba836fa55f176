import Foundation
import Rules
import Testing

@testable import RuleFiles

/// Rows that never decide anything, and texts with what nobody sees, are found when the files are read.
@Suite struct IdleRowTests {
    private func problem(_ file: String, _ old: String, _ new: String) throws -> String {
        let original = try RuleFixtures.text(file)
        let range = try #require(original.range(of: old, options: .regularExpression), "\(file) no longer has \(old)")
        return RuleFixtures.problems(file, original.replacingCharacters(in: range, with: new)).joined(separator: "\n")
    }

    @Test(arguments: [
        ("tariffs.yaml", "days: \\[[a-z, ]+\\]", "days: []", "days"), ("travel.yaml", "days: \\[[a-z, ]+\\]", "days: []", "days"),
        ("agencies.yaml", "days: \\[[a-z, ]+\\]", "days: []", "days"), ("agencies.yaml", "to: \\[[a-z, -]+\\]", "to: []", "to"),
        ("working.yaml", "after: \\[[a-z, ]+\\]", "after: []", "after"), ("working.yaml", "before: \\[[a-z, ]+\\]", "before: []", "before"),
        ("offers.yaml", "modalities: \\[[a-z, ]+\\]", "modalities: []", "modalities"),
        ("offers.yaml", "sizes: \\[[0-9, ]+\\]", "sizes: []", "sizes"),
        ("languages.yaml", "members: \\[[a-zA-Z, -]+\\]", "members: []", "members"),
        ("calendar.yaml", "working-days: \\[[a-z, ]+\\]", "working-days: []", "working-days"),
    ])
    func `a list without which a row never decides is not empty`(file: String, old: String, new: String, key: String) throws {
        let found = try problem(file, old, new)
        #expect(found.contains(": \(key) is an empty list, expected at least one member"), "\(found)")
    }

    @Test(arguments: [
        ("tariffs.yaml", "days: \\[[a-z, ]+\\]", "days: [saturday, saturday]", "days names saturday twice, expected it once"),
        ("languages.yaml", "dialects: \\[[a-z, ]+\\]", "dialects: [romanian, romanian]", "dialects names romanian twice"),
        ("modality.yaml", "alternatives: \\[[a-z, ]+\\]", "alternatives: [video, video]", "alternatives names video twice"),
        ("offers.yaml", "wake: \\[[a-z, ]+\\]", "wake: [urgent, urgent]", "wake names urgent twice"),
        ("agencies.yaml", "to: \\[[a-z, -]+\\]", "to: [amal, amal]", "to names amal twice"),
        ("travel.yaml", "\\[11002\\]", "[11002, 11002]", "names 11002 twice"),
    ])
    func `a member of a list is there once`(file: String, old: String, new: String, expected: String) throws {
        let found = try problem(file, old, new)
        #expect(found.contains(expected), "\(found)")
    }

    @Test func `a limit that no conversation reaches is found, and a number of people that none has`() throws {
        let solo = try problem("working.yaml", "modality: onsite\n    minutes: 240", "modality: onsite\n    minutes: 481")
        #expect(
            solo.hasSuffix(
                "the longest conversation alone by onsite is 481 minutes, and the modality table has none of more than 480; "
                    + "the row never decides: write at most 480"), "\(solo)")
        #expect(solo.hasPrefix("rules/working.yaml:"))
        #expect(try problem("working.yaml", "modality: onsite\n    minutes: 240", "modality: onsite\n    minutes: 480") == "")
        #expect(try problem("modality.yaml", "over: 2", "over: 50").contains("over is \"50\", expected a whole number from 0 to 49"))
    }

    @Test func `an alias to which nothing leads is found`() throws {
        let text = "aliases:\n  - {tag: ti, codes: [], names: [], reason: a, source: b}"
        #expect(try problem("languages.yaml", "aliases:", text).contains("codes and names are both empty, expected a code or a name"))
    }

    @Test(arguments: ["\u{202E}", "\u{200B}", "\u{FEFF}", "\u{00AD}"])
    func `what nobody sees is found in every text`(_ hidden: String) throws {
        let reason = try problem("modality.yaml", "reason: short practical", "reason: short \(hidden)practical")
        #expect(reason.contains(": reason holds U+") && reason.contains("as its character 7, which nobody sees"), "\(reason)")
        #expect(try problem("languages.yaml", "en: Tigrinya", "en: Tigri\(hidden)nya").contains(": en holds U+"))
        #expect(try problem("tariffs.yaml", "days: \\[saturday", "days: [satur\(hidden)day").contains(": days holds U+"))
        #expect(try problem("gazetteer.csv", "Antwerpen", "Ant\(hidden)werpen").contains(": the cell holds U+"))
        #expect(try problem("modality.yaml", "rounding-minutes: 5", "rounding\(hidden)-minutes: 5").contains(": the key holds U+"))
    }

    @Test func `how an editor ends lines does not change the name of the rules`() throws {
        let plain = RuleFileSet(directory: "rules", contents: RuleFixtures.real)
        let windows = RuleFixtures.real.mapValues { (bytes: [UInt8]) -> [UInt8] in
            [0xEF, 0xBB, 0xBF] + bytes.flatMap { (byte: UInt8) -> [UInt8] in byte == 10 ? [13, 10] : [byte] }
        }
        #expect(RuleFileSet(directory: "rules", contents: windows).fingerprint == plain.fingerprint)
        var changed = RuleFixtures.real
        changed["aid.yaml", default: []].append(13)
        #expect(RuleFileSet(directory: "rules", contents: changed).fingerprint != plain.fingerprint)
        #expect(RuleCompiler(files: RuleFileSet(directory: "rules", contents: windows), zones: ZoneLoader()).compile().problems == [])
    }
}
