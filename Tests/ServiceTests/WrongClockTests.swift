import Dispatching
import Foundation
import Interpreting
import Logging
import Postgres
import Storage
import Synchronization
import Testing

@testable import Service

/// Servers with everything real but their clock, which somebody sets 500 days ahead.
@Suite struct WrongClockTests {
    private static let jump = Span.days(500)

    @Test func `a clock set 500 days ahead expires nothing, is no no-show, and the server hands over and says why`() async throws {
        try await TestServer.withDatabase { url in
            let folder = try Fixtures.folder()
            let clock = WrongClock()
            let server = try await start(url, folder, clock)
            try await become("leader", server)
            let registrar = Registrar(try await server.administrator())
            let school = try await registrar.school(server)
            let chief = try await confirm(registrar, school, server)

            clock.set(ahead: WrongClockTests.jump)
            #expect(try await school.ask("w", "WHOAMI").hasPrefix("w OK"))
            let end = await #expect(throws: ForcedEnd.self) { try await server.run.value }
            let text = end?.description ?? ""
            #expect(text.hasPrefix("the server stopped by itself: this machine's clock shows "), "\(text)")
            #expect(text.contains("which is 500 days ahead of the database's") && text.contains("at most 5 s are allowed"))
            #expect(text.contains("set both by NTP"))
            #expect(try await chief.line("* BYE").hasPrefix("* BYE"))

            // Nobody has to wait for the lease to run out, and who begins with a right clock finds everything as it was.
            let lease = Lease(url: url)
            #expect(try await lease.observe().leader == nil)
            #expect(try await lease.moment().lastEventAt.map { $0 < SystemClock().now() + .seconds(5) } == true)
            await lease.close()
            let next = try await start(url, folder, SystemClock())
            try await become("leader", next)
            let admin = try await next.administrator()
            admin.send("a LIST assignments\r\n")
            #expect(try await admin.line("a - ASSIGNMENT A1").contains("state=confirmed"))
            next.server.drain()
            try await next.run.value
        }
    }

    @Test func `a server whose clock is 500 days ahead does not begin, says so, and begins when it is right`() async throws {
        try await TestServer.withDatabase { url in
            let clock = WrongClock(ahead: WrongClockTests.jump)
            let log = Lines()
            let server = try await start(url, try Fixtures.folder(), clock, log.logger)
            #expect(try await Fixtures.eventually { log.have("which is 500 days ahead of the database's") })
            try await become("standby", server)
            let page = try await server.page("/metrics")
            let name = "tolkbrug_clock_difference_seconds{from=\"database\"}"
            let line = try #require(page.split(separator: "\n").first { $0.hasPrefix(name) })
            let seconds = try #require(line.split(separator: " ").last.flatMap { Double($0) })
            #expect(abs(seconds - 43_200_000) < 60)
            #expect(!FileManager.default.fileExists(atPath: server.folder.path + "/admin.token"))

            clock.set(ahead: .zero)
            try await become("leader", server)
            server.server.drain()
            try await server.run.value
        }
    }

    @Test func `a server does not begin on a journal whose last event lies in the future, and says which and what to do`() async throws {
        try await TestServer.withDatabase { url in
            let now = SystemClock().now()
            try await journal(url, at: now + WrongClockTests.jump)
            let log = Lines()
            let server = try await start(url, try Fixtures.folder(), SystemClock(), log.logger)
            let text = "the journal's last event, 2, is of \(utc: now + WrongClockTests.jump), which is 500 days ahead of now"
            #expect(try await Fixtures.eventually { log.have(text) })
            #expect(log.have("restore a backup from before event 2"))
            try await become("standby", server)
            #expect(try await server.page("/metrics").contains("\ntolkbrug_journal_ahead_seconds 431"))
            server.server.drain()
            try await server.run.value
        }
    }

    @Test func `a lost token is not replaced by a wrong clock`() async throws {
        try await TestServer.withDatabase { url in
            try await journal(url, at: SystemClock().now() + .hours(1))
            var configuration = Configuration()
            let folder = try Fixtures.folder()
            configuration.data = folder.path
            configuration.databaseURL = url
            await #expect(throws: ClockProblem.self) {
                _ = try await LostToken.replace(configuration, rules: try Fixtures.rules.get(), log: Fixtures.silence)
            }
        }
    }

    @Test func `when machine and database are set together the server goes on by the time that has passed`() async throws {
        try await TestServer.withDatabase { url in
            let lease = Lease(url: url)
            let (source, log) = (WrongClock(), Lines())
            let clock = SteadyClock(source)
            let watch = ClockWatch(lease: lease, clock: clock, metrics: Metrics(), log: log.logger)
            // The time of this process began an hour ago by a clock that was an hour behind.
            source.set(ahead: .hours(-1))
            let before = clock.now()
            source.set(ahead: .zero)
            try await watch.check()
            #expect(clock.now() - before < .minutes(30))
            #expect(log.have("the clock was set while this server decides"))
            try await watch.check()
            #expect(log.count == 1, "it is said once")
            #expect(try await watch.obstacle() == nil)
            #expect(clock.now() - before > .minutes(59), "who begins takes the present time")
            await lease.close()
        }
    }

    // MARK: What is needed

    private func start(
        _ url: String, _ folder: TemporaryFolder, _ clock: any ServiceClock, _ log: Logger = Fixtures.silence
    ) async throws -> TestServer {
        var configuration = Configuration()
        configuration.data = folder.path
        configuration.databaseURL = url
        configuration.listen.port = 0
        configuration.metrics = .init("127.0.0.1", 0)
        return try await TestServer.start(configuration, folder, clock: clock, log: log)
    }

    private func become(_ part: String, _ server: TestServer) async throws {
        #expect(try await Fixtures.eventually { try await server.page("/health").contains(#""part":"\#(part)""#) })
    }

    /// A confirmed assignment in four weeks, and the coordinator who made it.
    private func confirm(_ registrar: Registrar, _ school: TestClient, _ server: TestServer) async throws -> TestClient {
        let (_, chief) = try await registrar.people(server)
        let submit = "SUBMIT key=k1 language=ti complexity=complex minutes=75 start=\(Registrar.soon) place=12025"
        #expect(try await school.ask("s", submit).hasPrefix("s OK"))
        #expect(try await chief.ask("c", "ASSIGN R1 I1 key=c").hasPrefix("c OK"))
        return chief
    }

    /// An organisation, added by a server whose clock showed that moment.
    private func journal(_ url: String, at moment: Timestamp) async throws {
        let lease = Lease(url: url)
        let epoch = try #require(try await lease.acquire(holder: "test"))
        var engine = Engine(rules: try Fixtures.rules.get())
        let command = Command.addOrganisation(name: "School", sector: .education, place: "12025")
        let events = engine.handle(.command(command, from: .system, key: nil), at: moment).events
        let journal = PostgresJournal(url: url, logger: Fixtures.silence)
        let verdict = await withCheckedContinuation { continuation in
            journal.append(Batch(epoch: epoch, events: events, ledger: [])) { continuation.resume(returning: $0) }
        }
        try verdict.get()
        await journal.close()
        try await lease.release(epoch: epoch)
        await lease.close()
    }
}

/// What was logged.
private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    func have(_ text: String) -> Bool { lines.withLock { $0.contains { $0.contains(text) } } }
    var count: Int { lines.withLock { $0.count } }

    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).values.map { "\($0)" }.joined(separator: " ")
            lines.lines.withLock { $0.append("\(event.message) \(values)") }
        }
    }
}
