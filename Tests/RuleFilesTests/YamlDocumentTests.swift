import Foundation
import Testing

@testable import RuleFiles

@Suite struct YamlDocumentTests {
    @Test(arguments: [
        ("rows: [", "rules/aid.yaml:2:1: YAML syntax: did not find expected node content (while parsing a flow node at line 2)"),
        (
            "rows:\n\t- id: x",
            "rules/aid.yaml:2:1: YAML syntax: found character that cannot start any token (while scanning for the next token at line 2)"
        ),
        ("rows: \"x", "rules/aid.yaml:2:1: YAML syntax: found unexpected end of stream (while scanning a quoted scalar at line 1)"),
        ("rows:\n  - reason: a: b", "rules/aid.yaml:2:14: YAML syntax: mapping values are not allowed in this context"),
        ("a: 1\na: 2", "rules/aid.yaml:1:1: key \"a\" occurs more than once in one mapping, expected it once"),
        (
            "rows: []\n---\nrows: []",
            "rules/aid.yaml:2:1: YAML syntax: but found another document (expected a single document in the stream at line 1)"
        ),
        ("", "rules/aid.yaml: the file is empty, expected a mapping of keys"),
        ("# only a comment\n", "rules/aid.yaml: the file is empty, expected a mapping of keys"),
        ("- a\n- b", "rules/aid.yaml:1:1: a list, expected a mapping: the keys of aid.yaml"),
        ("? [a, b]\n: c\nrows: x", "rules/aid.yaml:1:3: a list as a key, expected a word"),
    ])
    func whatIsNoMappingIsReportedWhereReadingStopped(text: String, problem: String) {
        #expect(RuleFixtures.problems("aid.yaml", text + "\n").first == problem)
    }

    @Test func aControlCharacterIsReportedAtItsPlace() {
        let problems = RuleFixtures.problems("aid.yaml", "rows:\n  - id: é\u{01}\n")
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("rules/aid.yaml:2:10: YAML syntax: ") == true, "\(problems)")
    }

    @Test func anAliasBombIsRefusedBeforeItIsRead() {
        var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        for level in 1..<40 {
            let alias = "*a\(level - 1)"
            lines.append("a\(level): &a\(level) [\([String](repeating: alias, count: 10).joined(separator: ", "))]")
        }
        lines.append("? *a39\n: boom")
        #expect(
            RuleFixtures.problems("aid.yaml", lines.joined(separator: "\n")) == [
                "rules/aid.yaml:1:5: anchors and aliases (& and *) are not allowed in rule files; write the value out, or quote the text"
            ])
    }

    @Test(arguments: [
        ("a: *b", 1, 4), ("a: [1,*b]", 1, 7), ("- &x 1", 1, 3), ("a: \"*b\"\nc: 'x''&y'\nd: *e", 3, 4), ("&a b: 1", 1, 1),
        ("a: 'b' # *c\nd: &e 1", 2, 4), ("a: \"\\\"\" \nb: *c", 2, 4),
    ])
    func anchorsAreFoundWhereTheyStand(text: String, line: Int, column: Int) {
        #expect(AnchorScan.firstAnchor(in: text, file: "x") == Place(file: "x", line: line, column: column))
    }

    @Test(arguments: [
        "a: b & c", "a: 2 * 3", "a: 'x *y'", "a: \"x &y\"", "# *a &b", "a: b*c", "a: b&c", "a: x # &y", "a: it's *", "a: it's 1",
    ])
    func otherUsesOfTheSignsAreLeftAlone(text: String) {
        #expect(AnchorScan.firstAnchor(in: text, file: "x") == nil)
    }

    @Test func deepNestingIsRefusedAndNotFollowed() {
        let deep = String(repeating: "[", count: 100_000)
        let problems = RuleFixtures.problems("aid.yaml", "rows: " + deep)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("rules/aid.yaml:") == true)
    }

    // MARK: Files

    @Test func aMissingFileIsReportedAsAWhole() {
        #expect(
            RuleFixtures.check(["aid.yaml": nil]).problems.map(\.description) == [
                "rules/aid.yaml: the file is missing, expected it in rules"
            ])
    }

    @Test func aDirectoryThatDoesNotExistIsOneProblem() {
        let (book, problems) = RuleLoader(directory: "/nonexistent/rules").check()
        #expect(book == nil)
        #expect(
            problems.map(\.description) == [
                "/nonexistent/rules: there is no such directory of rule files; name it with --rules or TOLKBRUG_RULES"
            ])
        #expect(throws: RuleFileProblems.self) { try RuleLoader(directory: "/nonexistent/rules").load() }
    }

    @Test func aFileThatIsTooLargeIsNotRead() throws {
        let large = [UInt8](repeating: 0x23, count: RuleFileSet.sizeLimit + 1)
        #expect(
            RuleFixtures.check(["aid.yaml": large]).problems.map(\.description) == [
                "rules/aid.yaml: the file is 262145 bytes large, expected at most 262144"
            ])
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data(large).write(to: directory.appendingPathComponent("aid.yaml"))
        let problems = RuleLoader(directory: directory.path).check().problems.map(\.description)
        #expect(problems.contains("\(directory.path)/aid.yaml: the file is 262145 bytes large, expected at most 262144"))
    }

    @Test func bytesThatAreNotUtf8AreReported() {
        #expect(
            RuleFixtures.check(["aid.yaml": [0x61, 0xFF, 0xFE]]).problems.map(\.description) == [
                "rules/aid.yaml: the file is not UTF-8, expected UTF-8 text"
            ])
    }

    @Test func everyPrefixOfEveryFileGivesProblemsAndNeverATrap() {
        for (file, bytes) in RuleFixtures.real where file != "gazetteer.csv" {
            for length in stride(from: 0, to: bytes.count - 1, by: max(1, bytes.count / 25)) {
                let log = ProblemLog(directory: "rules")
                let text = String(decoding: bytes.prefix(length), as: UTF8.self)
                if let node = YamlDocument.root(file: file, text: text, log: log) {
                    #expect(FieldReader(node, file: file, log: log, expected: "keys") != nil || log.count > 0)
                } else {
                    #expect(log.count == 1, "\(file) up to \(length)")
                }
            }
        }
    }
}
