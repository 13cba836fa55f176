import Dispatching
import Foundation
import Interpreting
@testable import Sessions
import Testing
import Wire

@Suite struct CommandTableTests {
    /// Every form with its command.
    static let forms = CommandTable.all.flatMap { command in command.forms.map { (command, $0) } }

    @Test func `all commands of the issue are there, each once`() {
        let expected = """
            HELLO AUTH WHOAMI PING HELP QUIT LIST SHOW SUBSCRIBE UNSUBSCRIBE ACK SNAPSHOT OUTCOME ADVISE QUOTE SUBMIT AMEND CANCEL \
            AVAILABLE UNAVAILABLE ONDUTY OFFDUTY ACCEPT DECLINE RELEASE START FINISH BOARD CANDIDATES EXPLAIN ASSIGN UNASSIGN HOLD \
            PLAN ORGANISATION AGREEMENT INTERPRETER USER TOKEN RULES STATS AUDIT DRAIN
            """
        #expect(CommandTable.names == expected.split(separator: " ").map(String.init))
    }

    @Test(arguments: CommandTable.names)
    func `the example of every form is understood, and each parameter it requires is missed when left out`(_ name: String) throws {
        let command = try #require(CommandTable.command(name))
        for form in command.forms {
            let example = try ClientLine.parse(Array("a1 \(form.example(of: name, for: nil, on: .sample))".utf8))
            _ = try command.bind(example, on: .sample)
            for note in form.parameters where note.isRequired {
                var params = example.params
                if note.isPositional {
                    // Leaving out a value moves the ones behind it, so all from there on go.
                    let place = form.parameters.filter(\.isPositional).firstIndex(of: note) ?? 0
                    let kept = place + (form.keyword == nil ? 0 : 1)
                    params = Array(params.filter { $0.key == nil }.prefix(kept)) + params.filter { $0.key != nil }
                } else {
                    params.removeAll { $0.key == note.name }
                }
                if form.needsValue { continue }
                let shorter = ClientLine(tag: example.tag, command: name, params: params)
                #expect(throws: Complaint.self) { try command.bind(shorter, on: .sample) }
            }
        }
    }

