import Synchronization
import Testing
import Wire

@testable import Client

/// How often servers are dialled while none decides.
@Suite(.timeLimit(.minutes(1))) struct DiallingTests {
    /// Counts the pauses: chance is asked once for each.
    private final class Pauses: Sendable {
        private let number = Atomic<Int>(0)
        var count: Int { number.load(ordering: .acquiring) }

        func client(of endpoints: Endpoint..., token: String? = nil) -> Client {
            var patience = Client.Patience()
            patience.firstPause = 0.001
            patience.chance = { [self] in
                number.add(1, ordering: .acquiringAndReleasing)
                return 0
            }
            return Client(endpoints: endpoints, token: token, keyPrefix: "test", patience: patience)
        }
    }

    @Test func `many who wait for a server dial no more often than one`() async throws {
        let standby = try await ScriptedServer.start()
        let pauses = Pauses()
        let client = pauses.client(of: try standby.endpoint, token: "tb_x")
        let asking = (0..<8).map { number in Task { try await client.query("SHOW", [Parameter(value: Value("R\(number)"))]) } }
        for _ in 0..<4 {
            let side = try await standby.accept()
            side.greet()
            try await side.answer("HELLO", "OK 2.0.0 ready")
            try await side.answer("AUTH", "NO 4.7.3 [STANDBY] leader=unknown; try again in a few seconds")
        }
        let side = try await standby.welcome(auth: true)
        for _ in asking {
            let line = try await side.expect("SHOW")
            side.say("\(line.tag) OK 2.3.0 as it stands")
        }
        for task in asking { #expect(try await task.value.isDone) }
        #expect(pauses.count == 4, "one for each time that it was dialled in vain")
        #expect(standby.unaccepted == 0)
    }

    @Test func `a server that ends each connection as it begins is not dialled without a pause`() async throws {
        let server = try await ScriptedServer.start()
        let pauses = Pauses()
        let client = pauses.client(of: try server.endpoint)
        async let subscribing = client.subscribe(.init(since: 40))
        for turn in 0..<4 {
            let side = try await server.welcome()
            try await side.answer("SUBSCRIBE", "OK 2.0.0 main")
            if turn == 0 { _ = try await subscribing }
            #expect(pauses.count == turn)
            await side.close()
        }
        _ = try await server.welcome()
        #expect(pauses.count == 4)
    }

    @Test func `a pause is never longer than a few seconds, so that nobody waits long for a take-over`() {
        var patience = Client.Patience()
        patience.chance = { 0 }
        let begin = ContinuousClock.now
        var attempts = Client.Attempts(patience: patience, begin: begin, pause: patience.firstPause)
        // An hour of standbys: from the second half of a minute on five seconds lie between.
        var (now, dialled) = (begin, 0)
        while now < begin + .seconds(3_600) {
            let pause = attempts.nextPause(at: now)
            #expect(pause <= 5)
            now += .seconds(pause)
            dialled += 1
        }
        #expect(dialled < 3_600 / 5 + 40)
    }
}
