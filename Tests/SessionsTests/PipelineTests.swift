import Dispatching
import Interpreting
import NIOCore
import Sessions
import Testing
import Wire

@Suite struct PipelineTests {
    @Test func `answers leave in the order of the commands, whichever order they come in`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say("a1 SHOW R1\na2 SHOW R2\na3 PING\na4 SHOW R4")
        let tickets = conversation.questions.map(\.ticket)
        #expect(tickets.count == 3)
        #expect(conversation.answer(tickets[1], .done(.object, "two")) == [])
        #expect(conversation.answer(tickets[0], .done(.object, "one", rows: [Row("REQUEST", "R1")])) == [
            "a1 - REQUEST R1", "a1 OK 2.3.0 one", "a2 OK 2.3.0 two", "a3 OK 2.0.0 here",
        ])
        #expect(conversation.answer(tickets[2], .done(.object, "four")) == ["a4 OK 2.3.0 four"])
        #expect(conversation.answer(tickets[2], .done(.object, "four again")) == [])
    }

    @Test func `lines cut anywhere are the same lines`() {
        var conversation = Conversation(as: .interpreter)
        var lines: [String] = []
        for octet in "a1 PING\r\na2 CANCEL\r\n".utf8 { lines += conversation.send([octet]) }
        #expect(lines.count == 2)
        #expect(lines.first == "a1 OK 2.0.0 here")
    }

    @Test func `ten thousand pipelined questions are all answered, never more than the window at a time`() {
        var conversation = Conversation(as: .interpreter)
        var replies = 0
        var most = 0
        var sent = 0
        let text = (1...10_000).map { "\($0) SHOW R\($0)\n" }.joined()
        var rest = Array(text.utf8)[...]
        while replies < 10_000 {
            // A socket that hands over 4 kB at a time, and nothing while reading is stopped.
            let isReading = conversation.actions.last { $0 == .stopReading || $0 == .resumeReading } != .stopReading
            if isReading, !rest.isEmpty {
                replies += conversation.send(Array(rest.prefix(4_096))).count
                rest = rest.dropFirst(4_096)
                sent += 1
            }
            if conversation.actions.contains(.callAgain) {
                conversation.actions.removeAll { $0 == .callAgain }
                replies += conversation.after(.again).count
            }
            most = max(most, conversation.questions.count)
            guard let (ticket, input) = conversation.questions.first else { continue }
            guard case .query(.show(let id), _) = input else { Issue.record("another question"); return }
            #expect(id == "R\(replies + 1)")
            replies += conversation.answer(ticket, .done(.object, id)).count
            conversation.actions.removeAll { if case .finished = $0 { true } else { false } }
        }
        #expect(most == 64)
        #expect(conversation.questions.isEmpty)
        #expect(sent == (text.utf8.count + 4_095) / 4_096)
    }

    @Test func `ten thousand pipelined slips are answered in bursts`() {
        var conversation = Conversation(as: .interpreter)
        let text = (1...10_000).map { "\($0) ACEPT O1\n" }.joined()
        var lines = conversation.send(Array(text.utf8))
        var bursts = 1
        while conversation.actions.last(where: { $0 == .callAgain }) != nil {
            conversation.actions = []
            lines += conversation.after(.again)
            bursts += 1
        }
        #expect(lines.count == 10_000)
        #expect(lines.last?.hasPrefix("10000 BAD 5.1.2") == true)
        #expect(bursts > 5)
        #expect(conversation.actions.contains(.resumeReading))
    }

    @Test func `nothing more is read while the socket is full`() {
        var conversation = Conversation(as: .interpreter)
        conversation.give(.unwritable)
        #expect(conversation.actions.last == .stopReading)
        #expect(conversation.say("a1 PING") == [])
        #expect(conversation.after(.writable) == ["a1 OK 2.0.0 here"])
        #expect(conversation.actions.contains(.resumeReading))
    }

    @Test func `answers wait unwritten while the socket is full, and come in order afterwards`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say((1...20).map { "\($0) SHOW R\($0)" }.joined(separator: "\n"))
        let tickets = conversation.questions.map(\.ticket)
        let note = String(repeating: "x", count: 1_000)
        let rows = (1...30).map { Row("REQUEST", "R\($0)", [Field("note", note)]) }
        conversation.give(.unwritable)
        for ticket in tickets { #expect(conversation.answer(ticket, .done(.object, "here", rows: rows)) == []) }
        // Some 30,000 octets each: no more than a burst and one answer at a time.
        var lines = conversation.after(.writable)
        var bursts = 1
        while conversation.actions.contains(.callAgain) {
            #expect(lines.count <= 4 * 31 * bursts)
            conversation.actions.removeAll { $0 == .callAgain }
            lines += conversation.after(.again)
            bursts += 1
        }
        #expect(lines.filter { !$0.contains(" - ") } == (1...20).map { "\($0) OK 2.3.0 here" })
        #expect(bursts >= 6)
    }

    @Test func `QUIT behind long answers is said goodbye to when they are written`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say("1 SHOW R1\n2 QUIT")
        let rows = (1...100).map { Row("REQUEST", "R\($0)", [Field("note", String(repeating: "x", count: 1_000))]) }
        conversation.give(.unwritable)
        #expect(conversation.answer(.done(.object, "here", rows: rows)) == [])
        #expect(!conversation.isClosed)
        var lines = conversation.after(.writable)
        while conversation.actions.contains(.callAgain) {
            conversation.actions.removeAll { $0 == .callAgain }
            lines += conversation.after(.again)
        }
        #expect(lines.suffix(3) == ["1 OK 2.3.0 here", "2 OK 2.0.0 until next time", "* BYE 2.0.0 until next time"])
        #expect(conversation.isClosed)
    }

    @Test func `each command is reported with its verb and status`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say("a1 PING\na2 ACEPT\na3 ACCEPT O81")
        conversation.answer(.refused(Refusal(.ineligible, "rest (rules/working.yaml:12): 20 minutes free before A51, 45 needed")))
        let finished = conversation.actions.filter { if case .finished = $0 { true } else { false } }
        #expect(finished == [
            .finished(verb: "PING", status: .ready), .finished(verb: "?", status: .unknownCommand),
            .finished(verb: "ACCEPT", status: .ineligible),
        ])
    }

    @Test func `a refusal says NO, a confirmation OK with the status of its kind`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say("b7 ACCEPT O81 if=1 key=phone-0009")
        #expect(conversation.answer(.refused(Refusal(.ineligible, "rest (rules/working.yaml:12): 20 minutes free"))) == [
            "b7 NO 5.5.1 [INELIGIBLE] rest (rules/working.yaml:12): 20 minutes free"
        ])
        conversation.say("b8 ACCEPT O81 key=phone-0010")
        #expect(conversation.answer(.done(.state, "assignment A55 is yours")) == ["b8 OK 2.4.0 assignment A55 is yours"])
    }

    @Test func `a change without a key is told the key under which its answer is kept`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say("b8 ACCEPT O81")
        #expect(conversation.answer(.done(.state, "assignment A55 is yours")) == ["b8 - KEY s-1", "b8 OK 2.4.0 assignment A55 is yours"])
        conversation.say("b9 ACCEPT O82")
        #expect(conversation.answer(.refused(Refusal(.storeBusy, "not known yet"))) == [
            "b9 - KEY s-1", "b9 NO 4.7.1 [STORE-BUSY] not known yet",
        ])
        // What is refused for good changed nothing, and there is nothing to repeat.
        conversation.say("b10 ACCEPT O83")
        #expect(conversation.answer(.refused(Refusal(.alreadyTaken, "gone"))) == ["b10 NO 5.4.3 [ALREADY-TAKEN] gone"])
        conversation.say("b11 SHOW O83")
        #expect(conversation.answer(.done(.object, "O83")) == ["b11 OK 2.3.0 O83"])
    }

    @Test(arguments: RefusalReason.allCases)
    func `every reason to refuse has a status of its own that is in the catalogue`(_ reason: RefusalReason) {
        let status = wireStatus(of: reason)
        #expect(status.class != .done)
        #expect(Status.catalogue.contains { $0.status == status })
        #expect(RefusalReason.allCases.filter { wireStatus(of: $0) == status } == [reason])
    }

    private func wireStatus(of reason: RefusalReason) -> Status {
        var conversation = Conversation(as: .interpreter)
        conversation.say("a1 OFFDUTY")
        conversation.answer(.refused(Refusal(reason, "why")))
        for case .finished(_, let status) in conversation.actions { return status }
        return .ready
    }
}
