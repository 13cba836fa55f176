import Foundation
import Testing

@testable import Service

/// `tolkbrug serve` as a process of its own.
final class ServerProcess: @unchecked Sendable {
    /// Beside the test bundle in the build folder.
    static let executable: String? = {
        let arguments = CommandLine.arguments
        let named = arguments.firstIndex(of: "--testing-library").map { _ in arguments[0] } ?? arguments[0]
        let bundles = [named, Bundle.main.bundlePath, ProcessInfo.processInfo.environment["TOLKBRUG_BUILD"] ?? ""] + arguments
        let folders = bundles.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path } + bundles
        return folders.map { $0 + "/tolkbrug" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    private let process = Process()
    private let log: String
    private(set) var clients = Configuration.Address("", 0)
    private(set) var metrics = Configuration.Address("", 0)

    /// - Parameter descriptors: files that it may have open at once, when that is to be fewer than here.
    init(arguments: [String], data: String, descriptors: Int? = nil) throws {
        log = data + "/log-\(UUID().uuidString).txt"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let executable = try #require(ServerProcess.executable)
        if let descriptors {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", "ulimit -n \(descriptors); exec \"$@\"", "sh", executable, "serve"] + arguments
        } else {
            process.executableURL = URL(fileURLWithPath: executable)
            process.arguments = ["serve"] + arguments
        }
        process.standardError = FileHandle(forWritingAtPath: log)
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    /// Starts one and waits until it listens.
    static func start(database: String, data: String, descriptors: Int? = nil) async throws -> ServerProcess {
        try await start(
            arguments: [
                "--database", database, "--data", data, "--port", "0", "--metrics-port", "0", "--rules", Fixtures.root + "/rules",
            ], data: data, descriptors: descriptors)
    }

    static func start(arguments: [String], data: String, descriptors: Int? = nil) async throws -> ServerProcess {
        let process = try ServerProcess(arguments: arguments, data: data, descriptors: descriptors)
        try await process.waitUntilListening()
        return process
    }

    /// Runs `body` with one that decides and one that stands by, both with `folder` as their data folder, and ends them.
    /// - Parameter detour: the first one's way to the database, when it is another.
    static func withTwo(
        database url: String, detour: String? = nil, folder: TemporaryFolder, _ body: (ServerProcess, ServerProcess) async throws -> Void
    ) async throws {
        let first = try await start(database: detour ?? url, data: folder.path)
        defer { first.kill() }
        try await first.wait(for: "leader")
        let second = try await start(database: url, data: folder.path)
        defer { second.kill() }
        try await second.wait(for: "standby")
        try await body(first, second)
    }

    func waitUntilListening() async throws {
        guard try await Fixtures.eventually({ readAddresses() || !process.isRunning }), readAddresses() else {
            throw TestClient.TooLate(waitedFor: "listening: \(output)")
        }
    }

    var processIdentifier: Int32 { process.processIdentifier }

    var output: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    /// Waits until the health page says that it is the `part`.
    func wait(for part: String) async throws {
        let isSo = try await Fixtures.eventually { try await HTTP.get(metrics, "/health").contains("\"part\":\"\(part)\"") }
        if !isSo { throw TestClient.TooLate(waitedFor: "\(part): \(output)") }
    }

    /// Waits until `text` stands in the log.
    func wait(toSay text: String) async throws {
        if !(try await Fixtures.eventually { output.contains(text) }) { throw TestClient.TooLate(waitedFor: "\(text): \(output)") }
    }

    /// SIGKILL.
    func kill() { if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) } }
    func terminate() { process.terminate() }
    /// SIGSTOP and SIGCONT.
    func stop() { Foundation.kill(process.processIdentifier, SIGSTOP) }
    func goOn() { Foundation.kill(process.processIdentifier, SIGCONT) }

    /// When the first line with `text` was written to the log, as ISO 8601 text that sorts by time; nil when there is none.
    func time(of text: String) -> String? {
        let line = output.split(separator: "\n").first { $0.contains(text) }
        return line?.split(separator: " ").first { $0.hasPrefix("time=") }.map { String($0.dropFirst(5)) }
    }

    func exitStatus() async throws -> Int32? {
        let ended = try await Fixtures.eventually { !process.isRunning }
        return ended ? process.terminationStatus : nil
    }

    /// Where metrics and health are served, as soon as they are; the database need not be there.
    func waitForMetrics() async throws -> Configuration.Address {
        guard try await Fixtures.eventually({ address("metrics", in: "metrics and health are served") != nil }),
            let address = address("metrics", in: "metrics and health are served")
        else { throw TestClient.TooLate(waitedFor: "the metrics port: \(output)") }
        return address
    }

    private func readAddresses() -> Bool {
        clients = address("clients", in: "event=listening") ?? clients
        metrics = address("metrics", in: "event=listening") ?? metrics
        return clients.port > 0 && metrics.port > 0
    }

    /// Of the field `name` in the first line of the log with `event`.
    private func address(_ name: String, in event: String) -> Configuration.Address? {
        let line = output.split(separator: "\n").first { $0.contains(event) }
        let value = line?.split(separator: " ").first { $0.hasPrefix("\(name)=") }?.dropFirst(name.count + 1)
        guard let value, let colon = value.lastIndex(of: ":"), let port = Int(value[value.index(after: colon)...]) else { return nil }
        return Configuration.Address(String(value[..<colon]), port)
    }
}
