import Foundation
import Postgres
import Testing

@testable import Service

/// `tolkbrug serve` with a database of its own, as processes.
@Suite(.serialized, .enabled(if: ServerProcess.executable != nil, "the executable tolkbrug is not built"))
struct EmbeddedTests {
    /// A folder that PostgreSQL's account may pass through, its cluster, and the arguments to serve it.
    private func stage() throws -> (folder: TemporaryFolder, cluster: Cluster, arguments: [String]) {
        let folder = try Fixtures.folder()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        let arguments = ["--data", folder.path, "--port", "0", "--metrics-port", "0", "--rules", Fixtures.root + "/rules"]
        return (folder, try Cluster.placed(at: folder.path + "/postgres"), arguments)
    }

    @Test func `a server takes over the PostgreSQL that a killed one left behind, and stops it at its own end`() async throws {
        let (folder, cluster, arguments) = try stage()
        defer { try? cluster.stop(mode: .immediate) }
        let first = try await ServerProcess.start(arguments: arguments, data: folder.path)
        defer { first.kill() }
        try await first.wait(for: "leader")

        // An embedded database serves one server.
        let second = try ServerProcess(arguments: arguments, data: folder.path)
        defer { second.kill() }
        #expect(try await second.exitStatus() == 1)
        #expect(second.output.contains("is used by process"), "\(second.output)")

        first.kill()
        _ = try await first.exitStatus()
        #expect(cluster.isRunning)
        let third = try await ServerProcess.start(arguments: arguments, data: folder.path)
        defer { third.kill() }
        try await third.wait(for: "leader")
        third.terminate()
        #expect(try await third.exitStatus() == 0)
        #expect(!cluster.isRunning)
    }

    /// The number of the server's process, as it stands in the first line of its file.
    private func postmaster(of cluster: Cluster) throws -> Int32 {
        let lines = try String(contentsOfFile: cluster.dataDirectory + "/postmaster.pid", encoding: .utf8).split(separator: "\n")
        return try #require(lines.first.flatMap { Int32($0) })
    }

    @Test func `an embedded PostgreSQL that is killed is started again, and the server goes on or leaves`() async throws {
        let (folder, cluster, arguments) = try stage()
        defer { try? cluster.stop(mode: .immediate) }
        let server = try await ServerProcess.start(arguments: arguments, data: folder.path)
        defer { server.kill() }
        try await server.wait(for: "leader")
        let first = try postmaster(of: cluster)
        #expect(kill(first, SIGKILL) == 0)
        try await server.wait(toSay: "embedded PostgreSQL has died")
        // On a slow machine the lease may run out before the database is there again; then the process has to end.
        let goesOn = try await Fixtures.eventually {
            server.output.contains("embedded PostgreSQL started again") || server.output.contains("event=stopped")
        }
        #expect(goesOn, "\(server.output)")
        if server.output.contains("event=stopped") {
            #expect(try await server.exitStatus() == 75)
        } else {
            #expect(try postmaster(of: cluster) != first)
            server.terminate()
            _ = try await server.exitStatus()
        }
        #expect(!cluster.isRunning)
    }

    @Test func `an embedded PostgreSQL that cannot be started again ends the server with the reason`() async throws {
        let (folder, cluster, arguments) = try stage()
        defer { try? cluster.stop(mode: .immediate) }
        let server = try await ServerProcess.start(arguments: arguments, data: folder.path)
        defer { server.kill() }
        try await server.wait(for: "leader")
        let process = try postmaster(of: cluster)
        try FileManager.default.moveItem(atPath: cluster.dataDirectory + "/PG_VERSION", toPath: folder.path + "/PG_VERSION")
        #expect(kill(process, SIGKILL) == 0)
        #expect(try await server.exitStatus() == 75)
        #expect(server.output.contains("the embedded PostgreSQL died and does not start again") || server.output.contains("is over"))
    }

    @Test func `an impatient second signal stops PostgreSQL too`() async throws {
        let (folder, cluster, arguments) = try stage()
        defer { try? cluster.stop(mode: .immediate) }
        let server = try await ServerProcess.start(arguments: arguments, data: folder.path)
        defer { server.kill() }
        try await server.wait(for: "leader")
        // Somebody who has not left yet makes draining last.
        let client = try await TestClient.connect(server.clients, authority: folder.path + "/certificates/ca.crt")
        _ = try await client.line("* HELLO")
        try await client.channel.setOption(.autoRead, value: false).get()
        server.terminate()
        try await server.wait(toSay: "draining")
        server.terminate()
        #expect(try await server.exitStatus() == 130)
        #expect(try await Fixtures.eventually { !cluster.isRunning })
    }

    @Test func `a lost administrator's token is replaced while the servers are stopped, and only then`() async throws {
        let (folder, cluster, arguments) = try stage()
        defer { try? cluster.stop(mode: .immediate) }
        func token() throws -> String {
            try folder.token
        }
        var configuration = Configuration()
        configuration.data = folder.path
        let rules = try Fixtures.rules.get()
        let first = try await ServerProcess.start(arguments: arguments, data: folder.path)
        defer { first.kill() }
        try await first.wait(for: "leader")
        let lost = try token()
        await #expect(throws: ClusterError.self) { try await LostToken.replace(configuration, rules: rules, log: Fixtures.silence) }
        first.terminate()
        #expect(try await first.exitStatus() == 0)

        #expect(try await LostToken.replace(configuration, rules: rules, log: Fixtures.silence) == folder.path + "/admin.token")
        #expect(!cluster.isRunning)
        #expect(try token() != lost)
        let again = try await ServerProcess.start(arguments: arguments, data: folder.path)
        defer { again.kill() }
        try await again.wait(for: "leader")
        let client = try await TestClient.connect(again.clients, authority: folder.path + "/certificates/ca.crt")
        #expect(try await client.ask("l", "AUTH TOKEN \(try token())").hasPrefix("l OK 2.2.0 you are admin U1"))
        #expect(try await client.ask("r", "TOKEN revoke K1 key=r").hasPrefix("r OK"))
        #expect(try await client.ask("s", "TOKEN revoke K2 key=s").hasPrefix("s NO 5.4.1"))
        again.terminate()
        #expect(try await again.exitStatus() == 0)
    }
}
