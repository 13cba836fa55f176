import Dispatching
import Interpreting
import NIOCore
import Sessions
import Testing
import Wire

/// Answers of hundreds of rows, and many of them: no turn of the event loop is long, and little waits for whoever reads slowly.
@Suite struct LongAnswerTests {
    /// The most that a session writes in one turn: a burst, and the piece that goes over it.
    private static let turn = 65_536 + 16_384

    /// Some 1,000 octets each.
    private func rows(_ count: Int) -> [Row] {
        let note = String(repeating: "x", count: 980)
        return (1...count).map { Row("REQUEST", "R\($0)", [Field("note", note)]) }
    }

    private func octets(_ lines: [String]) -> Int { lines.reduce(0) { $0 + $1.utf8.count + 2 } }

    /// Gives the session its next turn, if it wants one; answers what was written.
    private func nextTurn(_ conversation: inout Conversation) -> [String] {
        guard conversation.actions.contains(.callAgain) else { return [] }
        conversation.actions.removeAll { $0 == .callAgain }
        return conversation.after(.again)
    }

    /// Everything that comes while the socket takes it, and the most octets of one turn.
    private func rest(_ conversation: inout Conversation) -> (lines: [String], most: Int) {
        var (lines, most) = ([String](), 0)
        while true {
            let turn = nextTurn(&conversation)
            guard !turn.isEmpty else { return (lines, most) }
            lines += turn
            most = max(most, octets(turn))
        }
    }

