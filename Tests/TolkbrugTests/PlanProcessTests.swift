import Foundation
import Testing

/// The command itself, as a user runs it.
@Suite struct PlanProcessTests {
    /// The program beside the tests.
    static let executable: String? = {
        let arguments = CommandLine.arguments + [Bundle.main.bundlePath]
        let folders = arguments.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path } + arguments
        return folders.map { $0 + "/tolkbrug" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    private func run(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.executable))
        process.arguments = ["plan"] + arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let texts = [output, errors].map { String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
        process.waitUntilExit()
        return (process.terminationStatus, texts[0], texts[1])
    }

    @Test func `two processes make the same plan`() throws {
        let file = try InstanceTests.write(InstanceTests.text())
        defer { try? FileManager.default.removeItem(atPath: file) }
        var plans: [[String: Any]] = []
        for number in 0..<2 {
            let json = "\(file).\(number)"
            defer { try? FileManager.default.removeItem(atPath: json) }
            let run = try run([file, "--steps", "2000", "--seed", "3", "--json", json, "--quiet"])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("value 1984, bound 1984, gap 0.0000 %, filled 1 of 2"))
            var plan = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json))) as? [String: Any])
            plan["seconds"] = nil
            plans.append(plan)
        }
        #expect(NSDictionary(dictionary: plans[0]).isEqual(to: plans[1]))
    }

    @Test func `the example in PLANNING is planned as it says there`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "ops/PLANNING.md"), encoding: .utf8)
        let begin = try #require(text.firstRange(of: "```json\n")).upperBound
        let end = try #require(text[begin...].firstRange(of: "\n```")).lowerBound
        let file = try InstanceTests.write(String(text[begin..<end]))
        let json = file + ".plan"
        defer { for path in [file, json] { try? FileManager.default.removeItem(atPath: path) } }
        let promise = #/`tolkbrug plan day\.json (--steps [0-9]+)` gives .*\n?.*: value ([0-9]+)/#
        let command = try #require(text[end...].firstMatch(of: promise))
        let run = try run([file, "--json", json, "--quiet"] + command.1.split(separator: " ").map(String.init))
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("value \(command.2), bound \(command.2), gap 0.0000 %, filled 2 of 3"), "\(run.output)")
        let plan = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json))) as? [String: Any])
        let assignments = try #require(plan["assignments"] as? [[String: Any]])
        #expect(assignments.compactMap { $0["job"] as? Int } == [1, 3] && assignments.allSatisfy { $0["interpreter"] as? Int == 1 })
    }

    @Test func `an instance that cannot be used ends with status 2 and the place of the mistake`() throws {
        let file = try InstanceTests.write(InstanceTests.text("\"end\":660", "\"end\":6"))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let run = try run([file, "--seconds", "1"])
        #expect(run.status == 2)
        #expect(run.errors == "\(file): jobs[0].end: is 6; after its start, 600, is needed\n")
    }

    @Test func `Ctrl-C while the instance is still being read gives a plan too`() throws {
        let file = try InstanceTests.write(InstanceTests.text())
        let (pipe, json) = (file + ".pipe", file + ".plan")
        defer { for path in [file, pipe, json] { try? FileManager.default.removeItem(atPath: path) } }
        #expect(mkfifo(pipe, 0o600) == 0)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.executable))
        process.arguments = ["plan", pipe, "--seconds", "3600", "--json", json, "--quiet"]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        // Opened when the program has opened it for reading.
        let end = try #require(FileHandle(forWritingAtPath: pipe))
        process.interrupt()
        try end.write(contentsOf: try Data(contentsOf: URL(fileURLWithPath: file)))
        try end.close()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        let plan = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json))) as? [String: Any])
        #expect(plan["value"] != nil)
    }
}
