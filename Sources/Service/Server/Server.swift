import Dispatching
import Foundation
import Interpreting
import Logging
import NIOCore
import NIOPosix
import RuleFiles
import Rules
import ServiceLifecycle
import Sessions
import Storage
import Synchronization

/// A whole server: database, lease, sequencer, listener, metrics. `run` returns when it has been stopped in good order.
public final class Server: Service {
    /// Name and version for the greeting.
    public static let name = "tolkbrug/0.1.0"
    /// How often the invariants are checked.
    static let checkInterval = Duration.seconds(60)
    /// How often the ends of the certificates are looked at.
    static let certificateInterval = Duration.seconds(86_400)

    private let configuration: Configuration
    private let rules: RuleBook
    /// By which the engine decides, whatever happens to the clock that it was given.
    private let clock: SteadyClock
    private let log: Logger
    private let security: TransportSecurity
    private let metrics = Metrics()
    private let standing = Mutex(Standing())
    private let term: LeaseWatch
    private let database = Mutex<Database?>(nil)
    private let endings: AsyncStream<Ending>
    private let end: AsyncStream<Ending>.Continuation
    /// That nobody need wait for the database any longer.
    private let asked: AsyncStream<Void>
    private let ask: AsyncStream<Void>.Continuation
    private let ready: AsyncStream<Addresses>.Continuation

    /// Where a started server can be reached.
    public struct Addresses: Sendable, Hashable {
        public var clients: Configuration.Address
        public var metrics: Configuration.Address?
    }

    /// One element, when clients can connect; none when the server ends before that.
    public let addresses: AsyncStream<Addresses>

    /// Reads the certificates, or makes them.
    /// - Throws: ``CertificateError``.
    public init(_ configuration: Configuration, rules: RuleBook, clock: any ServiceClock = SystemClock(), log: Logger) throws {
        self.configuration = configuration
        self.rules = rules
        self.clock = SteadyClock(clock)
        self.log = log
        term = LeaseWatch(timeToLive: .seconds(configuration.limits.leaseSeconds))
        (endings, end) = AsyncStream.makeStream()
        (asked, ask) = AsyncStream.makeStream()
        (addresses, ready) = AsyncStream.makeStream()
        if configuration.tls == nil || configuration.databaseURL == nil { try DataFolder.prepareForWriting(configuration.data) }
        if let files = configuration.tls {
            security = try TransportSecurity(files)
        } else {
            let development = DevelopmentCertificates(folder: configuration.data + "/certificates")
            let made = try development.make()
            if made != .nothing {
                log.notice("development certificates made", metadata: ["what": "\(made)", "folder": "\(development.folder)"])
            }
            security = try TransportSecurity(development.files)
        }
    }

    /// Reads the certificate files again; when that fails the old ones stay in use.
    public func reloadCertificates() {
        do {
            try security.reload()
            log.notice("certificates reloaded")
            examineCertificates()
        } catch {
            log.error("certificates not reloaded", metadata: ["reason": "\(error)"])
        }
    }

    /// Warns of certificates that end soon, and has the metrics tell all of them.
    private func examineCertificates() {
        let files = security.certificates
        metrics.update { $0.certificates.files = files }
        for age in files.map({ CertificateAge($0, at: CertificateFile.present) }) {
            guard let warning = age.warning else { continue }
            log.log(
                level: age.judgement == .ending ? .warning : .error, "\(warning)", metadata: ["file": "\(age.file.path)"])
        }
    }

    /// Stops in good order, as SIGTERM does.
    public func drain() {
        end.yield(.asked)
        ask.yield()
    }

    /// For a process that ends at once: has the embedded PostgreSQL, if there is one, stop by itself. Nothing acknowledged is lost.
    public func abandon() { database.withLock { $0 }?.abandon() }