    @Test func `however many answers come in one turn, no more than a burst is written in it`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say((1...60).map { "\($0) SHOW R\($0)" }.joined(separator: "\n"))
        let shown = rows(20)
        var lines: [String] = []
        for (ticket, _) in conversation.questions { lines += conversation.answer(ticket, .done(.object, "here", rows: shown)) }
        #expect(octets(lines) <= 65_536 + 21 * 1_010)
        let later = rest(&conversation)
        #expect(later.most <= 65_536 + 21 * 1_010)
        #expect((lines + later.lines).filter { !$0.contains(" - ") } == (1...60).map { "\($0) OK 2.3.0 here" })
    }

    @Test func `a long answer leaves in pieces between its rows, and only while the socket takes them`() {
        var conversation = Conversation(as: .coordinator)
        conversation.say("a1 SNAPSHOT\na2 PING")
        let first = conversation.answer(.done(.ready, "snapshot", rows: rows(1_000)))
        #expect(octets(first) <= Self.turn)
        #expect(first.count > 50)
        #expect(first.allSatisfy { $0.hasPrefix("a1 - REQUEST R") })
        conversation.give(.unwritable)
        #expect(nextTurn(&conversation) == [])
        let second = conversation.after(.writable)
        #expect(octets(second) <= Self.turn)
        let later = rest(&conversation)
        #expect(later.most <= Self.turn)
        let lines = first + second + later.lines
        #expect(lines.count == 1_002)
        #expect(lines[999].hasPrefix("a1 - REQUEST R1000 note="))
        #expect(lines.suffix(2) == ["a1 OK 2.0.0 snapshot", "a2 OK 2.0.0 here"])
        let verbs = conversation.actions.compactMap { if case .finished(let verb, _) = $0 { verb } else { nil } }
        #expect(verbs == ["SNAPSHOT", "PING"])
    }

    @Test func `a long answer written beside the session has the same octets as one written by it`() throws {
        var lines: [[String]] = []
        for isBeside in [true, false] {
            var conversation = Conversation(as: .coordinator)
            conversation.say("a1 LIST requests")
            let ticket = try #require(conversation.questions.first?.ticket)
            let reply = Reply.done(.ready, "500 requests", rows: rows(500))
            let writer = try #require(conversation.session.writer(of: ticket))
            conversation.give(isBeside ? .written(ticket, writer.write(reply)) : .answered(ticket, reply))
            let first = conversation.lines
            conversation.lines = []
            lines.append(first + rest(&conversation).lines)
        }
        #expect(lines[0].count == 501)
        #expect(lines[0] == lines[1])
    }

    @Test func `only costly queries are written beside the session, and each once`() {
        var conversation = Conversation(as: .coordinator)
        conversation.say("a1 WHOAMI\na2 SHOW R1\na3 BOARD")
        let tickets = conversation.questions.map(\.ticket)
        #expect(tickets.map { conversation.session.writer(of: $0) == nil } == [true, true, false])
        conversation.answer(tickets[2], .done(.ready, "board"))
        #expect(conversation.session.writer(of: tickets[2]) == nil)
    }

    @Test func `no event and no heartbeat falls inside a long answer`() {
        var conversation = SubscriptionTests.live()
        conversation.say("a1 SNAPSHOT")
        var lines = conversation.answer(.done(.ready, "snapshot", rows: rows(200)))
        lines += conversation.after(.published([.of(1041)], head: 1041))
        conversation.now = conversation.now + .seconds(31)
        lines += conversation.after(.tick(head: 1041))
        lines += rest(&conversation).lines
        #expect(lines.count == 202)
        #expect(lines.suffix(2) == ["a1 OK 2.0.0 snapshot", SubscriptionTests.opened(1041)])
        #expect(conversation.after(.tick(head: 1041)) == ["* HEAD 1041"])
    }

    @Test func `few costly queries of one connection are worked on at a time, and none more while it does not read`() throws {
        var conversation = Conversation(as: .coordinator)
        conversation.say((1...64).map { "\($0) LIST requests" }.joined(separator: "\n"))
        #expect(conversation.questions.count == 4)
        #expect(conversation.actions.last == .stopReading)
        conversation.give(.unwritable)
        while !conversation.questions.isEmpty { #expect(conversation.answer(.done(.ready, "listed", rows: rows(100))) == []) }
        // Four answers wait, and nothing more was asked.
        var lines = conversation.after(.writable)
        #expect(conversation.questions.isEmpty)
        while lines.count < 64 * 101 {
            lines += rest(&conversation).lines
            #expect((1...4).contains(conversation.questions.count) || lines.count == 64 * 101)
            lines += conversation.answer(.done(.ready, "listed", rows: rows(100)))
        }
        #expect(lines.filter { !$0.contains(" - ") } == (1...64).map { "\($0) OK 2.0.0 listed" })
        #expect(conversation.actions.contains(.resumeReading))
    }

    @Test func `events come before further costly queries, or they would wait for ever`() {
        var conversation = SubscriptionTests.live()
        conversation.say((1...64).map { "\($0) LIST requests" }.joined(separator: "\n"))
        #expect(conversation.answer(.done(.ready, "listed")) == ["1 OK 2.0.0 listed"])
        #expect(conversation.questions.count == 4)
        #expect(conversation.after(.published([.of(1041)], head: 1041)) == [])
        var lines: [String] = []
        for _ in 2...5 { lines += conversation.answer(.done(.ready, "listed")) }
        #expect(lines == (2...5).map { "\($0) OK 2.0.0 listed" } + [SubscriptionTests.opened(1041)])
        #expect(conversation.questions.count == 4)
    }

    @Test func `whoever reads is not sent away for the events that a costly query holds back`() throws {
        var conversation = SubscriptionTests.live()
        conversation.say("a1 LIST requests")
        let events = (1041...3000).map { Event.of(Int64($0)) }
        #expect(conversation.after(.published(events, head: 3000)) == [])
        #expect(!conversation.isClosed)
        #expect(conversation.answer(.done(.ready, "listed")) == ["a1 OK 2.0.0 listed"])
        // They are read again, page by page, from where they were left.
        let after = conversation.actions.compactMap { if case .replay(_, let seq, _) = $0 { seq } else { nil } }
        #expect(after == [1040])
    }

    @Test func `whoever takes nothing is told why the connection ends, between two rows`() {
        var conversation = Conversation(as: .coordinator)
        conversation.say("a1 SNAPSHOT")
        let rows = conversation.answer(.done(.ready, "snapshot", rows: rows(1_000)))
        #expect(!rows.isEmpty)
        conversation.give(.unwritable)
        #expect(conversation.after(.unread(seconds: 60)) == [
            "a1 NO 4.7.1 [STORE-BUSY] the connection ends before this is answered; ask again",
            "* BYE 4.6.3 [SLOW-CONSUMER] nothing of what waits for you was read for 60 seconds; connect again and read what you ask for"
        ])
        #expect(conversation.isClosed)
    }

    @Test func `a server that decides no more ends a long answer of which only the beginning has left`() {
        var conversation = Conversation(as: .coordinator)
        conversation.say("a1 SNAPSHOT\na2 WHOAMI")
        #expect(!conversation.answer(.done(.ready, "snapshot", rows: rows(1_000))).isEmpty)
        let octets = conversation.session.farewell(unsent: [], leader: "two:7639")
        #expect(String(buffer: octets).split(separator: "\r\n") == [
            "a1 NO 4.7.1 [STORE-BUSY] the connection ends before this is answered; ask again",
            "a2 NO 4.7.1 [STORE-BUSY] the connection ends before this is answered; ask again",
            "* BYE 4.7.3 [STANDBY] leader=two:7639; connect there",
        ])
    }

    @Test func `a server that stops gives a long answer out before it says goodbye`() {
        var conversation = Conversation(as: .coordinator)
        conversation.say("a1 SNAPSHOT")
        var lines = conversation.answer(.done(.ready, "snapshot", rows: rows(200)))
        lines += conversation.after(.draining)
        #expect(!conversation.isClosed)
        lines += rest(&conversation).lines
        #expect(lines.count == 202)
        #expect(lines.last?.hasPrefix("* BYE 4.7.2") == true)
        #expect(conversation.isClosed)
    }
}