    @Test(arguments: CommandTable.names)
    func `every parameter that a form names is read by it`(_ name: String) throws {
        let command = try #require(CommandTable.command(name))
        for form in command.forms {
            for note in form.parameters where !note.isPositional {
                var line = form.example(of: name, for: nil, on: .sample)
                // A list of lists is right nowhere: a form that reads the parameter complains of it.
                let params = try ClientLine.parse(Array("a1 \(line)".utf8)).params.filter { $0.key != note.name }
                line = name
                let bad = ClientLine(tag: Tag(number: 1), command: name, params: params + [Parameter(note.name, [["x"]])])
                #expect { try command.bind(bad, on: .sample) } throws: { error in
                    (error as? Complaint)?.status == .badValue && (error as? Complaint)?.text.hasPrefix("\(note.name)=") == true
                }
            }
        }
    }

    @Test func `positional values come before named ones and required before optional`() {
        for (command, form) in Self.forms {
            let positional = form.parameters.map(\.isPositional)
            #expect(positional == positional.sorted { $0 && !$1 }, "\(command.name)")
            let required = form.parameters.filter(\.isPositional).map(\.isRequired)
            #expect(required == required.sorted { $0 && !$1 }, "\(command.name)")
            #expect(Set(form.parameters.map(\.name)).count == form.parameters.count, "\(command.name)")
        }
    }

    @Test func `every change takes a key, and nothing else does but OUTCOME`() throws {
        for (command, form) in Self.forms {
            let example = form.example(of: command.name, for: nil, on: .sample)
            let order = try command.bind(ClientLine.parse(Array("a1 \(example)".utf8)), on: .sample).order
            let takesKey = form.parameters.contains { $0.name == "key" }
            #expect(takesKey == (order.isChange && command.name != "DRAIN" || command.name == "OUTCOME"), "\(command.name)")
        }
    }

    @Test func `examples lie in the days ahead, and a gateway says for whom`() throws {
        var conversation = Conversation(as: .gateway)
        conversation.now = Timestamp(seconds: 2_000_000)
        #expect(conversation.say("a1 HELP ONDUTY").contains { $0.hasSuffix("example=\"ONDUTY interpreter=I17\"") })
        conversation = Conversation(as: .interpreter)
        conversation.now = Timestamp(seconds: 2_000_000)
        #expect(conversation.say("a2 HELP AVAILABLE").contains {
            $0.hasSuffix("example=\"AVAILABLE from=1971-02-02T10:00:00+01:00 until=1971-02-02T12:00:00+01:00\"")
        })
    }

    @Test func `HELP lists what the role may do and explains each of it`() throws {
        var conversation = Conversation(as: .requester)
        let lines = conversation.say("a1 HELP")
        #expect(lines.count == CommandTable.names(for: .requester).count + 1)
        #expect(lines.contains(#"a1 - COMMAND SUBMIT text="ask for an interpreter""#))
        #expect(!lines.contains { $0.contains("COMMAND ACCEPT ") })
        let page = conversation.say("a2 HELP hold")
        #expect(page.first == #"a2 - USAGE line="HOLD REQUEST on|off [if=VERSION] [key=KEY]" example="HOLD R17 on""#)
        #expect(page.contains(#"a2 - PARAMETER request required=yes expected="a request" text="the request""#))
        #expect(page.last == "a2 OK 2.0.0 HOLD, for coordinator: keep a request back from automatic offers, or let it go on")
        #expect(conversation.say("a3 HELP 5.4.9") == [
            "a3 OK 2.0.0 5.4.9 [KEY-REUSED]: this idempotency key was used before for another command"
        ])
        #expect(conversation.say("a4 HELP idle").first?.hasPrefix("a4 OK 2.0.0 4.6.4 [IDLE]:") == true)
        let typo = conversation.say("a5 HELP SUBMITT")
        #expect(typo == ["a5 NO 5.3.1 [NOT-FOUND] SUBMITT is no command and no status; did you mean SUBMIT?"])
    }

    /// `ops/PROTOCOL.md`.
    static func page() throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "ops/PROTOCOL.md"), encoding: .utf8).components(separatedBy: "\n")
    }

    @Test func `the protocol page shows the usage of every form exactly, and no other`() throws {
        let usages = CommandTable.all.flatMap(\.usages)
        let page = try Self.page()
        let shown = page.filter { line in CommandTable.names.contains { line.hasPrefix("    \($0) ") || line == "    \($0)" } }
        #expect(shown.map { String($0.dropFirst(4)) }.sorted() == usages.sorted())
    }

    @Test func `every command has an example on the protocol page, and every example is understood`() throws {
        let examples = try Self.page().filter { $0.hasPrefix("    C ") }.map { String($0.dropFirst(6)) }
        var shown: Set<String> = []
        for example in examples {
            let line = try ClientLine.parse(Array(example.utf8))
            let command = try #require(CommandTable.command(line.command), "\(example)")
            _ = try command.bind(line, on: .sample)
            shown.insert(command.name)
        }
        #expect(shown == Set(CommandTable.names))
    }

    @Test func `the protocol page names every status, limit and kind of event`() throws {
        let page = try Self.page().joined(separator: "\n")
        for entry in Status.catalogue { #expect(page.contains("| \(entry.status.code) | \(entry.status.name ?? "") |"), "\(entry.status)") }
        for kind in EventKind.allCases {
            let row = page.split(separator: "\n").first { $0.hasPrefix("| `\(kind.topic.rawValue)` |") }
            #expect(row?.split(separator: " ").contains(Substring(kind.rawValue)) == true, "\(kind)")
        }
        for limit in ["8,192", "65,536", "64", "500", "600", "1,024"] { #expect(page.contains(limit)) }
    }
}

extension ExampleDay {
    /// Its Tuesday is 27 January 1970.
    static let sample = ExampleDay(
        now: Timestamp(seconds: 2_000_000), zone: ZoneTable(name: "Europe/Brussels", initialOffset: 3600, transitions: []))
}
