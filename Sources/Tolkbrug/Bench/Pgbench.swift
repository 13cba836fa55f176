import Foundation
import Postgres
import Storage

/// PostgreSQL's own load generator with a script of ours: one transaction after another, each statement prepared and sent by itself.
struct Pgbench: Sendable {
    let database: PgbenchDatabase
    let models: [StatementModel]
    /// Absolute; for the script and the logs of single transactions.
    let folder: String
    let warmUp: Int
    let seconds: Int

    /// `:k` counts through the transactions of all clients, `:client_id` is pgbench's own.
    private var script: String {
        let numbers = models.flatMap(\.numbers).reduce(into: [StatementModel.Linear]()) { seen, linear in
            if !seen.contains(linear) { seen.append(linear) }
        }
        let names = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($0.element, "v\($0.offset + 1)") })
        let settings = numbers.map { "\\set \(names[$0] ?? "") \($0.base) + \($0.perStep) * :k + \($0.perClient) * :client_id" }
        let statements = ["BEGIN"] + models.map { model in model.script { names[$0] ?? "" } } + ["COMMIT"]
        return (["\\set k :offset + :client_id + :clients * :n"] + settings + statements.map { $0 + ";" } + ["\\set n :n + 1", ""])
            .joined(separator: "\n")
    }

    /// - Parameter first: the number of the first transaction; later ones count on from it.
    func run(clients: Int, first: Int) async throws -> Measurement {
        let manager = FileManager.default
        try? manager.removeItem(atPath: folder)
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try script.write(toFile: "\(folder)/script.sql", atomically: true, encoding: .utf8)
        try await database.checkpoint()
        let arguments = [
            "--no-vacuum", "--protocol=prepared", "--client=\(clients)", "--jobs=\(min(clients, 2))", "--time=\(warmUp + seconds)",
            "--log", "--log-prefix=\(folder)/log", "--file=\(folder)/script.sql", "-Dn=0", "-Dclients=\(clients)", "-Doffset=\(first)",
            "\(database.url)&options=\(options)",
        ]
        // It blocks, which a thread of the pool must not.
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try Cluster.run("pgbench", arguments) })
            }
        }
        return try measurement()
    }

    /// The settings under which our own writer sends the statements, as a part of a URL.
    private var options: String {
        JournalStatements.settings.map { "-c%20\($0.name)%3D\($0.value)" }.joined(separator: "%20")
    }

    /// From the logs: `client transaction microseconds script epoch-seconds microseconds` a line.
    private func measurement() throws -> Measurement {
        var finished: [(at: Int64, latency: Int64)] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix("log.") {
            for line in try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8).split(separator: "\n") {
                let words = line.split(separator: " ")
                guard words.count >= 6, let latency = Int64(words[2]), let second = Int64(words[4]), let part = Int64(words[5]) else {
                    throw DemoProblem("a line of pgbench's log is not as expected: \(line)")
                }
                finished.append(((second * 1_000_000 + part) * 1_000, latency * 1_000))
            }
        }
        let begun = finished.lazy.map { $0.at - $0.latency }.min() ?? 0
        let samples = finished.map { Measurement.Sample(at: $0.at - begun, latency: $0.latency) }
        return Measurement(samples, warmUp: Int64(warmUp) * 1_000_000_000, end: Int64(warmUp + seconds) * 1_000_000_000)
    }
}
