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
