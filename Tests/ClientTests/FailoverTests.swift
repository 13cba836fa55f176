import Synchronization
import Testing
import Wire

@testable import Client

/// Which of several servers is asked, and how soon.
@Suite(.timeLimit(.minutes(1))) struct FailoverTests {
    private func standing(by leader: String) -> String { "4.7.3 [STANDBY] leader=\(leader); connect there" }

    @Test func `a leader that a standby names is asked next, also one that nobody had told the client of`() async throws {
        let standby = try await ScriptedServer.start()
        let leader = try await ScriptedServer.start()
        let client = Client.forTests(try standby.endpoint, token: "tb_x")
        async let answer = client.mutate("SUBMIT", [Parameter("language", "ti")])
        let first = try await standby.accept()
        first.greet()
        try await first.answer("HELLO", "OK 2.0.0 ready")
        try await first.answer("AUTH", "NO \(standing(by: try leader.endpoint.place))")
        let second = try await leader.welcome(auth: true)
        try await second.answer("SUBMIT", "OK 2.3.0 request R17 is open")
        #expect(try await answer.isDone)
        #expect(standby.unaccepted == 0)
    }

    @Test func `a change cut off by a goodbye goes to the leader named there, under its key`() async throws {
        let old = try await ScriptedServer.start()
        let other = try await ScriptedServer.start()
        let new = try await ScriptedServer.start()
        let client = Client.forTests(try old.endpoint, try other.endpoint, try new.endpoint)
        async let answer = client.mutate("ACCEPT", [Parameter(value: "O81")])
        let first = try await old.welcome()
        let accepted = try await first.expect("ACCEPT")
        first.say("* BYE \(standing(by: try new.endpoint.place))")
        let second = try await new.welcome(epoch: 8)
        #expect(try await second.answer("ACCEPT", "OK 2.4.0 yours").params == accepted.params)
        #expect(try await answer.isDone)
        #expect(other.unaccepted == 0)
    }

    @Test func `a subscription goes on at the leader after the last event that was handed on`() async throws {
        let old = try await ScriptedServer.start()
        let new = try await ScriptedServer.start()
        let client = Client.forTests(try old.endpoint)
        async let subscribing = client.subscribe(.init(since: 40))
        let first = try await old.welcome()
        try await first.answer("SUBSCRIBE", "OK 2.0.0 main")
        _ = try await subscribing
        var pushes = client.pushes.makeAsyncIterator()
        first.say("* EV 41 OFFER-MADE O81")
        #expect(await pushes.seqs(1) == [41])
        first.say("* BYE \(standing(by: try new.endpoint.place))")
        let second = try await new.welcome(epoch: 8)
        #expect(try await second.answer("SUBSCRIBE", "OK 2.0.0 main").text("since") == "41")
    }

    @Test func `a name that leads nowhere is tried once, then the servers that are known`() async throws {
        let gone = try await ScriptedServer.start()
        let place = try gone.endpoint.place
        try await gone.stop()
        let standby = try await ScriptedServer.start()
        let leader = try await ScriptedServer.start()
        let client = Client.forTests(try standby.endpoint, try leader.endpoint)
        async let answer = client.query("BOARD")
        let first = try await standby.welcome()
        try await first.answer("BOARD", "NO \(standing(by: place))")
        let second = try await leader.welcome()
        try await second.answer("BOARD", "OK 2.0.0 nothing is open")
        #expect(try await answer.isDone)
        #expect(standby.unaccepted == 0)
    }

    /// Greets whoever has connected.
    /// - Throws: when the client gives up before it has asked for a change.
    private static func change(at side: ServerSide) async throws -> ClientLine {
        side.greet()
        try await side.answer("HELLO", "OK 2.0.0 ready")
        return try await side.expect("SUBMIT")
    }

    @Test func `a server that falls silent is left for the next, and the change goes along under its key`() async throws {
        let silent = try await ScriptedServer.start()
        let awake = try await ScriptedServer.start()
        var patience = Client.Patience()
        patience.firstPause = 0.001
        patience.answerWithin = 0.2
        let client = Client(endpoints: [try silent.endpoint, try awake.endpoint], token: nil, keyPrefix: "test", patience: patience)
        // A slow machine gives up more often, and asks both in turn: the second has an answer once the first was asked for one.
        let keys = Keys()
        try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await client.mutate("SUBMIT", [Parameter("language", "ti")]).text }
            group.addTask {
                while true {
                    let side = try await silent.accept()
                    guard let line = try? await Self.change(at: side) else { continue }
                    keys.add(line.text("key") ?? "none")
                }
            }
            group.addTask {
                while true {
                    let side = try await awake.accept()
                    guard let line = try? await Self.change(at: side), let key = keys.first else { continue }
                    side.say("\(line.tag) OK 2.3.0 \(line.text("key") == key ? "the same key" : "another key")")
                }
            }
            let text = try await group.next()
            #expect(text == "the same key")
            group.cancelAll()
        }
    }

    @Test func `who connects while nobody decides waits for the take-over`() async throws {
        let standby = try await ScriptedServer.start()
        let client = Client.forTests(try standby.endpoint, token: "tb_x")
        async let connected: Void = client.connect()
        let first = try await standby.accept()
        first.greet()
        try await first.answer("HELLO", "OK 2.0.0 ready")
        try await first.answer("AUTH", "NO 4.7.3 [STANDBY] leader=unknown; try again in a few seconds")
        _ = try await standby.welcome(auth: true)
        try await connected
    }

    @Test func `one of several servers that cannot be trusted is passed over, all of them are told`() async throws {
        let wrong = try await ScriptedServer.start()
        let right = try await ScriptedServer.start()
        var distrusted = try wrong.endpoint
        distrusted.authority = try TestCertificates.shared.get().otherAuthority
        let client = Client.forTests(distrusted, try right.endpoint)
        async let answer = client.query("PING")
        let side = try await right.welcome()
        try await side.answer("PING", "OK 2.0.0 here")
        #expect(try await answer.isDone)

        let lost = Client.forTests(distrusted, distrusted)
        guard case .cannotTrust? = await clientError(of: { try await lost.query("PING") }) else { throw Unexpected() }
    }

    @Test func `pauses grow to a second while a take-over may be under way, and further only later`() {
        var patience = Client.Patience()
        patience.chance = { 0 }
        let begin = ContinuousClock.now
        var attempts = Client.Attempts(patience: patience, begin: begin, pause: patience.firstPause)
        #expect((0..<7).map { _ in attempts.nextPause(at: begin) } == [0.1, 0.2, 0.4, 0.8, 1, 1, 1])
        let later = begin + .seconds(patience.eagerFor)
        #expect((0..<4).map { _ in attempts.nextPause(at: later) } == [2, 4, 5, 5])
        // Chance is the caller's and takes away half at most.
        patience.chance = { 1 }
        var hurried = Client.Attempts(patience: patience, begin: begin, pause: 1)
        #expect(hurried.nextPause(at: begin) == 0.5)
    }

    @Test(arguments: [
        ("leader=10.0.0.7:7639; connect there", "10.0.0.7:7639"), ("leader=[::1]:7639; connect there", "[::1]:7639"),
        ("leader=unknown; try again in a few seconds", nil), ("this server does not decide", nil),
    ])
    func `the leader is read from what a standby says`(text: String, leader: String?) {
        #expect(ClientError.notNow(.standby, text).leader == leader)
        #expect(ClientError.bye(.standby, text).leader == leader)
        #expect(ClientError.bye(.shuttingDown, text).leader == nil)
    }

    @Test(arguments: [
        ("dispatch-1:7640", "dispatch-1:7640"), ("dispatch-1", "dispatch-1:7639"), ("[::1]:7640", "[::1]:7640"), ("::1", "[::1]:7639"),
        ("[::1]", "[::1]:7639"), ("", nil), (":7639", nil), ("a:", nil), ("a:0", nil), ("a:65536", nil), ("a:x", nil), ("[::1", nil),
        ("a b:1", nil), ("[::1]x", nil),
    ])
    func `a place is a name or an address with or without a port`(text: String, place: String?) {
        #expect(Endpoint(authority: "ca.crt").at(text)?.place == place)
        #expect(Endpoint(authority: "ca.crt").at("a:1")?.authority == "ca.crt")
    }
}

/// The keys of the changes that a server was asked for, in order.
private final class Keys: Sendable {
    private let all = Mutex<[String]>([])

    var first: String? { all.withLock(\.first) }
    func add(_ key: String) { all.withLock { $0.append(key) } }
}
