import Client
import Foundation
import Interpreting
import Rules
import Service
import Simulation
import Wire

/// The day itself: everybody comes on, plays, and is asked at the end what became of it.
struct DemoStage {
    let server: DemoServer
    let day: DayScenario
    let book: RuleBook

    var languageNames: [String: String] {
        Dictionary(book.languages.all.map { ($0.tag.text, $0.names.english) }, uniquingKeysWith: { first, _ in first })
    }

    /// Registers, plays, audits.
    func play() async throws -> (DayReport, Registrar.Logins) {
        let admin = client(try adminToken(), "admin")
        let time = try await synchronise(admin)
        let logins = try await Registrar(admin: admin, hosts: day.hosts, people: day.people).run()
        say(
            "Registered \(logins.hosts.count) organisations, \(logins.people.count) interpreters, \(logins.coordinators.count) coordinators"
        )
        let people = try await interpreters(logins, time)
        say("\(people.count) interpreters are connected; the day begins")

        let record = DayRecord()
        let watcher = client(try adminToken(), "watch")
        try await watcher.subscribe(.init(name: "day", since: nil))
        let begun = ContinuousClock.now
        let submitted = try await playDay(people, logins, record, watcher, time)
        let seconds = begun.duration(to: .now)
        let audit = try await DayAudit.read(
            admin, metrics: try await server.metrics(), record: record, submitted: submitted, zone: book.calendar.zone)
        for person in people { await person.client.close() }
        await watcher.close()
        await admin.close()
        return (DayReport(audit, record: record, submitted: submitted, seconds: seconds / .seconds(1)), logins)
    }

    private func playDay(
        _ people: [InterpreterPlayer], _ logins: Registrar.Logins, _ record: DayRecord, _ watcher: Client, _ time: DemoTime
    ) async throws -> Int {
        let zone = book.calendar.zone
        let watching = Task { for await push in watcher.pushes { record.take(push, zone: zone) } }
        let progress = DemoProgress(record: record, time: time, date: day.date, total: day.questions.count)
        let showing = Task { await progress.follow() }
        let playing = people.map { person in Task { try? await person.play() } }
        let submitted = try await askEverything(logins, time)
        try await time.sleep(until: day.clock.settles)
        // The last deadlines lie a few minutes before; wait for the events of the last commit.
        for _ in 0..<200 where record.tally.waiting > 0 { try await Task.sleep(for: .milliseconds(20)) }
        for task in playing { task.cancel() }
        showing.cancel()
        await showing.value
        watching.cancel()
        return submitted
    }

    private func askEverything(_ logins: Registrar.Logins, _ time: DemoTime) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for (host, login) in logins.hosts.enumerated() {
                let questions = day.questions.filter { $0.host == host }
                guard !questions.isEmpty else { continue }
                let player = RequesterPlayer(client: client(login.token, "desk\(host)"), questions: questions, time: time)
                group.addTask {
                    let asked = try await player.play()
                    await player.client.close()
                    return asked
                }
            }
            return try await group.reduce(0, +)
        }
    }

    private func interpreters(_ logins: Registrar.Logins, _ time: DemoTime) async throws -> [InterpreterPlayer] {
        let players = zip(day.people, logins.people).enumerated().map { place, pair in
            InterpreterPlayer(
                client: client(pair.1.token, "tolk\(place)"), person: pair.0, id: pair.1.belongsTo, scenario: day, time: time)
        }
        try await withThrowingDiscardingTaskGroup { group in
            for player in players { group.addTask { try await player.prepare() } }
        }
        return players
    }

    /// Reads the server's clock and starts one of our own that shows the same.
    private func synchronise(_ admin: Client) async throws -> DemoTime {
        let answer = try await admin.query("SNAPSHOT")
        let zone = book.calendar.zone
        guard let text = answer.first("SNAPSHOT")?["at"], let now = try? Timestamp.parse(text, in: zone) else {
            throw DemoProblem("SNAPSHOT does not tell the time: \(answer.finalText)")
        }
        let pace = DemoPace(
            start: now, factor: day.clock.factor, nightFactor: day.clock.nightFactor, until: day.clock.settles, zone: zone)
        let clock = DemoClock(pace)
        _ = clock.now()
        return DemoTime(clock: clock, zone: zone)
    }

    private func client(_ token: String, _ prefix: String) -> Client {
        let endpoint = Endpoint(host: "127.0.0.1", port: server.port, authority: "\(server.data)/certificates/ca.crt")
        return Client(endpoints: [endpoint], token: token, keyPrefix: prefix)
    }

    private func adminToken() throws -> String {
        let text = try String(contentsOfFile: "\(server.data)/admin.token", encoding: .utf8)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
