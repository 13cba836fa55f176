import Testing

@testable import Service

/// Events to subscribers: each once, in order, without a gap.
@Suite struct SubscriptionTests {
    @Test func aSubscriberThatResumesGetsEachEventOnce() async throws {
        try await TestServer.with { server in
            let admin = try await server.administrator()
            let first = try await server.login(try server.token)
            #expect(try await first.ask("s", "SUBSCRIBE main since=0").hasPrefix("s OK"))
            for number in 1...40 {
                admin.send("o\(number) ORGANISATION add name=\"School \(number)\" sector=education place=12025 key=o\(number)\r\n")
            }
            let seen = try await events(first, until: { $0.contains("ORGANISATION-ADDED G40") })
            first.close()
            #expect(seen == Array(1...Int64(seen.count)))
            // Away while more happens, then back.
            for number in 41...60 {
                admin.send("o\(number) ORGANISATION add name=\"School \(number)\" sector=education place=12025 key=o\(number)\r\n")
            }
            _ = try await admin.line("o50 OK")
            let second = try await server.login(try server.token)
            second.send("s SUBSCRIBE main since=\(seen.count)\r\n")
            let rest = try await events(second, until: { $0.contains("ORGANISATION-ADDED G60") })
            #expect(rest == Array(Int64(seen.count + 1)...Int64(seen.count + rest.count)))
        }
    }

    @Test func whatTheRingHasForgottenComesFromTheJournal() async throws {
        // A server that has just started has nothing in memory.
        let folder = try Fixtures.folder()
        try await TestServer.withDatabase { url in
            try await TestServer.with(database: url, folder: folder) { server in
                let admin = try await server.administrator()
                for number in 1...30 { try await Registrar(admin).done("o\(number)", organisation(number)) }
            }
            try await TestServer.with(database: url, folder: folder) { server in
                let admin = try await server.administrator()
                admin.send("s SUBSCRIBE main since=5\r\n")
                let old = try await events(admin, until: { $0.contains("ORGANISATION-ADDED G30") })
                #expect(old.first == 6)
                #expect(old == Array(6...(5 + Int64(old.count))))
                admin.send("x \(organisation(31))\r\n")
                let live = try await events(admin, until: { $0.contains("ORGANISATION-ADDED G31") })
                #expect(old + live == Array(6...(5 + Int64(old.count + live.count))))
            }
        }
    }

    @Test func aSubscriberSeesOnlyItsOwn() async throws {
        try await TestServer.with { server in
            let admin = try await server.administrator()
            let school = try await Registrar(admin).school(server)
            #expect(try await school.ask("s", "SUBSCRIBE main since=0").hasPrefix("s OK"))
            #expect(try await admin.ask("o", organisation(2)).hasPrefix("o OK"))
            school.send("q SUBMIT key=q language=ti complexity=practical minutes=30 start=\(Registrar.soon) place=12025\r\n")
            var line = ""
            repeat {
                line = try await school.line("* EV")
                #expect(!line.contains(" G2"), "\(line)")
            } while !line.contains("REQUEST-OPENED")
        }
    }

    private func organisation(_ number: Int) -> String {
        "ORGANISATION add name=\"School number \(number)\" sector=education place=12025 key=n\(number)"
    }

    /// The numbers of the events that come until one satisfies `last`, that one included.
    private func events(_ client: TestClient, until last: (String) -> Bool) async throws -> [Int64] {
        var seen: [Int64] = []
        while true {
            let line = try await client.line("* EV")
            seen.append(Int64(line.split(separator: " ")[2]) ?? -1)
            if last(line) { return seen }
        }
    }
}
