import RuleFiles
import Rules
import Testing

@testable import Tolkbrug

@Suite struct DecisionTests {
    @Test func `the engine decides as one who tries everybody, and says the same of everybody`() throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let rules = try RuleLoader(directory: "/\(root)/rules").load()
        // Throws when one of the decisions differs from the referee's.
        let report = try DecisionBench(rules: rules, interpreters: 300, requests: 100, checkEvery: 4).run()
        #expect(report.checked == 150)
    }
}
