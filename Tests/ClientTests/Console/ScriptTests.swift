import Synchronization
import Testing
import Wire

@testable import Client

/// Commands from a script against a server.
@Suite(.timeLimit(.minutes(1))) struct ScriptTests {
    private final class Paper: Sendable {
        private let lines = Mutex("")
        var text: String { lines.withLock { $0 } }
        func write(_ text: String) { lines.withLock { $0 += text } }
    }

    /// Runs `lines`; `serve` plays the server.
    private func run(
        _ lines: [String], patience: Client.Patience = Client.Patience(), serve: @escaping @Sendable (ScriptedServer) async throws -> Void
    ) async throws -> (status: Script.Status, output: String, complaints: String) {
        let server = try await ScriptedServer.start()
        let client = Client(endpoints: [try server.endpoint], token: nil, keyPrefix: "test", patience: patience)
        let (output, complaints) = (Paper(), Paper())
        let script = Script(
            Conversation(client), transcript: Transcript(isColoured: false), output: output.write, complain: complaints.write)
        async let status = script.run(AsyncStream { more in
            for line in lines { more.yield(line) }
            more.finish()
        })
        try await serve(server)
        return (try await status, output.text, complaints.text)
    }

    /// Answers the HELP that tells whether a command changes something.
    private func explain(_ side: ServerSide, _ usage: String) async throws {
        let help = try await side.expect("HELP")
        side.say("\(help.tag) - USAGE line=\"\(usage)\"")
        side.say("\(help.tag) OK 2.0.0 so it is")
    }

    @Test func `answers are printed and the last one is the status`() async throws {
        let result = try await run(["# first", "", "WHOAMI", "hold R1 on"]) { server in
            let side = try await server.welcome()
            try await explain(side, "WHOAMI")
            try await side.answer("WHOAMI", "OK 2.2.0 you are requester U12")
            try await explain(side, "HOLD REQUEST on|off [key=KEY]")
            let hold = try await side.answer("HOLD", "NO 5.4.1 [WRONG-STATE] R1 is held already")
            #expect(hold.text("key")?.hasPrefix("test-") == true)
        }
        #expect(result.output == "OK 2.2.0 you are requester U12\nNO 5.4.1 [WRONG-STATE] R1 is held already\n")
        #expect(result.status == .no)
        #expect(result.complaints.isEmpty)
    }

    @Test func `what a command takes is asked once, and what changes nothing gets no key`() async throws {
        let result = try await run(["SHOW R1", "SHOW R2"]) { server in
            let side = try await server.welcome()
            try await explain(side, "SHOW OBJECT")
            for _ in 1...2 { #expect(try await side.answer("SHOW", "OK 2.3.0 here").text("key") == nil) }
        }
        #expect(result.status == .ok)
    }

    @Test func `a mistake is told with its line and column, sends nothing, and counts as BAD`() async throws {
        let result = try await run(["# one", "SUBMIT note=\"abc"]) { _ in }
        #expect(result.output.hasPrefix("BAD 5.1.1 [SYNTAX] line 2, column 13: "))
        #expect(result.status == .bad)
    }

    @Test func `a line copied with its tag gets a hint`() async throws {
        let result = try await run(["a3 SUBMIT language=ti"]) { server in
            let side = try await server.welcome()
            try await side.answer("HELP", "NO 5.3.1 [NOT-FOUND] A3")
            try await side.answer("A3", "BAD 5.1.2 [UNKNOWN-COMMAND] A3")
        }
        #expect(result.output == "BAD 5.1.2 [UNKNOWN-COMMAND] A3; type no tag, it is added by itself\n")
        #expect(result.status == .bad)
    }

    @Test func `QUIT ends the script, and what follows is not done`() async throws {
        let result = try await run(["QUIT", "SHOW R1"]) { _ in }
        #expect(result.status == .ok)
        #expect(result.output.isEmpty)
    }

    @Test func `without a server there is trouble`() async throws {
        var patience = Client.Patience()
        patience.giveUpAfter = 0
        let result = try await run(["PING", "PING"], patience: patience) { server in
            let side = try await server.accept()
            await side.close()
        }
        #expect(result.status == .trouble)
        #expect(result.complaints.hasPrefix("! line 1, PING: "))
    }

    @Test func `a subscription in a script is the client's, and a mistaken one the server's to refuse`() async throws {
        let lines = ["SUBSCRIBE desk topics=(offers) since=5", "SUBSCRIBE desk", "UNSUBSCRIBE", "SUBSCRIBE desk colour=red"]
        let result = try await run(lines) { server in
            let side = try await server.welcome()
            let line = try await side.answer("SUBSCRIBE", "OK 2.0.0 desk is told events after 5")
            #expect(line.text("since") == "5")
            #expect(line["topics"]?.items?.map(\.text) == ["offers"])
            try await side.answer("UNSUBSCRIBE", "OK 2.0.0 no more events")
            try await side.answer("SUBSCRIBE", "BAD 5.1.4 [UNKNOWN-PARAMETER] colour")
        }
        #expect(result.output.contains("NO 5.4.1 [WRONG-STATE] this client has the subscription desk"))
        #expect(result.status == .bad)
    }

    @Test func `a line that is not UTF-8 is refused here and nothing of it is sent`() async throws {
        let server = try await ScriptedServer.start()
        let client = Client(endpoints: [try server.endpoint], token: nil, keyPrefix: "test")
        let output = Paper()
        let script = Script(
            Conversation(client), transcript: Transcript(isColoured: false), output: output.write, complain: output.write)
        // Latin-1, as an old editor saves it.
        let line = Array("CANCEL R1 reason=caf".utf8) + [0xE9]
        let status = try await script.run(AsyncStream { more in
            more.yield(line)
            more.finish()
        })
        #expect(status == .bad)
        #expect(output.text.contains("5.1.7 [INVALID-UTF8]") && output.text.contains("line 1, column 21"), "\(output.text)")
        #expect(!output.text.contains("literal"))
        #expect(server.unaccepted == 0)
    }

    @Test func `a place after the journal's end is refused in the server's words, once`() async throws {
        let result = try await run(["WHOAMI", "SUBSCRIBE desk since=999999", "SUBSCRIBE desk"]) { server in
            let side = try await server.welcome(head: 10)
            try await explain(side, "WHOAMI")
            side.say("* HEAD 10")
            try await side.answer("WHOAMI", "OK 2.2.0 you are requester U12")
            let text = "NO 4.7.4 [STALE-EPOCH] since=999999; the journal ends at 10 here"
            #expect(try await side.answer("SUBSCRIBE", text).text("since") == "999999")
            // The same connection, and the refused place is forgotten.
            #expect(try await side.answer("SUBSCRIBE", "OK 2.0.0 desk is told events after 10").text("since") == "10")
            #expect(server.unaccepted == 0)
        }
        let refusal = "NO 4.7.4 [STALE-EPOCH] since=999999; the journal ends at 10 here\n"
        #expect(result.output == "OK 2.2.0 you are requester U12\n" + refusal + "OK 2.0.0 desk is told events after 10\n")
        #expect(result.status == .ok)
    }
}
