import Testing
import Wire

@testable import Client

/// A client over broken connections: repeated commands and servers that will not answer.
@Suite(.timeLimit(.minutes(1))) struct ClientTests {
    @Test func `a mutation cut off in the middle of its reply is repeated with the same key`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint, token: "tb_x")
        async let answer = client.mutate("SUBMIT", [Parameter("language", "ti")])
        let first = try await server.welcome(auth: true)
        let submitted = try await first.expect("SUBMIT")
        first.write("\(submitted.tag) - REQUEST R17 v=1\r\n\(submitted.tag) OK 2.3")
        await first.close()

        let second = try await server.welcome(auth: true)
        let repeated = try await second.expect("SUBMIT")
        #expect(repeated.params == submitted.params)
        #expect(repeated.text("key")?.isEmpty == false)
        second.say("\(repeated.tag) - REQUEST R17 v=1")
        second.say("\(repeated.tag) OK 2.3.0 request R17 is open")
        let rows = try await answer.rows
        #expect(rows.map(\.subject) == ["R17"])
    }

    @Test func `each mutation has a key of its own, also against another client of the same prefix`() async throws {
        let server = try await ScriptedServer.start()
        var keys: Set<String> = []
        for _ in 1...2 {
            let client = Client.forTests(try server.endpoint)
            async let one = client.mutate("HOLD")
            async let other = client.mutate("HOLD")
            let side = try await server.welcome()
            for _ in 1...2 { keys.insert(try #require(try await side.answer("HOLD", "OK 2.4.0 held").text("key"))) }
            _ = try await (one, other)
        }
        #expect(keys.count == 4)
        #expect(keys.allSatisfy { $0.hasPrefix("test-") && $0.utf8.count <= 64 })
    }

    @Test func `a key that was given is kept`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let answer = client.mutate("HOLD", [Parameter("key", "mine")])
        let side = try await server.welcome()
        #expect(try await side.answer("HOLD", "OK 2.4.0 held").text("key") == "mine")
        #expect(try await answer.isDone)
    }

    @Test(arguments: ["NO 5.5.1 [INELIGIBLE] rest", "BAD 5.1.2 [UNKNOWN-COMMAND] ACEPT", "NO 4.6.1 [TOO-MANY-PENDING] 50 are open"])
    func `NO and BAD are answers and are not repeated`(final: String) async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let answer = client.mutate("ACCEPT")
        let side = try await server.welcome()
        try await side.answer("ACCEPT", final)
        #expect(try await answer.finalText == final)
    }

    @Test func `while the store is busy the command is repeated on the same connection under its key`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let answer = client.mutate("ACCEPT", [Parameter(value: "O81")])
        let side = try await server.welcome()
        let first = try await side.answer("ACCEPT", "NO 4.7.1 [STORE-BUSY] nothing was changed")
        let second = try await side.answer("ACCEPT", "OK 2.4.0 assignment A55 is yours")
        #expect(first.params == second.params)
        #expect(first.tag != second.tag)
        #expect(try await answer.isDone)
    }

    @Test func `a server that says goodbye is connected to anew and asked again`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let answer = client.query("BOARD")
        let first = try await server.welcome()
        try await first.expect("BOARD")
        first.say("* BYE 4.7.2 [SHUTTING-DOWN] the server is stopping")
        let second = try await server.welcome()
        try await second.answer("BOARD", "OK 2.0.0 nothing is open")
        #expect(try await answer.isDone)
    }

    @Test func `a farewell that refuses is final`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let error = clientError { try await client.query("BOARD") }
        let side = try await server.welcome()
        try await side.expect("BOARD")
        side.say("* BYE 5.2.4 [EXPIRED] your credential was withdrawn")
        #expect(await error == .bye(.expired, "your credential was withdrawn"))
    }

    @Test func `a refused token is told at once and not tried again`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint, token: "tb_wrong")
        async let error = clientError { try await client.query("BOARD") }
        let side = try await server.welcome()
        let auth = try await side.answer("AUTH", "NO 5.2.1 [AUTH-FAILED] unknown")
        #expect(auth.positional.map(\.text) == ["TOKEN", "tb_wrong"])
        #expect(await error == .refused(.authFailed, "unknown"))
    }

    @Test func `a connection that breaks before the client is known is made again`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint, token: "tb_x")
        async let answer = client.query("WHOAMI")
        let first = try await server.accept()
        await first.close()
        let second = try await server.accept()
        second.greet()
        try await second.answer("HELLO", "OK 2.0.0 ready")
        try await second.expect("AUTH")
        await second.close()
        let third = try await server.welcome(auth: true)
        try await third.answer("WHOAMI", "OK 2.2.0 you are requester U12")
        #expect(try await answer.isDone)
    }

    @Test func `a connection that breaks while nobody waits is made again for the next command`() async throws {
        let server = try await ScriptedServer.start()
        let changes = Inbox<Client.Change>()
        let client = Client.forTests(try server.endpoint, onChange: { changes.put($0) })
        async let connecting: Void = client.connect()
        let first = try await server.welcome()
        try await connecting
        guard case .connected = try await changes.take() else { throw Unexpected() }
        await first.close()
        guard case .lost = try await changes.take() else { throw Unexpected() }
        async let answer = client.query("PING")
        let second = try await server.welcome()
        try await second.answer("PING", "OK 2.0.0 here")
        #expect(try await answer.isDone)
    }

    @Test func `who stands by is left for the next server, once for all commands that hear it`() async throws {
        let standby = try await ScriptedServer.start()
        let leader = try await ScriptedServer.start()
        let client = Client.forTests(try standby.endpoint, try leader.endpoint)
        async let board = client.query("BOARD")
        async let statistics = client.query("STATS")
        let first = try await standby.welcome()
        let lines = [try await first.lines.take(), try await first.lines.take()]
        first.write(lines.map { "\($0.tag) NO 4.7.3 [STANDBY] leader=other:7639; connect there\r\n" }.joined())
        let second = try await leader.welcome()
        for _ in lines {
            let line = try await second.lines.take()
            second.say("\(line.tag) OK 2.0.0 done")
        }
        #expect(try await board.isDone)
        #expect(try await statistics.isDone)
        #expect(standby.unaccepted == 0)
    }

    @Test func `who stands by already at AUTH is left for the next server, and so is who does not answer at all`() async throws {
        let gone = try await ScriptedServer.start()
        let standby = try await ScriptedServer.start()
        let leader = try await ScriptedServer.start()
        let client = Client.forTests(try gone.endpoint, try standby.endpoint, try leader.endpoint, token: "tb_x")
        try await gone.stop()
        async let connected: Void = client.connect()
        let first = try await standby.accept()
        first.greet(epoch: 6)
        try await first.answer("HELLO", "OK 2.0.0 ready")
        try await first.answer("AUTH", "NO 4.7.3 [STANDBY] leader=other:7639; connect there")
        _ = try await leader.welcome(auth: true)
        try await connected
    }

    @Test func `with patience used up the last trouble is told`() async throws {
        let server = try await ScriptedServer.start()
        var patience = Client.Patience()
        patience.giveUpAfter = 0
        let client = Client(endpoints: [try server.endpoint], token: nil, keyPrefix: "test", patience: patience)
        async let error = clientError { try await client.query("PING") }
        let side = try await server.welcome()
        try await side.answer("PING", "NO 4.7.2 [SHUTTING-DOWN] connect again")
        #expect(await error == .notNow(.shuttingDown, "connect again"))
    }

    @Test(arguments: ["", "k7"]) func `who gives up on a change that may have been done is told its key`(given: String) async throws {
        let server = try await ScriptedServer.start()
        var patience = Client.Patience()
        patience.giveUpAfter = 0
        let client = Client(endpoints: [try server.endpoint], token: nil, keyPrefix: "test", patience: patience)
        let params = given.isEmpty ? [] : [Parameter("key", Value(given))]
        async let error = clientError { try await client.mutate("SUBMIT", params) }
        let side = try await server.welcome()
        let key = try #require(try await side.expect("SUBMIT").text("key"))
        #expect(given.isEmpty || key == given)
        await side.close()
        guard case .outcomeUnknown(let text)? = await error else { throw Unexpected() }
        #expect(text
            == "SUBMIT may have been done, or not, for no server has told for certain (the last try: \(try server.endpoint.place) closed "
            + "the connection): ask OUTCOME key=\(key) what came of it, or send it again with key=\(key), which cannot do it twice")
    }

    @Test func `whoever is told to give up on a change that may have been done is told its key`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client(endpoints: [try server.endpoint], token: nil, keyPrefix: "test")
        let change = Task { await clientError { try await client.mutate("SUBMIT", []) } }
        let side = try await server.welcome()
        let key = try #require(try await side.expect("SUBMIT").text("key"))
        change.cancel()
        await side.close()
        guard case .outcomeUnknown(let text)? = await change.value else { throw Unexpected() }
        #expect(text.contains("OUTCOME key=\(key)"))
    }

    @Test func `what the last try says of itself is not told of the change, for it does not hold for the tries before`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let error = clientError { try await client.mutate("SUBMIT", [Parameter("key", "k7")]) }
        let first = try await server.welcome()
        try await first.expect("SUBMIT")
        await first.close()
        let second = try await server.welcome()
        try await second.expect("SUBMIT")
        second.say("* BYE 5.2.4 [EXPIRED] your credential has expired; nothing was changed")
        #expect(await error == .outcomeUnknown(
            "SUBMIT may have been done, or not, for no server has told for certain (the last try: a server said goodbye with 5.2.4 "
                + "[EXPIRED]): ask OUTCOME key=k7 what came of it, or send it again with key=k7, which cannot do it twice"))
    }

    @Test(arguments: ["4.7.1 [STORE-BUSY] it is not known whether it was done", "4.7.4 [STALE-EPOCH] another server decides now"])
    func `who gives up on a change of which the server does not know is told its key too`(status: String) async throws {
        let server = try await ScriptedServer.start()
        var patience = Client.Patience()
        patience.giveUpAfter = 0
        let client = Client(endpoints: [try server.endpoint], token: nil, keyPrefix: "test", patience: patience)
        async let error = clientError { try await client.mutate("SUBMIT", [Parameter("key", "k7")]) }
        let side = try await server.welcome()
        try await side.answer("SUBMIT", "NO \(status)")
        guard case .outcomeUnknown(let text)? = await error else { throw Unexpected() }
        let code = status.prefix { $0 != "]" } + "]"
        #expect(text.contains("(the last try: a server answered \(code)): ask OUTCOME key=k7"), "\(text)")
    }

    @Test func `garbage is not asked again`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let error = clientError { try await client.query("PING") }
        let side = try await server.welcome()
        try await side.expect("PING")
        side.say("HTTP/1.1 400 Bad Request")
        guard case .protocolViolation? = await error else { throw Unexpected() }
    }

    @Test func `a token that was accepted later is used on the next connection`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let identity = client.authenticate(token: "tb_late")
        let first = try await server.welcome()
        try await first.answer("AUTH", "OK 2.2.0 you are coordinator U3")
        #expect(try await identity.isDone)
        await first.close()
        async let answer = client.query("BOARD")
        let second = try await server.accept()
        second.greet()
        try await second.answer("HELLO", "OK 2.0.0 ready")
        #expect(try await second.answer("AUTH", "OK 2.2.0 you are coordinator U3").positional.last?.text == "tb_late")
        try await second.answer("BOARD", "OK 2.0.0 nothing is open")
        #expect(try await answer.isDone)
    }

    @Test func `a closed client has said QUIT and does nothing more`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let connecting: Void = client.connect()
        let side = try await server.welcome()
        try await connecting
        async let closed: Void = client.close()
        try await side.answer("QUIT", "OK 2.0.0 until next time")
        await side.close()
        await closed
        #expect(await clientError { try await client.query("PING") } == .closed)
        for await push in client.pushes { Issue.record("\(push)") }
    }
}
