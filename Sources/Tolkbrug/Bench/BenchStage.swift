import Client
import Foundation
import Interpreting
import NIOPosix
import Postgres
import Rules
import Service

/// One benchmark from the empty cluster to the report: first the server, then pgbench on the same cluster.
struct BenchStage {
    /// Front desks; the most connections that can submit at once.
    static let hostCount = 256
    /// Seconds before each measurement.
    static let warmUp = 2
    /// Transactions that one run of pgbench may come to.
    private static let stride = 2_000_000
    private static let serverDatabase = "tolkbrug"

    let data: String
    let port: Int
    let metricsPort: Int
    let rules: String?
    let book: RuleBook
    let seconds: Int
    let connections: [Int]
    let takedown = Takedown()

    func run() async throws -> BenchReport {
        let loadBefore = Self.load
        let cluster = try Cluster.placed(at: "\(data)/postgres", maxConnections: (connections.max() ?? 0) + 50)
        for note in cluster.notes { say(note) }
        try takedown.start({ try cluster.start() }, stop: { _ in try? cluster.stop() })
        defer { try? cluster.stop() }
        // Offers that ACCEPT answers are made on working days: on others, and at night, the server's clock shows the next morning.
        let now = AskingHours(days: .workingDays, from: 600, until: 720).next(from: SystemClock().now(), book.calendar)
        let world = BenchWorld(hostCount: Self.hostCount, rules: book, today: book.calendar.local(now).date)
        let samples = try SampleBatches(world: world, rules: book, now: now)
        // Made first, to find out early when pgbench or a statement is missing.
        let pgbench = try await Comparison(
            submit: PgbenchDatabase("pgbench_submit", in: cluster, rules: book, registry: samples.registry),
            accept: PgbenchDatabase("pgbench_accept", in: cluster, rules: book, registry: samples.registry), samples: samples)
        let known = try await pgbench.submit.settings(["server_version", "fsync", "wal_sync_method"])
        var report = BenchReport(
            machine: .init(
                processors: ProcessInfo.processInfo.activeProcessorCount, postgresql: "PostgreSQL \(known[0])", fsync: known[1],
                walSyncMethod: known[2], loadBefore: loadBefore, loadAfter: 0),
            relaxations: PgbenchDatabase.relaxations)
        let ours = try await measureServer(cluster, world, from: now) { try await pgbench.submit.checkpoint() }
        let theirs = try await measure(pgbench)
        for command in [\Pair.submit, \Pair.accept] {
            for (index, count) in connections.enumerated() {
                let name = command == \Pair.submit ? "SUBMIT" : "ACCEPT"
                report.add(name, count, ours[index][keyPath: command], theirs[index][keyPath: command])
            }
        }
        report.machine.loadAfter = Self.load
        return report
    }

    private struct Pair {
        let submit: Measurement
        let accept: Measurement
    }

    // MARK: The server

    private func measureServer(
        _ cluster: Cluster, _ world: BenchWorld, from start: Timestamp, checkpoint: () async throws -> Void
    ) async throws -> [Pair] {
        try await cluster.dropDatabase(Self.serverDatabase)
        try await cluster.createDatabase(Self.serverDatabase)
        let server = try takedown.start({
            try DemoServer(
                data: data, port: port, metricsPort: metricsPort, rules: rules,
                clock: "\(Timestamp(seconds: start.seconds).text(offset: 0)),1,1", database: cluster.url(database: Self.serverDatabase))
        }, stop: { $0.stop() })
        defer { server.stop() }
        try await server.waitUntilReady()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let endpoint = Endpoint(host: "127.0.0.1", port: port, authority: "\(data)/certificates/ca.crt")
        let token = try String(contentsOfFile: "\(data)/admin.token", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let admin = Client(endpoints: [endpoint], token: token, keyPrefix: "bench", group: group)
        let logins = try await Registrar(admin: admin, hosts: world.hosts, people: world.people).run()
        await admin.close()
        let load = BenchLoad(
            world: world, endpoint: endpoint, logins: logins, warmUp: Self.warmUp, seconds: seconds, loop: group.next())
        try await load.fillCalendars()
        say("Registered \(logins.hosts.count) organisations and \(logins.people.count) interpreters")
        let asks = Asks()
        var pairs: [Pair] = []
        for (run, count) in connections.enumerated() {
            try await checkpoint()
            let submit = try await load.submit(connections: count, asks: asks, run: run)
            try await checkpoint()
            pairs.append(Pair(submit: submit, accept: try await load.accept(connections: count, run: run)))
            tell("Tolkbrug", count, pairs.last)
        }
        try await group.shutdownGracefully()
        return pairs
    }

    // MARK: pgbench

    private struct Comparison {
        let submit: PgbenchDatabase
        let accept: PgbenchDatabase
        let submits: [StatementModel]
        let accepts: [StatementModel]

        init(submit: PgbenchDatabase, accept: PgbenchDatabase, samples: SampleBatches) throws {
            self.submit = submit
            self.accept = accept
            submits = try StatementModel.models(of: samples.submits)
            accepts = try StatementModel.models(of: samples.accepts)
        }
    }

    private func measure(_ comparison: Comparison) async throws -> [Pair] {
        func pgbench(_ database: PgbenchDatabase, _ models: [StatementModel]) -> Pgbench {
            let folder = URL(fileURLWithPath: "\(data)/pgbench").path
            return Pgbench(database: database, models: models, folder: folder, warmUp: Self.warmUp, seconds: seconds)
        }
        var pairs: [Pair] = []
        for (run, count) in connections.enumerated() {
            let first = run * Self.stride
            let submit = try await pgbench(comparison.submit, comparison.submits).run(clients: count, first: first)
            // ACCEPT answers offers that must be there. It is the shorter transaction: three times as many suffice.
            let enough = min(Self.stride, Int(submit.perSecond) * (seconds + Self.warmUp) * 3 + 10_000)
            try await comparison.accept.fill(comparison.submits, from: first, count: enough, clients: count)
            let accept = try await pgbench(comparison.accept, comparison.accepts).run(clients: count, first: first)
            pairs.append(Pair(submit: submit, accept: accept))
            tell("pgbench", count, pairs.last)
        }
        return pairs
    }

    private func tell(_ who: String, _ count: Int, _ pair: Pair?) {
        guard let pair else { return }
        say("\(who), \(count) at once: \(Int(pair.submit.perSecond)) SUBMIT, then \(Int(pair.accept.perSecond)) ACCEPT a second")
    }

    /// The load average of the last minute.
    private static var load: Double {
        var averages = [0.0]
        return getloadavg(&averages, 1) == 1 ? averages[0] : 0
    }
}
