import Synchronization
import Testing
import Wire

@testable import Client

/// A conversation on a terminal, the terminal in the test's hands.
@Suite(.timeLimit(.minutes(1))) struct ConsoleTests {
    /// Remembers what was written and lets the test wait for it.
    private final class Paper: Screen {
        let width = 40
        private let writings = Inbox<String>()
        func write(_ text: String) { writings.put(text) }

        /// Everything up to and with the next writing that holds `part`.
        func wait(for part: String) async throws -> String {
            var all = ""
            while !all.contains(part) { all += try await writings.take() }
            return all
        }
    }

    private struct Desk {
        let paper = Paper()
        let happenings = AsyncStream.makeStream(of: Console.Happening.self)
        let client: Client

        func type(_ text: String) { happenings.continuation.yield(.typed(Array(text.utf8))) }

        func run() async -> Script.Status {
            var console = Console(Conversation(client), screen: paper, transcript: Transcript(isColoured: false), happenings: happenings)
            return await console.run()
        }
    }

    /// A desk at a server that has said who is there.
    private func desk(at server: ScriptedServer) throws -> Desk { Desk(client: Client.forTests(try server.endpoint)) }

    private func identified(at server: ScriptedServer, _ desk: Desk) async throws -> ServerSide {
        let side = try await server.welcome()
        let line = try await side.expect("WHOAMI")
        side.say("\(line.tag) - PRINCIPAL U12 id=U12 role=requester")
        side.say("\(line.tag) OK 2.2.0 you are requester U12")
        _ = try await desk.paper.wait(for: "requester U12> ")
        return side
    }

    @Test func `the prompt says who is there, answers come above it, and the status is that of the last`() async throws {
        let server = try await ScriptedServer.start()
        let desk = try desk(at: server)
        async let status = desk.run()
        let side = try await identified(at: server, desk)
        desk.type("board\r")
        try await side.answer("HELP", "NO 5.3.1 [NOT-FOUND] board")
        try await side.answer("BOARD", "NO 5.2.3 [NOT-PERMITTED] BOARD is for coordinators")
        let shown = try await desk.paper.wait(for: "NOT-PERMITTED")
        #expect(shown.contains("requester U12> board\n"))
        _ = try await desk.paper.wait(for: "requester U12> ")
        desk.type("\u{4}")
        #expect(await status == .no)
    }

    @Test func `a token is taken off the screen, and the prompt says who it belongs to`() async throws {
        let server = try await ScriptedServer.start()
        let desk = try desk(at: server)
        async let status = desk.run()
        let side = try await server.welcome()
        try await side.answer("WHOAMI", "NO 5.2.2 [AUTH-REQUIRED] say who you are")
        desk.type("AUTH TOKEN tb_secret\r")
        try await side.answer("AUTH", "OK 2.2.0 you are coordinator U4")
        let line = try await side.expect("WHOAMI")
        side.say("\(line.tag) - PRINCIPAL U4 role=coordinator")
        side.say("\(line.tag) OK 2.2.0 you are coordinator U4")
        let shown = try await desk.paper.wait(for: "coordinator U4> ")
        #expect(shown.contains("\r\u{1B}[Ktolkbrug> AUTH TOKEN tb_…\n"))
        desk.type("\u{4}")
        #expect(await status == .ok)
    }

    @Test func `an event does not disturb the line being typed`() async throws {
        let server = try await ScriptedServer.start()
        let desk = try desk(at: server)
        async let status = desk.run()
        _ = try await identified(at: server, desk)
        desk.type("ACC")
        _ = try await desk.paper.wait(for: "ACC")
        desk.happenings.continuation.yield(.push(.event(seq: 5, AnswerRow(kind: "OFFER-MADE", params: [Parameter(value: "O1")]))))
        let shown = try await desk.paper.wait(for: "ACC")
        #expect(shown == "\r\u{1B}[K* EV 5 OFFER-MADE O1\n" + "\r\u{1B}[Krequester U12> ACC\r\u{1B}[18C")
        desk.type("\u{15}\u{4}")
        #expect(await status == .ok)
    }

    @Test func `Tab asks the server what there is and fills in the rest`() async throws {
        let server = try await ScriptedServer.start()
        let desk = try desk(at: server)
        async let status = desk.run()
        let side = try await identified(at: server, desk)
        desk.type("AC\t")
        let help = try await side.expect("HELP")
        side.say("\(help.tag) - COMMAND ACCEPT text=yes")
        side.say("\(help.tag) - COMMAND DECLINE text=no")
        side.say("\(help.tag) OK 2.0.0 2 commands")
        _ = try await desk.paper.wait(for: "ACCEPT ")
        desk.type("O1 k\t")
        let usage = try await side.expect("HELP")
        #expect(usage.positional.first?.text == "ACCEPT")
        side.say("\(usage.tag) - USAGE line=\"ACCEPT OFFER [if=VERSION] [key=KEY]\"")
        side.say("\(usage.tag) OK 2.0.0 so it is")
        _ = try await desk.paper.wait(for: "ACCEPT O1 key=")
        desk.type("\u{15}\u{4}")
        #expect(await status == .ok)
    }

    @Test func `what was typed before QUIT is answered before the end`() async throws {
        let server = try await ScriptedServer.start()
        let desk = try desk(at: server)
        async let status = desk.run()
        let side = try await identified(at: server, desk)
        desk.type("PING\rQUIT\r")
        try await side.answer("HELP", "NO 5.3.1 [NOT-FOUND] PING")
        try await side.answer("PING", "OK 2.0.0 here")
        #expect(await status == .ok)
        #expect(try await desk.paper.wait(for: "OK 2.0.0 here").contains("PING"))
    }

    @Test func `who cannot wait for an answer leaves by a second Ctrl-D`() async throws {
        let server = try await ScriptedServer.start()
        let desk = try desk(at: server)
        async let status = desk.run()
        let side = try await identified(at: server, desk)
        desk.type("PING\r\u{4}")
        try await side.expect("HELP")
        desk.type("\u{4}")
        #expect(await status == .ok)
        await side.close()
    }

    @Test func `a mistake is told at once and sends nothing`() async throws {
        let server = try await ScriptedServer.start()
        let desk = try desk(at: server)
        async let status = desk.run()
        _ = try await identified(at: server, desk)
        desk.type("SUBMIT note=\"abc\r")
        #expect(try await desk.paper.wait(for: "column 13").contains("BAD 5.1.1 [SYNTAX] column 13: "))
        desk.type("\u{4}")
        #expect(await status == .bad)
    }

    @Test func `losing the connection is told above the line`() async throws {
        let server = try await ScriptedServer.start()
        let desk = try desk(at: server)
        async let status = desk.run()
        _ = try await identified(at: server, desk)
        desk.happenings.continuation.yield(.change(.lost(.connectionLost("the server closed the connection"))))
        #expect(try await desk.paper.wait(for: "requester U12> ").contains("! the server closed the connection; "))
        desk.happenings.continuation.yield(.typingEnded)
        #expect(await status == .ok)
    }
}
