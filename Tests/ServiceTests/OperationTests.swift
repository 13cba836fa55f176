import Foundation
import NIOPosix
import Testing

@testable import Service

/// What an operator does to a running server, and what it does to bad clients.
@Suite struct OperationTests {
    @Test func theFirstTokenIsForItsOwnerOnly() async throws {
        try await TestServer.with { server in
            let attributes = try FileManager.default.attributesOfItem(atPath: server.folder.path + "/admin.token")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(try server.token.hasPrefix("tb_"))
            #expect(try server.token.count == 46)
        }
    }

    @Test func aClientThatNeverReadsIsCutAndTheOthersAreNotHurt() async throws {
        var limits = Configuration.Limits()
        limits.unreadSeconds = 2
        limits.unreadOctets = 65_536
        try await TestServer.with(limits: limits) { server in
            let deaf = try await server.administrator()
            let good = try await server.administrator()
            try await deaf.channel.setOption(.autoRead, value: false).get()
            let questions = String(repeating: "b HELP\r\nb LIST municipalities\r\n", count: 20_000)
            deaf.send(questions)
            let isCut = try await Fixtures.eventually {
                _ = try await good.ask("p", "PING")
                // On a busy machine the time for a page may run out as well.
                let page = try? await server.page("/metrics")
                return page?.contains("tolkbrug_connections_cut_total{reason=\"unread\"} 1") ?? false
            }
            #expect(isCut)
            #expect(try await Fixtures.eventually {
                (try? await server.page("/metrics"))?.contains("tolkbrug_sessions 1\n") ?? false
            })
            #expect(try await good.ask("q", "WHOAMI").hasPrefix("q OK"))
        }
    }

    @Test func aClientThatReadsIsNotCutHoweverMuchItHasAsked() async throws {
        var limits = Configuration.Limits()
        limits.unreadOctets = 65_536
        try await TestServer.with(limits: limits) { server in
            let client = try await server.administrator()
            // Some three megabytes.
            client.send((1...64).map { "b\($0) LIST municipalities\r\n" }.joined())
            var finals: [String] = []
            while finals.count < 64 {
                let line = try await client.next()
                let tag = String(line.prefix { $0 != " " })
                if !line.contains(" - ") { finals.append(tag) } else { #expect(tag == "b\(finals.count + 1)") }
            }
            #expect(finals == (1...64).map { "b\($0)" })
            #expect(try await client.ask("q", "WHOAMI").hasPrefix("q OK"))
        }
    }

    @Test func freedMemoryIsGivenBackWhenItIsMuch() {
        var freed = FreedMemory()
        let much = FreedMemory.worth
        // The library goes on counting what it has given back; then some is used again, and freed again.
        let looks = [much - 1, 3 * much, 3 * much, much, 2 * much, 2 * much].map { freed.isWorthGivingBack($0) }
        #expect(looks == [false, true, false, false, true, false])
    }

    @Test func oneConnectionTooManyIsToldSo() async throws {
        var limits = Configuration.Limits()
        limits.connections = 2
        try await TestServer.with(limits: limits) { server in
            let first = try await server.connect()
            let second = try await server.connect()
            _ = try await first.line("* HELLO")
            _ = try await second.line("* HELLO")
            let third = try await server.connect()
            #expect(try await third.line("*").hasPrefix("* BYE 4.6.5 [TOO-MANY-CONNECTIONS] 2 clients"))
            #expect(try await third.isClosed())
            first.close()
            #expect(try await Fixtures.eventually {
                let fourth = try await server.connect()
                defer { fourth.close() }
                return try await fourth.line("*").hasPrefix("* HELLO")
            })
        }
    }

    @Test func whoDoesNotFinishTheHandshakeIsCut() async throws {
        try await TestServer.with { server in
            let silent = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: server.addresses.clients.host, port: server.addresses.clients.port).get()
            #expect(try await Fixtures.eventually { !silent.isActive })
            #expect(try await server.page("/metrics").contains("tolkbrug_connections_cut_total{reason=\"handshake\"} 1"))
        }
    }

    @Test func reloadedCertificatesAreForNewConnections() async throws {
        try await TestServer.with { server in
            let old = try await server.connect()
            _ = try await old.line("* HELLO")
            let before = try await old.serverCertificate()
            try OpenSSL.run([
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-batch",
                "-config", server.certificates.folder + "/openssl.cnf", "-extensions", "server", "-subj", "/CN=localhost",
                "-days", "7", "-keyout", server.certificates.folder + "/server.key", "-out", server.certificates.folder + "/server.crt",
                "-CA", server.certificates.authority, "-CAkey", server.certificates.folder + "/ca.key",
            ])
            server.server.reloadCertificates()
            let fresh = try await server.connect()
            _ = try await fresh.line("* HELLO")
            let after = try await fresh.serverCertificate()
            #expect(before != nil && after != nil && before != after)
            #expect(try await old.ask("a", "PING").hasPrefix("a OK"))
            // A file that cannot be used leaves things as they are.
            try "nonsense".write(toFile: server.certificates.folder + "/server.crt", atomically: true, encoding: .utf8)
            server.server.reloadCertificates()
            let third = try await server.connect()
            _ = try await third.line("* HELLO")
            #expect(try await third.serverCertificate() == after)
        }
    }

    @Test func drainingAnswersWhatWasAskedAndSaysGoodbye() async throws {
        try await TestServer.with { server in
            let admin = try await server.administrator()
            let idle = try await server.connect()
            _ = try await idle.line("* HELLO")
            admin.send("a1 ORGANISATION add name=\"School\" sector=education place=12025 key=a1\r\na2 DRAIN\r\n")
            #expect(try await admin.line("a1 OK").hasPrefix("a1 OK 2.3.0"))
            #expect(try await admin.line("a2").hasPrefix("a2 OK"))
            #expect(try await admin.line("* BYE").hasPrefix("* BYE 4.7.2 [SHUTTING-DOWN]"))
            #expect(try await idle.line("* BYE").hasPrefix("* BYE 4.7.2 [SHUTTING-DOWN]"))
            try await server.run.value
            await #expect(throws: (any Error).self) { try await server.connect() }
        }
    }

    @Test func whoeverSaysGoodbyeBackIsGoneWithoutBeingCut() async throws {
        try await TestServer.with { server in
            let client = try await server.connect()
            _ = try await client.line("* HELLO")
            #expect(try await client.ask("q", "QUIT").hasPrefix("q OK"))
            #expect(try await client.isClosed())
            #expect(try await Fixtures.eventually { try await server.page("/metrics").contains("tolkbrug_sessions 0") })
            #expect(try await server.page("/metrics").contains("tolkbrug_connections_cut_total{reason=\"farewell\"} 0"))
        }
    }

    @Test func aRevokedTokenEndsItsSessions() async throws {
        try await TestServer.with { server in
            let admin = try await server.administrator()
            let school = try await Registrar(admin).school(server)
            #expect(try await school.ask("s", "SUBSCRIBE main").hasPrefix("s OK"))
            #expect(try await admin.ask("r", "TOKEN revoke K2 key=r9").hasPrefix("r OK"))
            // The very next line: later, credentials are looked at once a minute anyhow.
            #expect(try await school.next().hasPrefix("* BYE 5.2.4"))
            #expect(try await school.isClosed())
        }
    }

    @Test func auditVerifiesTheJournal() async throws {
        try await TestServer.with { server in
            let admin = try await server.administrator()
            admin.send("a AUDIT\r\n")
            #expect(try await admin.line("a -").contains("intact=yes"))
            #expect(try await admin.line("a ").hasPrefix("a OK 2.0.0 2 rows"))
        }
    }

    @Test func theJournalIsAuditedOnceAtATime() async throws {
        try await TestServer.with { server in
            let admin = try await server.administrator()
            admin.send("a AUDIT\r\nb AUDIT\r\nc AUDIT\r\n")
            #expect(try await admin.line("a OK").hasPrefix("a OK 2.0.0 2 rows"))
            #expect(try await admin.next().hasPrefix("b NO 4.6.1 [TOO-MANY-PENDING] the journal is being audited already"))
            #expect(try await admin.next().hasPrefix("c NO 4.6.1"))
            admin.send("d AUDIT\r\n")
            #expect(try await admin.line("d ").contains("intact=yes"))
        }
    }

    @Test func metricsShowWhatWasDone() async throws {
        try await TestServer.with { server in
            let admin = try await server.administrator()
            _ = try await Registrar(admin).school(server)
            #expect(try await admin.ask("x", "NONSENSE").hasPrefix("x BAD 5.1.2"))
            let page = try await server.page("/metrics")
            #expect(page.hasPrefix("HTTP/1.1 200 OK"))
            for sample in [
                "tolkbrug_commands_total{verb=\"ORGANISATION\",status=\"2.3.0\"} 1\n",
                "tolkbrug_commands_total{verb=\"?\",status=\"5.1.2\"} 1\n",
                "tolkbrug_part{part=\"leader\"} 1\n", "tolkbrug_sessions 2\n", "tolkbrug_lease_epoch 1\n",
            ] { #expect(page.contains(sample), "\(sample)") }
            #expect(try await server.page("/nothing").hasPrefix("HTTP/1.1 404"))
            #expect(try await HTTP.get(server.metrics, "/metrics", method: "POST").hasPrefix("HTTP/1.1 405"))
            #expect(try await server.page("/health").hasPrefix("HTTP/1.1 200"))
        }
    }
}
