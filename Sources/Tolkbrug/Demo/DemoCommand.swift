import ArgumentParser
import Client
import Foundation
import Interpreting
import RuleFiles
import Rules
import Service
import Simulation

/// `tolkbrug demo`: plays one working day of the four agencies through real TLS connections.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Plays a working day through a real server, and reports.",
        discussion: """
            Starts a server of its own with a private PostgreSQL cluster on an accelerated clock, registers everybody of the scenario, \
            plays the day, checks the invariants and prints a report. Afterwards the server stays up, at the speed of the clock on the \
            wall, unless --once is given. Ctrl-C stops everything that was started, at any time.
            """)

    @Flag(help: "Stop everything at the end; exit 0 only if every request is accounted for and every invariant held.")
    var once = false

    @Option(help: "Write the report's figures to this file.")
    var json: String?

    @Option(help: "The scenario's folder.")
    var scenario = "simulations/flanders-day"

    @Option(help: "The folder for the demonstration's database, certificates and log; emptied first.")
    var data = "var/demo"

    @Option(help: "The port for clients.")
    var port = 7649

    @Option(help: "The port of metrics and health.")
    var metricsPort = 7650

    @Option(help: "The directory of the rule files.")
    var rules: String?

    func validate() throws {
        try PortOption.checkFixed(port, named: "--port")
        try PortOption.checkFixed(metricsPort, named: "--metrics-port")
    }

    func run() async throws {
        let takedown = Takedown()
        let book = try RuleLoader(directory: RuleDirectory.find(requested: rules)).load()
        let day = try DayScenario.load(scenario, book: book)
        try DemoServer.clear(data)
        say("Starting a server on 127.0.0.1:\(port) (log: \(data)/server.log)")
        let server = try start(day.clock, takedown)
        do {
            try await server.waitUntilReady()
            let stage = DemoStage(server: server, day: day, book: book)
            let (report, logins) = try await stage.play()
            say(ReportTable(report: report, names: stage.languageNames).text)
            if let json { try report.json().write(to: URL(fileURLWithPath: json)) }
            if once {
                server.stop()
                throw report.holds ? ExitCode.success : ExitCode.failure
            }
            try keepUp(server, logins, takedown)
        } catch {
            takedown.goOnUnlessAsked()
            server.stop()
            throw error
        }
    }

    /// The server, on a clock that runs fast until the day is played. Ctrl-C takes away the folder too: only a failure leaves its log.
    private func start(_ clock: DayScenario.Clock, _ takedown: Takedown) throws -> DemoServer {
        let folder = URL(fileURLWithPath: data)
        _ = takedown.start({ folder }, stop: { try? FileManager.default.removeItem(at: $0) })
        let times = [clock.start.text(offset: 3600), "\(clock.factor)", "\(clock.nightFactor)", clock.settles.text(offset: 3600)]
        return try takedown.start({
            try DemoServer(data: data, port: port, metricsPort: metricsPort, rules: rules, clock: times.joined(separator: ","))
        }, stop: { $0.stop() })
    }

    private func keepUp(_ server: DemoServer, _ logins: Registrar.Logins, _ takedown: Takedown) throws {
        let connect = "tolkbrug connect --port \(port) --ca \(data)/certificates/ca.crt --token"
        takedown.expectEnd()
        say("\nThe server stays up, its clock at the speed of yours; Ctrl-C stops it and removes \(data).")
        say("Talk to it from another terminal:")
        if let login = logins.hosts.first { say("  requester:    \(connect) \(login.token)") }
        if let login = logins.people.first { say("  interpreter:  \(connect) \(login.token)") }
        if let login = logins.coordinators["agii"] { say("  coordinator:  \(connect) \(login.token)") }
        say("  administrator: tolkbrug connect --port \(port) --ca \(data)/certificates/ca.crt --token-file \(data)/admin.token")
        server.waitUntilExit()
        takedown.goOnUnlessAsked()
        throw DemoProblem("the server has ended by itself; \(data)/server.log tells why")
    }
}
