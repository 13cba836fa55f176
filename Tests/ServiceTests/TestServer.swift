import Foundation
import Interpreting
import Logging
import PostgresTestSupport
import Rules
import Storage

@testable import Service

/// A server in this process, on a database of its own, with everything real.
struct TestServer: Sendable {
    let server: Server
    let addresses: Server.Addresses
    let folder: TemporaryFolder
    let run: Task<Void, any Error>

    var certificates: DevelopmentCertificates { DevelopmentCertificates(folder: folder.path + "/certificates") }
    var metrics: Configuration.Address { addresses.metrics ?? .init("127.0.0.1", 0) }

    /// Seconds that a test may leave a connection without logging in, on a machine that does much else.
    static let patience = 600

    /// Runs `body` with a server that decides, and stops it afterwards.
    static func with<Value: Sendable>(
        limits: Configuration.Limits = .init(), planner: Configuration.Planner = .init(), strangerSeconds: Int = patience,
        log: Logger = Fixtures.silence, _ body: (TestServer) async throws -> Value
    ) async throws -> Value {
        try await withDatabase { url in
            try await with(
                limits: limits, planner: planner, strangerSeconds: strangerSeconds, log: log, database: url,
                folder: try Fixtures.folder(), body)
        }
    }

    /// Runs `body` with the URL of a migrated database of its own.
    static func withDatabase<Value: Sendable>(_ body: (String) async throws -> Value) async throws -> Value {
        try await TestDatabases.withDatabase(copyOf: "service", preparedBy: prepare, body)
    }

    /// Migrated once, then copied for each test.
    @Sendable static func prepare(_ url: String) async throws {
        let store = Store(url: url, logger: Fixtures.silence)
        try await store.migrate()
        try await store.register(agencies: try Fixtures.rules.get().agencies.all.map { (code: $0.code, name: $0.name) })
    }

    /// The same on a given database, with certificates and token in `folder`.
    static func with<Value: Sendable>(
        limits: Configuration.Limits = .init(), planner: Configuration.Planner = .init(), strangerSeconds: Int = patience,
        tls: Configuration.TLSFiles? = nil,
        log: Logger = Fixtures.silence, database url: String, folder: TemporaryFolder, _ body: (TestServer) async throws -> Value
    ) async throws -> Value {
        var configuration = Configuration()
        configuration.data = folder.path
        configuration.databaseURL = url
        configuration.listen.port = 0
        configuration.metrics = .init("127.0.0.1", 0)
        configuration.limits = limits
        // Many tests share two processors: what is slow here is not failing.
        configuration.limits.commitSeconds = max(60, limits.commitSeconds)
        configuration.limits.leaseSeconds = max(120, limits.leaseSeconds)
        configuration.limits.wire.stranger.seconds = strangerSeconds
        configuration.planner = planner
        configuration.tls = tls
        let test = try await start(configuration, folder, log: log)
        do {
            try await test.waitUntilDeciding()
            let value = try await body(test)
            test.server.drain()
            try await test.run.value
            return value
        } catch {
            test.server.drain()
            _ = await test.run.result
            throw error
        }
    }

    /// Starts one and waits until it listens.
    static func start(
        _ configuration: Configuration, _ folder: TemporaryFolder, clock: any ServiceClock = SystemClock(), log: Logger
    ) async throws -> TestServer {
        let server = try Server(configuration, rules: try Fixtures.rules.get(), clock: clock, log: log)
        let run = Task { try await server.run() }
        guard let addresses = await server.addresses.first(where: { _ in true }) else {
            try await run.value
            throw TestClient.Closed()
        }
        return TestServer(server: server, addresses: addresses, folder: folder, run: run)
    }

    private func waitUntilDeciding() async throws {
        let decides = try await Fixtures.eventually { try await page("/health").contains(#""part":"leader""#) }
        if !decides { throw TestClient.TooLate(waitedFor: "the server to decide") }
    }

    /// Of the metrics endpoint; the status line first.
    func page(_ path: String) async throws -> String { try await HTTP.get(metrics, path) }

    func connect(certificate: DevelopmentCertificates.ClientFiles? = nil) async throws -> TestClient {
        try await TestClient.connect(addresses.clients, authority: certificates.authority, certificate: certificate)
    }

    /// The first administrator's token.
    var token: String {
        get throws { try folder.token }
    }

    /// A client that has logged in as the first administrator.
    func administrator() async throws -> TestClient { try await login(try token) }

    func login(_ token: String) async throws -> TestClient {
        let client = try await connect()
        _ = try await client.line("* HELLO")
        _ = try await client.ask("h", "HELLO 1")
        let reply = try await client.ask("l", "AUTH TOKEN \(token)")
        if !reply.hasPrefix("l OK") { throw TestClient.TooLate(waitedFor: reply) }
        return client
    }
}
