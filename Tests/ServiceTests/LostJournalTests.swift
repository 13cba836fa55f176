import Foundation
import Postgres
import Testing

@testable import Service

/// A server whose database comes back without what it has told.
@Suite(.serialized) struct LostJournalTests {
    /// Nobody gives a command meanwhile: what is remembered of what is gone would be answered to every question.
    @Test func `a leader that has nothing to write leaves when its journal went back`() async throws {
        let cluster = try Cluster.temporary()
        do {
            try await cluster.createDatabase("tolkbrug")
            let url = cluster.url(database: "tolkbrug")
            try await TestServer.prepare(url)
            let end = await #expect(throws: ForcedEnd.self) {
                try await TestServer.with(database: url, folder: try Fixtures.folder()) { server in
                    try await self.loseTheLastEvent(of: cluster, url, server)
                }
            }
            #expect(end.map { "\($0)" }?.contains("this is another journal") == true)
        } catch {
            try cluster.remove()
            throw error
        }
        try cluster.remove()
    }

    private func loseTheLastEvent(of cluster: Cluster, _ url: String, _ server: TestServer) async throws {
        let client = try await server.administrator()
        #expect(try await client.ask("o", "ORGANISATION add name=\"School\" sector=education place=12025 key=o").hasPrefix("o OK"))
        let connection = try await Connection.open(url, applicationName: "tests")
        try await connection.execute("SET session_replication_role = replica")
        try await connection.execute("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
        await connection.close()
        try cluster.stop()
        try cluster.start()
        guard try await client.isClosed() else {
            Issue.record("it goes on with what is gone")
            return
        }
        #expect(try await client.line("* BYE").hasPrefix("* BYE 4.7.3 [STANDBY]"))
    }
}
