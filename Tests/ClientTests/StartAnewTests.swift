import Testing
import Wire

@testable import Client

/// What a client does when the database was promoted or restored, so that what it was told may be gone.
@Suite(.timeLimit(.minutes(1))) struct StartAnewTests {
    /// Epochs of the first timeline of a database, and of the second.
    private static let (before, after): (Int64, Int64) = (7, 1 << 32 + 1)
    private static let refusal = "NO 4.7.4 [STALE-EPOCH] the database was promoted or restored since; take a SNAPSHOT"

    /// A client that was told event 41 and then lost its server.
    private func cutOff(_ client: Client, at server: ScriptedServer) async throws -> AsyncStream<Push>.Iterator {
        async let subscribing = client.subscribe(.init(since: 40))
        let side = try await server.welcome(epoch: Self.before)
        try await side.answer("SUBSCRIBE", "OK 2.0.0 main")
        _ = try await subscribing
        side.say("* EV 41 OFFER-MADE O81")
        var pushes = client.pushes.makeAsyncIterator()
        #expect(await pushes.seqs(1) == [41])
        await side.close()
        return pushes
    }

    /// The server's part of a resumption that is refused: it gives a snapshot at 30.
    private func tellAnotherWorld(_ side: ServerSide) async throws {
        let line = try await side.answer("SUBSCRIBE", Self.refusal)
        #expect(line.text("since") == "41")
        #expect(line.text("epoch") == String(Self.before), "the place is that of the lost world")
        let asked = try await side.expect("SNAPSHOT")
        side.write("\(asked.tag) - SNAPSHOT head=30 at=2026-11-23T12:00:00Z\r\n\(asked.tag) - REQUEST R9 v=1 state=open\r\n")
        side.say("\(asked.tag) OK 2.0.0 1 request, 0 offers, 0 assignments at head 30")
    }

    @Test func `a client of a lost world takes a snapshot by itself, hands it on and goes on behind it`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        var pushes = try await cutOff(client, at: server)
        let side = try await server.welcome(epoch: Self.after)
        try await tellAnotherWorld(side)
        let line = try await side.answer("SUBSCRIBE", "OK 2.0.0 main")
        #expect(line.text("since") == "30")
        #expect(line.text("epoch") == String(Self.after))
        guard case .startedAnew(let snapshot)? = await pushes.next() else { throw Unexpected() }
        #expect(snapshot.rows.map(\.subject) == [nil, "R9"])
        // A number that was there before, of another event.
        side.say("* EV 31 OFFER-MADE O80")
        #expect(await pushes.seqs(1) == [31])
        #expect(client.lastHandled == 31)
    }

    @Test func `a break behind the snapshot does not have it taken twice`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        var pushes = try await cutOff(client, at: server)
        let first = try await server.welcome(epoch: Self.after)
        try await tellAnotherWorld(first)
        try await first.expect("SUBSCRIBE")
        await first.close()
        let second = try await server.welcome(epoch: Self.after)
        let line = try await second.answer("SUBSCRIBE", "OK 2.0.0 main")
        #expect(line.text("since") == "30" && line.text("epoch") == String(Self.after))
        second.say("* EV 31 OFFER-MADE O80")
        guard case .startedAnew? = await pushes.next(), case .event(31, _)? = await pushes.next() else { throw Unexpected() }
    }

    @Test func `a server of an older epoch than one seen before is passed over`() async throws {
        let (old, new) = (try await ScriptedServer.start(), try await ScriptedServer.start())
        let client = Client.forTests(try new.endpoint, try old.endpoint)
        var pushes = try await cutOff(client, at: new)
        // It is asked who is there, and nothing else.
        let passed = try await old.welcome(epoch: Self.before - 1)
        await #expect(throws: Inbox<ClientLine>.Ended.self) { try await passed.lines.take() }
        let side = try await new.welcome(epoch: Self.before)
        #expect(try await side.answer("SUBSCRIBE", "OK 2.0.0 main").text("since") == "41")
        side.say("* EV 42 OFFER-MADE O82")
        #expect(await pushes.seqs(1) == [42])
    }

    @Test func `a place that the caller names is not given up for a snapshot, and one refused leaves the place that was`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client.forTests(try server.endpoint)
        async let subscribing = client.subscribe(.init(since: 40))
        let side = try await server.welcome(epoch: Self.before)
        try await side.answer("SUBSCRIBE", "OK 2.0.0 main")
        _ = try await subscribing
        async let ending = client.unsubscribe()
        try await side.answer("UNSUBSCRIBE", "OK 2.0.0 no more events")
        _ = try await ending
        async let error = clientError { try await client.subscribe(.init(since: 999)) }
        try await side.answer("SUBSCRIBE", Self.refusal)
        guard case .refused(.staleEpoch, _)? = await error else { throw Unexpected() }
        #expect(client.lastHandled == 40)
        async let again = client.subscribe(.init())
        let line = try await side.answer("SUBSCRIBE", "OK 2.0.0 main")
        #expect(line.text("since") == "40" && line.text("epoch") == String(Self.before))
        #expect(try await again.isDone)
    }

    @Test func `who may not take a snapshot hears why, and the pushes end`() async throws {
        let server = try await ScriptedServer.start()
        let changes = Inbox<Client.Change>()
        let client = Client.forTests(try server.endpoint, onChange: { changes.put($0) })
        var pushes = try await cutOff(client, at: server)
        let side = try await server.welcome(epoch: Self.after)
        try await side.answer("SUBSCRIBE", Self.refusal)
        try await side.answer("SNAPSHOT", "NO 5.2.3 [NOT-PERMITTED] not for you")
        #expect(await pushes.next() == nil)
        while true {
            guard case .ended(let reason) = try await changes.take() else { continue }
            #expect(reason == .refused(.notPermitted, "not for you"))
            return
        }
    }

    /// A client that has done something under the epoch before, and whose connection then ended.
    private func answeredClient(of server: ScriptedServer, _ changes: Inbox<Client.Change>) async throws -> Client {
        let client = Client.forTests(try server.endpoint, onChange: { changes.put($0) })
        async let change = client.mutate("SUBMIT")
        let side = try await server.welcome(epoch: Self.before)
        try await side.answer("SUBMIT", "OK 2.3.0 request R17 is open")
        _ = try await change
        await side.close()
        guard case .connected = try await changes.take(), case .lost = try await changes.take() else { throw Unexpected() }
        return client
    }

    @Test(arguments: [(StartAnewTests.before + 1, false), (StartAnewTests.after, true)])
    func `a client without a subscription is told when what it was answered may be gone`(next: Int64, isLost: Bool) async throws {
        let server = try await ScriptedServer.start()
        let changes = Inbox<Client.Change>()
        let client = try await answeredClient(of: server, changes)
        async let question = client.query("SHOW", [Parameter(value: "R17")])
        let second = try await server.welcome(epoch: next)
        if isLost {
            guard case .startedAnew(let endpoint) = try await changes.take() else { throw Unexpected() }
            #expect(endpoint.place == (try server.endpoint.place))
        }
        guard case .connected = try await changes.take() else { throw Unexpected() }
        try await second.answer("SHOW", "NO 5.3.1 [NOT-FOUND] R17")
        #expect(try await question.isDone == false)
    }

    @Test func `a subscription that begins in the new world does not hide that the old is gone`() async throws {
        let server = try await ScriptedServer.start()
        let changes = Inbox<Client.Change>()
        let client = try await answeredClient(of: server, changes)
        async let subscribing = client.subscribe(.init())
        let second = try await server.welcome(epoch: Self.after)
        try await second.answer("SUBSCRIBE", "OK 2.0.0 main")
        _ = try await subscribing
        guard case .startedAnew = try await changes.take() else { throw Unexpected() }
    }

    @Test func `the epoch is that of the answer to AUTH, when a standby begins to decide after its greeting`() async throws {
        let server = try await ScriptedServer.start()
        let changes = Inbox<Client.Change>()
        let client = Client.forTests(try server.endpoint, token: "tb_x", onChange: { changes.put($0) })
        async let subscribing = client.subscribe(.init())
        let side = try await server.accept()
        side.greet(epoch: Self.before)
        try await side.answer("HELLO", "OK 2.0.0 ready")
        let line = try await side.expect("AUTH")
        side.write("\(line.tag) - JOURNAL head=40 epoch=\(Self.after)\r\n\(line.tag) OK 2.2.0 you are requester U12\r\n")
        #expect(try await side.answer("SUBSCRIBE", "OK 2.0.0 main").text("epoch") == String(Self.after))
        _ = try await subscribing
        guard case .connected = try await changes.take() else { throw Unexpected() }
        await side.close()
        let again = try await server.welcome(epoch: Self.after, auth: true)
        #expect(try await again.answer("SUBSCRIBE", "OK 2.0.0 main").text("epoch") == String(Self.after), "the place is of this world")
    }

    @Test func `a person reads in plain words what has happened, and then how things stand`() {
        let rows = [AnswerRow(kind: "REQUEST", params: [Parameter(value: "R9"), Parameter("state", "open")])]
        let snapshot = Answer(rows: rows, outcome: .ok, status: .ready, text: "1 request, 0 offers, 0 assignments at head 30")
        #expect(Transcript(isColoured: false).text(of: .startedAnew(snapshot)) == """
            ! the database was promoted or restored, so what you were told or did last may be gone; how things stand now:
            - REQUEST R9 state=open
            OK 2.0.0 1 request, 0 offers, 0 assignments at head 30

            """)
    }
}
