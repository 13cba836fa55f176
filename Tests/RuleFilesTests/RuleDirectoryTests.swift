import Foundation
import Testing

@testable import RuleFiles

@Suite struct RuleDirectoryTests {
    @Test func whatWasAskedForComesFirstThenTheEnvironment() {
        let environment = ["TOLKBRUG_RULES": "/srv/rules/"]
        #expect(RuleDirectory.find(requested: "/etc/rules//", environment: environment, executable: nil) == "/etc/rules")
        #expect(RuleDirectory.find(requested: nil, environment: environment, executable: nil) == "/srv/rules")
        #expect(RuleDirectory.find(requested: "/", environment: environment, executable: nil) == "/")
    }

    @Test func anEmptyNameCountsAsNone() {
        let environment = ["TOLKBRUG_RULES": "/srv/rules"]
        #expect(RuleDirectory.find(requested: "", environment: environment, executable: nil) == "/srv/rules")
        #expect(RuleDirectory.find(requested: nil, environment: ["TOLKBRUG_RULES": ""], executable: nil) == "rules")
    }

    @Test func theDirectoryOfTheInstallationIsFoundBesideTheExecutable() throws {
        // Only where the tests do not run in a directory that has rules of its own.
        guard !FileManager.default.fileExists(atPath: "rules") else { return }
        let prefix = FileManager.default.temporaryDirectory.appendingPathComponent("prefix-\(UInt64.random(in: 0 ... .max))")
        let rules = prefix.appendingPathComponent("share/tolkbrug/rules")
        try FileManager.default.createDirectory(at: rules, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: prefix) }
        let executable = prefix.appendingPathComponent("bin/tolkbrug").path
        #expect(RuleDirectory.find(requested: nil, environment: [:], executable: executable) == rules.path)
    }
}
