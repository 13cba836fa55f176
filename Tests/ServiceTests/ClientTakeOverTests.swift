import Client
import Foundation
import Testing
import Wire

@testable import Service

/// The client library and two servers as processes of their own on one database.
@Suite struct ClientTakeOverTests {
    @Test(
        .enabled(if: ServerProcess.executable != nil, "the executable tolkbrug is not built; swift build --product tolkbrug"),
        .timeLimit(.minutes(5)), arguments: [SIGKILL, SIGSTOP])
    func `a client of two servers loses and doubles nothing when the leader dies or falls silent`(signal: Int32) async throws {
        try await TestServer.withDatabase { url in
            let folder = try Fixtures.folder()
            try await ServerProcess.withTwo(database: url, folder: folder) { first, second in
                let token = try folder.token
                // The leader is not among the servers that the client was told of: the standby names it.
                var patience = Client.Patience()
                patience.answerWithin = 2
                let client = Client(
                    endpoints: [Endpoint(second.clients, folder)], token: token, keyPrefix: "test", patience: patience)
                try await client.subscribe(.init(since: 0))
                #expect(try await add("North", by: client).isDone)

                #expect(kill(first.processIdentifier, signal) == 0)
                #expect(try await add("South", by: client).isDone)
                #expect(try await client.query("LIST", [Parameter(value: "organisations")]).rows.count { $0.kind == "ORGANISATION" } == 2)
                var schools: [String?] = []
                var seqs: [Int64] = []
                for await push in client.pushes {
                    guard case .event(let seq, let row) = push else { continue }
                    seqs.append(seq)
                    if row.kind == "ORGANISATION-ADDED" { schools.append(row.subject) }
                    if schools.count == 2 { break }
                }
                #expect(schools == ["G1", "G2"])
                #expect(seqs == Array(1...Int64(seqs.count)), "each event once, without a gap")
                await client.close()
            }
        }
    }

    private func add(_ name: String, by client: Client) async throws -> Answer {
        let words: [Parameter] = [
            Parameter(value: "add"), Parameter("name", Value(name)), Parameter("sector", "education"), Parameter("place", "12025"),
        ]
        return try await client.mutate("ORGANISATION", words)
    }
}

extension Endpoint {
    /// The server at `address`, whose authority is that of `folder`.
    init(_ address: Configuration.Address, _ folder: TemporaryFolder) {
        self.init(host: address.host, port: address.port, authority: folder.path + "/certificates/ca.crt")
    }
}
