import Foundation

/// The server of a demonstration or a measurement: the same `tolkbrug serve` that an operator runs, as a process of its own.
final class DemoServer: Sendable {
    let data: String
    let port: Int
    let metricsPort: Int
    private let process: Process

    /// Starts the server in a fresh data folder.
    ///
    /// - Parameters:
    ///   - clock: `START,FACTOR,NIGHT-FACTOR` of a demonstration clock; nil for the real time.
    ///   - database: a libpq URL; nil for an embedded cluster.
    init(data: String, port: Int, metricsPort: Int, rules: String?, clock: String? = nil, database: String? = nil) throws {
        self.data = data
        self.port = port
        self.metricsPort = metricsPort
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let log = "\(data)/server.log"
        try Data().write(to: URL(fileURLWithPath: log))
        process = Process()
        process.executableURL = URL(fileURLWithPath: ProcessInfo.processInfo.executable)
        process.arguments =
            ["serve", "--data", data, "--port", String(port), "--metrics-port", String(metricsPort)]
            + (clock.map { ["--demo-clock", $0] } ?? []) + (database.map { ["--database", $0] } ?? [])
            + (rules.map { ["--rules", $0] } ?? [])
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    /// Waits until the server leads and answers; throws with the end of its log when it does not.
    func waitUntilReady() async throws {
        for _ in 0..<600 {
            if !process.isRunning { throw DemoProblem("the server stopped; the end of \(data)/server.log:\n\(logTail())") }
            if let text = try? await health(), text.contains("leader") { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw DemoProblem("the server did not become ready within 60 s; the end of \(data)/server.log:\n\(logTail())")
    }

    func health() async throws -> String { try await get("/health") }
    func metrics() async throws -> String { try await get("/metrics") }

    private func get(_ path: String) async throws -> String {
        let port = metricsPort
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { @Sendable in
                continuation.resume(with: Result { try LoopbackHTTP.get(path, port: port) })
            }
        }
    }

    /// Stops it as an operator would, and waits for the end; whoever asks for the end again ends it at once.
    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        while process.isRunning, !Takedown.isUrgent { usleep(20_000) }
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
    }

    func waitUntilExit() { process.waitUntilExit() }

    var isRunning: Bool { process.isRunning }

    private func logTail() -> String {
        let text = (try? String(contentsOfFile: "\(data)/server.log", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(12).joined(separator: "\n")
    }
}

/// Why a demonstration cannot go on.
struct DemoProblem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension ProcessInfo {
    /// The path of the running program.
    var executable: String { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? arguments[0] }
}