    public func run() async throws {
        defer { ready.finish() }
        if let warning = clock.warning { log.critical("\(warning)") }
        examineCertificates()
        let examining = Task {
            while true {
                try await Task.sleep(for: Server.certificateInterval)
                examineCertificates()
            }
        }
        defer { examining.cancel() }
        let givingBack = Task {
            var freed = FreedMemory()
            while true {
                try await Task.sleep(for: FreedMemory.interval)
                if let octets = freed.giveBack() { log.debug("free memory given back", metadata: ["octets": "\(octets)"]) }
            }
        }
        defer { givingBack.cancel() }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: min(4, max(2, System.coreCount)))
        let result: Result<Ending?, any Error>
        do { result = .success(try await run(on: group)) } catch { result = .failure(error) }
        try? await group.shutdownGracefully()
        await database.withLock { $0 }?.close()
        guard let ending = try result.get() else { return log.notice("stopped before the database was there") }
        metrics.update { $0.part = .stopped }
        log.notice("stopped")
        if case .forced(let reason) = ending { throw ForcedEnd(reason: reason) }
    }

    /// Waits for the database and serves with it.
    /// - Returns: nil when it was asked to stop before the database was there.
    private func run(on group: MultiThreadedEventLoopGroup) async throws -> Ending? {
        // First of all: whoever looks hears what is waited for.
        let endpoint = try await startEndpoint(group)
        let opened = try await withGracefulShutdownHandler {
            try await Database.open(configuration, rules: rules, metrics: metrics, log: log, unless: asked)
        } onGracefulShutdown: { [ask] in
            ask.yield()
        }
        guard let database = opened else { return nil }
        self.database.withLock { $0 = database }
        let watching = Task { [end, term] in
            if let reason = await database.keepRunning(holding: term) { end.yield(.forced(reason)) }
        }
        let result: Result<Ending, any Error>
        do {
            result = .success(
                try await withGracefulShutdownHandler {
                    try await serve(database, group, endpoint)
                } onGracefulShutdown: { [end] in
                    end.yield(.asked)
                })
        } catch {
            result = .failure(error)
        }
        // Or it would start again what is stopped next. A start under way may take a minute, and ends with what it starts.
        watching.cancel()
        _ = await within(Leadership.patience) { await watching.value }
        return try result.get()
    }

    /// Everything between the opened database and the closed one.
    private func serve(
        _ database: Database, _ group: MultiThreadedEventLoopGroup, _ endpoint: MetricsEndpoint?
    ) async throws -> Ending {
        let mailboxes = group.makeIterator().map { EventLoopMailbox(eventLoop: $0) }
        let limits = configuration.limits.thatFit(log)
        let hub = Hub(mailboxes: mailboxes, metrics: metrics, log: log)
        let gate = PlannerGate(configuration.planner)
        let sequencer = Sequencer(
            limits: limits, clock: clock, metrics: metrics, log: log,
            publish: { events in
                hub.publish(events)
                gate.note(events)
            },
            fenced: { [end, term] reason in
                term.finish()
                end.yield(.forced(reason))
            }, began: { gate.ask() })
        metrics.update { $0.queue = { [weak sequencer] in sequencer?.depth ?? 0 } }
        defer { sequencer.stop() }
        let planner = configuration.planner.isOn
            ? PlannerRunner(configuration.planner, gate: gate, sequencer: sequencer, clock: clock, metrics: metrics, log: log) : nil
        let commands = ServiceCommands(database, configuration.planner, gate) { [end] in end.yield(.asked) }
        let service = ConnectionService(
            environment: SessionEnvironment(
                server: Server.name, limits: limits.wire, zone: rules.calendar.zone, secrets: SystemSecrets()),
            limits: limits, sequencer: sequencer, hub: hub, term: term, metrics: metrics, log: log,
            standing: { [self] in standing.withLock { $0 } }, now: { Uptime.moment }, date: { [clock] in clock.now() },
            serve: commands.serve)
        let listener = try await ListenProblem.naming("listen", configuration.listen) {
            try await Listener.start($0, group: group, mailboxes: mailboxes, security: security, service: service)
        }
        let leadership = Leadership(
            database: database, hub: hub, sequencer: sequencer, rules: rules, clock: clock, term: term, log: log,
            holder: configuration.advertise ?? listener.address.description, data: configuration.data, metrics: metrics,
            announce: { [self] standing in
                self.standing.withLock { $0 = standing }
                listener.announce(standing)
            }, leave: { [end] reason in end.yield(.forced(reason)) })
        let decider = Task { await leadership.run() }
        ready.yield(Addresses(clients: listener.address, metrics: endpoint?.address))
        log.notice("listening", metadata: ["clients": "\(listener.address)", "metrics": "\(endpoint?.address.description ?? "none")"])

        let ending = await endings.first { _ in true } ?? .asked
        log.notice("draining", metadata: ["reason": "\(ending)"])
        metrics.update { $0.part = .draining }
        if case .forced = ending { await leadership.stepDown() }
        await listener.drain()
        _ = await within(Leadership.patience) { await planner?.stop() }
        await leadership.end(decider)
        await endpoint?.stop()
        return ending
    }

    private func startEndpoint(_ group: MultiThreadedEventLoopGroup) async throws -> MetricsEndpoint? {
        guard let address = configuration.metrics else { return nil }
        let endpoint = try await ListenProblem.naming("metrics", address) {
            try await MetricsEndpoint.start($0, group: group, failed: { [log] error in
                log.error("cannot accept a look at the metrics", metadata: ["reason": "\(error)"])
            }, page: { [metrics, clock] path in
                switch path {
                case "/metrics": .init(status: .ok, type: "text/plain; version=0.0.4; charset=utf-8", text: metrics.text(at: clock.now()))
                case "/health": metrics.health
                default: nil
                }
            })
        }
        log.notice("metrics and health are served", metadata: ["metrics": "\(endpoint.address)"])
        return endpoint
    }
}
