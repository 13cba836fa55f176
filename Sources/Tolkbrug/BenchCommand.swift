import ArgumentParser
import Foundation
import RuleFiles
import Rules

/// `tolkbrug bench`: how fast it is, on this machine.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures how many commands a second are served, how long one decision takes, or how fast the simulator is.",
        subcommands: [BenchServerCommand.self, BenchDecisionCommand.self, BenchQueueCommand.self],
        defaultSubcommand: BenchServerCommand.self)
}

/// `tolkbrug bench server`: how many commands a second, next to what PostgreSQL itself does with the same statements.
struct BenchServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server", abstract: "Measures SUBMIT and ACCEPT over TLS, next to pgbench on the same cluster.",
        discussion: """
            Starts a PostgreSQL cluster with fsync on and a server on it, registers 256 organisations and some 600 interpreters, and lets \
            them submit and accept in closed loops. Then pgbench runs the statements that a typical SUBMIT and a typical ACCEPT send, one \
            transaction each, with as many clients. Two seconds of warm-up precede each measurement.
            """)

    @Option(help: "The folder for the database, certificates and logs; emptied first.")
    var data = "var/bench"

    @Option(help: "How long each measurement lasts.")
    var seconds = 8

    @Option(help: "How many connections are at work at once, separated by commas.")
    var connections = "1,32,256"

    @Option(help: "Write the figures to this file.")
    var json: String?

    @Option(help: "The port for clients.")
    var port = 7659

    @Option(help: "The port of metrics and health.")
    var metricsPort = 7660

    @Option(help: "The directory of the rule files.")
    var rules: String?

    private var counts: [Int] { connections.split(separator: ",").compactMap { Int($0) } }

    func validate() throws {
        let words = connections.split(separator: ",")
        guard !words.isEmpty, counts.count == words.count, counts.allSatisfy({ (1...BenchStage.hostCount).contains($0) }) else {
            throw ValidationError("--connections \(connections): numbers from 1 to \(BenchStage.hostCount), such as 1,32,256")
        }
        try PortOption.checkFixed(port, named: "--port")
        try PortOption.checkFixed(metricsPort, named: "--metrics-port")
        guard (1...600).contains(seconds) else { throw ValidationError("--seconds \(seconds): from 1 to 600") }
    }

    func run() async throws {
        let book = try RuleLoader(directory: RuleDirectory.find(requested: rules)).load()
        try DemoServer.clear(data)
        let stage = BenchStage(
            data: data, port: port, metricsPort: metricsPort, rules: rules, book: book, seconds: seconds, connections: counts)
        let report = try await stage.run()
        say("\n" + report.text)
        if let json { try report.json().write(to: URL(fileURLWithPath: json)) }
    }
}
