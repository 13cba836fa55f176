import Foundation
import NIOCore
import NIOSSL
import Testing

@testable import Service

/// Conversations over real TLS with a server on a real database.
@Suite struct ConversationTests {
    @Test func aSchoolAsksForAnInterpreterAndIsToldWhatHappens() async throws {
        try await TestServer.with { server in
            let admin = try await server.administrator()
            let school = try await Registrar(admin).school(server)
            let hello = try await school.ask("s", "SUBSCRIBE main topics=(requests)")
            #expect(hello.hasPrefix("s OK"))
            school.send("a3 SUBMIT key=k1 language=ti complexity=complex minutes=75 start=\(Registrar.soon) place=12025\r\n")
            let row = try await school.line("a3 - REQUEST R1 ")
            #expect(row.contains("modality=onsite"))
            #expect(row.contains("rule=modality.complex-over-60"))
            _ = try await school.line("a3 - HINT change=none")
            let answer = "a3 OK 2.4.2 [NOBODY-YET] request R1 is open, but nobody is available for it now"
            #expect(try await school.line("a3 OK").hasPrefix(answer))
            #expect(try await school.line("* EV").contains(" REQUEST-OPENED R1"))
            // The same again has the same answer and no second effect.
            let again = try await school.ask(
                "a4", "SUBMIT key=k1 language=ti complexity=complex minutes=75 start=\(Registrar.soon) place=12025")
            #expect(again.hasPrefix("a4 OK 2.4.2"))
            #expect(try await school.ask("a5", "SHOW R2").hasPrefix("a5 NO 5.3.1 [NOT-FOUND]"))
        }
    }

    @Test func aWrongTokenIsRefusedAndAThirdOneEndsTheConnection() async throws {
        try await TestServer.with { server in
            let client = try await server.connect()
            for tag in ["a", "b", "c"] {
                #expect(try await client.ask(tag, "AUTH TOKEN tb_\(String(repeating: "A", count: 43))").hasPrefix("\(tag) NO 5.2.1"))
            }
            #expect(try await client.line("* BYE").hasPrefix("* BYE 5.2.1"))
            #expect(try await client.isClosed())
        }
    }

    @Test func aClientCertificateLogsIn() async throws {
        try await TestServer.with { server in
            let admin = try await server.administrator()
            let files = try server.certificates.makeClient("desk")
            let digest = try #require(try Fixtures.digest(files.certificate))
            #expect(try await admin.ask("t", "TOKEN certificate user=U1 digest=\(digest) key=c1").hasPrefix("t OK"))
            let client = try await server.connect(certificate: files)
            #expect(try await client.line("* HELLO").contains("auth=(EXTERNAL TOKEN)"))
            #expect(try await client.ask("a", "AUTH EXTERNAL").hasPrefix("a OK 2.2.0 you are admin U1"))
        }
    }

    @Test func aCertificateOfAnotherAuthorityIsTurnedAway() async throws {
        try await TestServer.with { server in
            let other = DevelopmentCertificates(folder: server.folder.path + "/other")
            let files = try other.makeClient("stranger")
            let client = try await server.connect(certificate: files)
            await #expect(throws: (any Error).self) { _ = try await client.line("* HELLO") }
        }
    }

    @Test func olderVersionsOfTLSAreTurnedAway() async throws {
        try await TestServer.with { server in
            let client = try await TestClient.connect(
                server.addresses.clients, authority: server.certificates.authority, maximum: .tlsv12)
            await #expect(throws: (any Error).self) { _ = try await client.line("* HELLO") }
        }
    }

    @Test(arguments: [["h2", "http/1.1"], []])
    func whoDoesNotOfferTheProtocolIsNotListenedTo(protocols: [String]) async throws {
        try await TestServer.with { server in
            let client = try await TestClient.connect(
                server.addresses.clients, authority: server.certificates.authority, protocols: protocols)
            client.send("a1 PING\r\n")
            #expect(try await client.next().hasPrefix("* BYE 5.1.10 [UNSUPPORTED-VERSION]"))
            await #expect(throws: TestClient.Closed.self) { _ = try await client.next() }
            #expect(try await server.page("/metrics").contains("tolkbrug_connections_cut_total{reason=\"protocol\"} 1"))
            // Among others is enough.
            let good = try await TestClient.connect(
                server.addresses.clients, authority: server.certificates.authority, protocols: ["h2", "tbp/1"])
            #expect(try await good.next().hasPrefix("* HELLO"))
        }
    }

    @Test func aBrowsersFormEndsTheConnectionBeforeAnythingInItIsDone() async throws {
        try await TestServer.with { server in
            let client = try await server.connect()
            client.send("POST / HTTP/1.1\r\nHost: localhost\r\n\r\na1 AUTH TOKEN \(try server.token)\r\na2 WHOAMI\r\n")
            #expect(try await client.line("* BYE").hasPrefix("* BYE 5.1.9 [BAD-TAG]"))
            await #expect(throws: TestClient.Closed.self) { _ = try await client.next() }
        }
    }

    @Test func tenThousandPipelinedCommandsAreAnsweredInOrder() async throws {
        try await TestServer.with { server in
            let client = try await server.administrator()
            var text = ""
            for number in 0..<10_000 { text += number % 3 == 0 ? "p\(number) WHOAMI\n" : "p\(number) PING\r\n" }
            client.send(text)
            for number in 0..<10_000 {
                let line = try await client.line("p\(number) OK")
                try #require(line.hasPrefix("p\(number) OK"))
            }
        }
    }

    @Test func anOverlongLineIsAnsweredAndTheNextOneIsRead() async throws {
        try await TestServer.with { server in
            let client = try await server.administrator()
            client.send("a1 PING \(String(repeating: "x", count: 20_000))\r\na2 PING\r\n")
            #expect(try await client.line("a1").hasPrefix("a1 BAD 5.1.3 [LINE-TOO-LONG]"))
            #expect(try await client.line("a2").hasPrefix("a2 OK"))
        }
    }

    @Test func invalidUTF8AndUnbalancedQuotesAreAnswered() async throws {
        try await TestServer.with { server in
            let client = try await server.administrator()
            var octets = ByteBuffer(string: "a1 HELLO 1 client=\"")
            octets.writeBytes([0xFF, 0xFE])
            octets.writeString("\"\r\na2 HELLO 1 client=\"open\r\na3 PING\r\n")
            client.channel.writeAndFlush(octets, promise: nil)
            #expect(try await client.line("a1").hasPrefix("a1 BAD 5.1.7"))
            #expect(try await client.line("a2").hasPrefix("a2 BAD 5.1.1"))
            #expect(try await client.line("a3").hasPrefix("a3 OK"))
        }
    }

    @Test func aClosedInputIsAnsweredToItsEnd() async throws {
        try await TestServer.with { server in
            let client = try await server.connect()
            try await client.channel.setOption(.allowRemoteHalfClosure, value: true).get()
            _ = try await client.line("* HELLO")
            client.send("a1 PING\r\na2 PING\r\n")
            client.channel.close(mode: .output, promise: nil)
            #expect(try await client.line("a1").hasPrefix("a1 OK"))
            #expect(try await client.line("a2").hasPrefix("a2 OK"))
            #expect(try await client.isClosed())
        }
    }
}
