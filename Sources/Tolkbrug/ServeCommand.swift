import ArgumentParser
import Foundation
import Logging
import RuleFiles
import Rules
import Service
import ServiceLifecycle

/// `tolkbrug serve`: runs a server until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Runs a server.",
        discussion: """
            Without arguments it keeps a PostgreSQL cluster of its own and development certificates in ./var and listens on \
            127.0.0.1:7639. SIGTERM drains, SIGHUP reads the certificates again.
            """)

    /// Exit status when the configuration or the rules have problems.
    static let problemStatus = ExitCode(2)

    @OptionGroup var options: ServerOptions

    @Option(help: "The port for clients; 0 lets the system choose.")
    var port: Int?

    @Option(help: "The port of metrics and health; 0 lets the system choose.")
    var metricsPort: Int?

    @Option(
        help: """
            START,FACTOR[,NIGHT-FACTOR[,UNTIL]]: demonstrations only. The engine's time begins at START and runs FACTOR times too fast, \
            until UNTIL.
            """)
    var demoClock: String?

    func validate() throws {
        try PortOption.check(port, named: "--port")
        try PortOption.check(metricsPort, named: "--metrics-port")
    }

    func run() async throws {
        let server: Server
        let log: Logger
        do {
            let settings = try settings()
            LoggingSystem.bootstrap { _ in KeyValueLog(level: settings.logLevel) }
            log = Logger(label: "tolkbrug")
            let book = try RuleLoader(directory: RuleDirectory.find(requested: settings.rules)).load()
            server = try Server(settings, rules: book, clock: try clock(book), log: log)
        } catch {
            try? FileHandle.standardError.write(contentsOf: Data("\(error)\n".utf8))
            throw ServeCommand.problemStatus
        }
        let signals = Signals(onHangUp: { server.reloadCertificates() }, onImpatience: { server.abandon() })
        defer { withExtendedLifetime(signals) {} }
        // Its own "shutting down" lines would repeat ours.
        var quiet = log
        quiet.logLevel = .error
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        do {
            try await group.run()
        } catch let end as ForcedEnd {
            log.critical("stopped", metadata: ["reason": "\(end.reason)"])
            throw ExitCode(ForcedEnd.exitStatus)
        } catch {
            log.critical("failed", metadata: ["reason": "\(error)"])
            throw ExitCode.failure
        }
    }

    /// Those of the server, with the ports of the command line over them.
    private func settings() throws -> Configuration {
        var settings = try options.settings()
        if let port { settings.listen.port = port }
        if let metricsPort { settings.metrics = Configuration.Address(settings.metrics?.host ?? "127.0.0.1", metricsPort) }
        return settings
    }

    private func clock(_ book: RuleBook) throws -> any ServiceClock {
        guard let demoClock else { return SystemClock() }
        return try DemoClock(parsing: demoClock, zone: book.calendar.zone)
    }
}
