import Testing
import Wire

@testable import Client

/// Each event once and none missing, whatever happens to connections.
@Suite(.timeLimit(.minutes(1))) struct SubscriptionTests {
    private func event(_ seq: Int) -> String { "* EV \(seq) OFFER-MADE O\(seq)" }

    /// Connects and subscribes; the server's end of the connection, and the line that asked.
    private func subscribed(
        _ client: Client, _ wanted: Client.Subscription, at server: ScriptedServer, head: Int64 = 10, auth: Bool = false
    ) async throws -> (ServerSide, ClientLine) {
        async let answer = client.subscribe(wanted)
        let side = try await server.welcome(head: head, auth: auth)
        let line = try await side.answer("SUBSCRIBE", "OK 2.0.0 main is told events")
        #expect(try await answer.isDone)
        return (side, line)
    }

    @Test func `a subscription without a beginning begins at the head that AUTH told, in the server's epoch`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint, token: "tb_x")
        let wanted = Client.Subscription(topics: ["offers", "assignments"])
        let (_, line) = try await subscribed(client, wanted, at: server, head: 41, auth: true)
        #expect(line.positional.first?.text == "main")
        #expect(line["topics"]?.items?.map(\.text) == ["offers", "assignments"])
        #expect(line.text("since") == "41")
        #expect(line.text("epoch") == "7")
    }

    @Test func `after a broken connection it goes on after the last event, and repeated events are passed over`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        let (first, _) = try await subscribed(client, .init(since: 9), at: server)
        for seq in 10...12 { first.say(event(seq)) }
        var pushes = client.pushes.makeAsyncIterator()
        #expect(await pushes.seqs(3) == [10, 11, 12])
        // Cut in the middle of an event. Nobody asks anything: the client comes back by itself.
        first.write("* EV 13 OFFER-MA")
        await first.close()

        let second = try await server.welcome()
        let line = try await second.answer("SUBSCRIBE", "OK 2.0.0 main is told events after 12")
        #expect(line.text("since") == "12")
        for seq in [11, 12, 13, 13, 14] { second.say(event(seq)) }
        #expect(await pushes.seqs(2) == [13, 14])
        #expect(client.lastHandled == 14)
    }

    @Test func `a heartbeat moves the place to go on from, but only once the subscription is answered`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let answer = client.subscribe(.init(since: 5))
        let first = try await server.welcome(head: 80)
        let line = try await first.expect("SUBSCRIBE")
        first.write("* HEAD 90\r\n\(line.tag) OK 2.0.0 main is told events after 5\r\n\(event(6))\r\n* HEAD 70\r\n")
        _ = try await answer
        var pushes = client.pushes.makeAsyncIterator()
        #expect(await pushes.seqs(1) == [6])
        #expect(await pushes.next() == .head(70))
        await first.close()
        let second = try await server.welcome()
        #expect(try await second.answer("SUBSCRIBE", "OK 2.0.0 main").text("since") == "70")
    }

    @Test func `events do not get lost while a command is repeated on the new connection`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        let (first, _) = try await subscribed(client, .init(since: 0), at: server)
        async let answer = client.mutate("ACCEPT", [Parameter(value: "O81")])
        let accepted = try await first.expect("ACCEPT")
        first.say(event(1))
        await first.close()

        let second = try await server.welcome()
        let line = try await second.expect("SUBSCRIBE")
        #expect(line.text("since") == "1")
        second.write("\(line.tag) OK 2.0.0 main\r\n\(event(2))\r\n")
        let repeated = try await second.expect("ACCEPT")
        #expect(repeated.params == accepted.params)
        second.write("\(event(3))\r\n\(repeated.tag) OK 2.4.0 yours\r\n\(event(4))\r\n")
        #expect(try await answer.isDone)
        var pushes = client.pushes.makeAsyncIterator()
        #expect(await pushes.seqs(4) == [1, 2, 3, 4])
    }

    @Test func `a subscription wanted later is asked for on the connection that is there`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint, token: "tb_x")
        async let connecting: Void = client.connect()
        let side = try await server.welcome(head: 10, auth: true)
        try await connecting
        async let answer = client.subscribe(.init())
        let line = try await side.answer("SUBSCRIBE", "OK 2.0.0 main")
        #expect(line.text("since") == "10")
        #expect(try await answer.isDone)
        await #expect(throws: ClientError.self) { try await client.subscribe(.init(name: "another")) }
    }

    @Test func `a refused subscription is forgotten, so that the client can go on`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let error = clientError { try await client.subscribe(.init(topics: ["weather"])) }
        let first = try await server.welcome()
        try await first.answer("SUBSCRIBE", "BAD 5.1.6 [BAD-VALUE] weather")
        #expect(await error == .refused(.badValue, "weather"))
        async let answer = client.query("PING")
        let second = try await server.welcome()
        try await second.answer("PING", "OK 2.0.0 here")
        #expect(try await answer.isDone)
    }

    @Test func `when it is refused on a later connection the pushes end and the reason is told`() async throws {
        let server = try await ScriptedServer.start()
        let changes = Inbox<Client.Change>()
        let client = Client.forTests(try server.endpoint, token: "tb_x", onChange: { changes.put($0) })
        async let subscribing = client.subscribe(.init())
        let first = try await server.welcome(auth: true)
        try await first.answer("SUBSCRIBE", "OK 2.0.0 main")
        _ = try await subscribing
        first.say(event(11))
        await first.close()
        let second = try await server.welcome()
        try await second.answer("AUTH", "NO 5.2.4 [EXPIRED] ask for a new one")
        var seen: [Push] = []
        for await push in client.pushes { seen.append(push) }
        #expect(seen.count == 1)
        guard case .connected = try await changes.take(), case .lost = try await changes.take() else { throw Unexpected() }
        guard case .ended(.refused(.expired, _)) = try await changes.take() else { throw Unexpected() }
    }

    @Test func `after its end no subscription is taken up again`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        let (first, _) = try await subscribed(client, .init(), at: server)
        async let ended = client.unsubscribe()
        try await first.answer("UNSUBSCRIBE", "OK 2.0.0 no more events")
        #expect(try await ended.isDone)
        await first.close()
        async let answer = client.query("PING")
        let second = try await server.welcome()
        try await second.answer("PING", "OK 2.0.0 here")
        #expect(try await answer.isDone)
    }
}

/// The stream that the pushes of all connections become.
@Suite struct FeedTests {
    private func event(_ seq: Int64) -> Push { .event(seq: seq, AnswerRow(kind: "OFFER-MADE", params: [])) }

    @Test func `only the connection listened to counts, and only once it is live`() async {
        let feed = Feed()
        feed.listen(to: 1, head: 4)
        feed.take(event(5), from: 1)
        #expect(feed.cursor == nil)
        feed.goLive(1)
        feed.take(event(5), from: 1)
        feed.listen(to: 2, head: 4)
        feed.take(event(6), from: 1)
        feed.goLive(1)
        feed.take(event(7), from: 2)
        #expect(feed.cursor == 5)
        feed.finish()
        var seen: [Push] = []
        for await push in feed.pushes { seen.append(push) }
        #expect(seen == [event(5)])
    }

    @Test func `who does not read gets what there was room for, the end, and a cursor that misses nothing`() async {
        let feed = Feed(limit: 2)
        feed.listen(to: 1, head: 0)
        feed.goLive(1)
        for seq in 1...4 { feed.take(event(Int64(seq)), from: 1) }
        #expect(feed.cursor == 2)
        var seen: [Push] = []
        for await push in feed.pushes { seen.append(push) }
        #expect(seen == [event(1), event(2)])
    }
}
