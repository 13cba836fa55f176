import Foundation
import Postgres
import Storage
import Testing

@testable import Service

/// Two servers as processes of their own on one database.
@Suite struct TakeOverTests {
    /// Ten seconds are promised: the lease has to run out, and the one who stands by has to ask.
    @Test func ofTheTenSecondsThatATakeOverMayTakeTwoAreLeftToBegin() {
        let timeToLive = Duration.milliseconds(Lease.defaultTTL.milliseconds)
        #expect(timeToLive + LeaseKeeper.standbyInterval <= .seconds(8))
        #expect(.milliseconds(2 * Lease.renewalInterval.milliseconds) < timeToLive, "two renewals may be lost")
    }

    @Test(.enabled(if: ServerProcess.executable != nil, "the executable tolkbrug is not built; swift build --product tolkbrug"))
    func theSecondServerTakesOverWhenTheFirstHasDied() async throws {
        try await TestServer.withDatabase { url in
            let folder = try Fixtures.folder()
            try await ServerProcess.withTwo(database: url, folder: folder) { first, second in
                let token = try folder.token
                let authority = folder.path + "/certificates/ca.crt"
                let client = try await TestClient.connect(first.clients, authority: authority)
                #expect(try await client.ask("l", "AUTH TOKEN \(token)").hasPrefix("l OK"))
                #expect(try await client.ask("a", "ORGANISATION add name=\"School\" sector=education place=12025 key=a").hasPrefix("a OK"))

                // Whoever stands by says who leads.
                let other = try await TestClient.connect(second.clients, authority: authority)
                #expect(try await other.ask("l", "AUTH TOKEN \(token)").hasPrefix("l NO 4.7.3 [STANDBY] leader=\(first.clients)"))

                first.kill()
                try await second.wait(for: "leader")
                // What the first acknowledged is there, and the same key has the same effect. Who did not log in was not kept.
                let fresh = try await TestClient.connect(second.clients, authority: authority)
                #expect(try await fresh.ask("m", "AUTH TOKEN \(token)").hasPrefix("m OK"))
                let again = try await fresh.ask("b", "ORGANISATION add name=\"School\" sector=education place=12025 key=a")
                #expect(again.hasPrefix("b OK"))
                fresh.send("c LIST organisations\r\n")
                #expect(try await fresh.line("c - ORGANISATION").contains("G1"))
                #expect(try await fresh.line("c ").hasPrefix("c OK"))

                second.terminate()
                #expect(try await second.exitStatus() == 0)
            }
        }
    }

    @Test(.enabled(if: ServerProcess.executable != nil, "the executable tolkbrug is not built; swift build --product tolkbrug"))
    func aConfigurationWithProblemsIsPrintedAndNothingStarts() async throws {
        let folder = try Fixtures.folder()
        try "listen:\n  prot: 1\nlog: {level: loud}\n".write(toFile: folder.path + "/x.yaml", atomically: true, encoding: .utf8)
        let process = try ServerProcess(arguments: ["--configuration", folder.path + "/x.yaml"], data: folder.path)
        #expect(try await process.exitStatus() == 2)
        #expect(process.output.contains("x.yaml:2:3: unknown key \"prot\""))
        #expect(process.output.contains("x.yaml:3:14: log.level is \"loud\""))
    }

    @Test(.enabled(if: ServerProcess.executable != nil, "the executable tolkbrug is not built; swift build --product tolkbrug"))
    func `when the database has gone the leader leaves, and a standby says so on its health page`() async throws {
        let cluster = try Cluster.temporary()
        try await cluster.createDatabase("gone")
        let url = cluster.url(database: "gone")
        let folder = try Fixtures.folder()
        try await ServerProcess.withTwo(database: url, folder: folder) { first, second in
            #expect(try await HTTP.get(second.metrics, "/health").hasPrefix("HTTP/1.1 200"))
            try cluster.stop(mode: .immediate)
            // Another may decide when its lease is over, wherever the database comes back.
            #expect(try await first.exitStatus() == ForcedEnd.exitStatus)
            #expect(first.output.contains("was not renewed"))
            #expect(try await Fixtures.eventually { try await HTTP.get(second.metrics, "/health").contains(#""store":"down""#) })
            #expect(try await HTTP.get(second.metrics, "/health").hasPrefix("HTTP/1.1 503"))
        }
        try cluster.remove()
    }

    @Test(
        .enabled(if: ServerProcess.executable != nil, "the executable tolkbrug is not built; swift build --product tolkbrug"),
        arguments: ["--port", "--metrics-port"])
    func `a port that does not exist is refused with the limit`(option: String) async throws {
        let folder = try Fixtures.folder()
        let process = try ServerProcess(arguments: [option, "99999"], data: folder.path)
        #expect(try await process.exitStatus() == 64)
        #expect(process.output.contains("\(option) 99999: a port is a number from 1 to 65535"), "\(process.output)")
    }

    @Test func `a port in use names the option to change`() {
        let problem = ListenProblem("metrics", .init("127.0.0.1", 7640), TestClient.Closed())
        #expect(problem.description.contains("--metrics-port, or metrics.port"))
    }
}
