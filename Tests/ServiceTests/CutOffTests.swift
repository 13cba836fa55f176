import Foundation
import Postgres
import PostgresTestSupport
import Testing

@testable import Service

/// Two servers on one database, of which the one that decides is cut off or stopped without a word.
@Suite(
    .serialized, .enabled(if: ServerProcess.executable != nil, "the executable tolkbrug is not built; swift build --product tolkbrug"))
struct CutOffTests {
    /// What a test works with.
    private struct Stage {
        let first: ServerProcess
        let second: ServerProcess
        /// Between the first server and the database.
        let relay: Relay
        /// Logged in at the first server.
        let client: TestClient
        let authority: String
        let token: String
    }

    /// Runs `body` with a server that decides, and reaches its database through a relay, and one that stands by and reaches it directly.
    private func withStage(_ body: (Stage) async throws -> Void) async throws {
        try await TestServer.withDatabase { url in
            let folder = try Fixtures.folder()
            let relay = try Relay(to: url)
            defer { relay.close() }
            try await ServerProcess.withTwo(database: url, detour: relay.url(for: url), folder: folder) { first, second in
                let token = try folder.token
                let authority = folder.path + "/certificates/ca.crt"
                let client = try await TestClient.connect(first.clients, authority: authority)
                #expect(try await client.ask("l", "AUTH TOKEN \(token)").hasPrefix("l OK"))
                #expect(try await client.ask("s", "SUBSCRIBE main").hasPrefix("s OK"))
                let stage = Stage(first: first, second: second, relay: relay, client: client, authority: authority, token: token)
                do {
                    try await body(stage)
                } catch {
                    Issue.record("first: \(first.output)\nsecond: \(second.output)")
                    throw error
                }
            }
        }
    }

    /// All lines until the server closes the connection.
    private func rest(_ client: TestClient) async throws -> [String] {
        var lines: [String] = []
        do {
            while true { lines.append(try await client.next()) }
        } catch is TestClient.Closed {
            return lines
        }
    }

    @Test(arguments: [Set(Relay.Direction.allCases), [.toClient], [.toServer]])
    func `a leader whose database is silent says goodbye and ends before another may decide`(_ lost: Set<Relay.Direction>) async throws {
        try await withStage { stage in
            stage.relay.freeze(lost)
            stage.client.send("c ORGANISATION add name=\"School\" sector=education place=12025 key=c\r\n")
            let lines = try await rest(stage.client)
            #expect(lines.last?.hasPrefix("* BYE 4.7.3 [STANDBY]") == true, "\(lines)")
            #expect(!lines.contains { $0.hasPrefix("c OK") }, "\(lines)")
            #expect(try await stage.first.exitStatus() == ForcedEnd.exitStatus)
            try await stage.second.wait(for: "leader")
            let left = try #require(stage.first.time(of: "event=draining"), "\(stage.first.output)")
            let won = try #require(stage.second.time(of: "event=\"lease won\""), "\(stage.second.output)")
            #expect(left < won, "\(stage.first.output)\n\(stage.second.output)")
        }
    }

    @Test func `a leader that was stopped answers nothing when it wakes up after another has taken over`() async throws {
        try await withStage { stage in
            stage.first.stop()
            try await stage.second.wait(for: "leader")
            // Asked while it sleeps: it reads all of it when it wakes.
            for number in 0..<50 { stage.client.send("r\(number) LIST organisations\r\nw\(number) WHOAMI\r\n") }
            stage.first.goOn()
            let lines = try await rest(stage.client)
            let said = [" OK ", " - ", " EV ", " HEAD "]
            #expect(!lines.contains { line in said.contains { line.contains($0) } }, "\(lines)")
            #expect(lines.last?.hasPrefix("* BYE 4.7.3 [STANDBY]") == true, "\(lines)")
            #expect(try await stage.first.exitStatus() == ForcedEnd.exitStatus)
        }
    }

    @Test func `whoever asked without a key hears it from a leader that wakes up too late to know what came of it`() async throws {
        try await withStage { stage in
            stage.relay.freeze()
            stage.client.send("c ORGANISATION add name=\"School\" sector=education place=12025\r\n")
            #expect(try await Fixtures.eventually {
                try await HTTP.get(stage.first.metrics, "/metrics").contains("\ntolkbrug_queue_inputs 1\n")
            })
            stage.first.stop()
            try await stage.second.wait(for: "leader")
            stage.first.goOn()
            let lines = try await rest(stage.client).suffix(3)
            #expect(lines.first?.hasPrefix("c - KEY ") == true, "\(lines)")
            #expect(lines.dropFirst().first?.hasPrefix("c NO 4.7.1 [STORE-BUSY] the connection ends before") == true, "\(lines)")
            #expect(lines.last?.hasPrefix("* BYE 4.7.3 [STANDBY]") == true, "\(lines)")
        }
    }

    @Test func `whoever connects to a leader that wakes up too late is not let in`() async throws {
        try await withStage { stage in
            stage.first.stop()
            try await stage.second.wait(for: "leader")
            let late = Task { [stage] in
                let client = try await TestClient.connect(stage.first.clients, authority: stage.authority)
                client.send("l AUTH TOKEN \(stage.token)\r\n")
                return try await self.rest(client)
            }
            stage.first.goOn()
            // Refused, closed in the handshake, or told to go elsewhere.
            let lines = try? await late.value
            #expect(lines?.contains(where: { $0.hasPrefix("l OK") }) != true, "\(String(describing: lines))")
            #expect(try await stage.first.exitStatus() == ForcedEnd.exitStatus)
        }
    }

    @Test func `a server whose database is silent ends when it is told to, and says goodbye first`() async throws {
        try await withStage { stage in
            stage.relay.freeze()
            stage.client.send("c ORGANISATION add name=\"School\" sector=education place=12025 key=c\r\n")
            stage.first.terminate()
            let lines = try await rest(stage.client)
            #expect(lines.last?.hasPrefix("* BYE 4.7.") == true, "\(lines)")
            #expect(try await stage.first.exitStatus() != nil, "it still runs: \(stage.first.output)")
        }
    }
}
