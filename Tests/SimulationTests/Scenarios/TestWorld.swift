import Foundation
import Interpreting
import RuleFiles
import Rules

@testable import Simulation

/// The project's rule book and scenarios, and small scenarios of a test's own.
enum TestWorld {
    static let root: String = {
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent("simulations").path) {
            folder.deleteLastPathComponent()
        }
        return folder.path
    }()

    /// Beside the sources, or where the tests are started.
    private static let rules = FileManager.default.fileExists(atPath: "\(root)/rules") ? "\(root)/rules" : "rules"

    private static let loaded = Result { try RuleLoader(directory: rules).load() }

    static func book() throws -> RuleBook { try loaded.get() }

    static func scenario(_ name: String) throws -> Scenario {
        let content = try ScenarioFile(path: "\(root)/simulations/\(name)", book: book()).load()
        guard case .world(let scenario) = content else { throw Unexpected.queue }
        return scenario
    }

    /// Reads a scenario written by the test, with the project's `common` folder beside it.
    static func read(_ text: String, file: String = "x.yaml") throws -> ScenarioFile.Content {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tolkbrug-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/common", withDestinationPath: "\(root)/simulations/common")
        try text.write(toFile: "\(folder.path)/\(file)", atomically: true, encoding: .utf8)
        return try ScenarioFile(path: "\(folder.path)/\(file)", book: book()).load()
    }

    /// What the reader finds wrong, without the folder.
    static func problems(_ text: String) throws -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as RuleFileProblems {
            return error.problems.map { problem in
                let file = problem.file.split(separator: "/").last ?? ""
                return problem.line == 0 ? "\(file): \(problem.text)" : "\(file):\(problem.line):\(problem.column): \(problem.text)"
            }
        }
    }

    /// The head of a scenario of four weeks on the base of Flanders.
    static let head = """
        base: flanders
        question: What comes out?
        expects: Something.
        seed: 1
        start: 2026-03-02
        days: 28

        """

    /// Everything that is asked on the first `days` days.
    static func inquiries(_ scenario: Scenario, days: Int? = nil, seed: UInt64? = nil) -> [Inquiry] {
        (0..<(days ?? scenario.days)).flatMap { scenario.inquiries.inquiries(onDay: $0, seed: seed ?? scenario.seed) }
    }

    enum Unexpected: Error { case queue }
}
