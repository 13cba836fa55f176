import Dispatching
import Interpreting
import Sessions
import Testing
import Wire

@Suite struct EndingTests {
    @Test func `QUIT ends the connection after what was asked before is answered`() {
        var conversation = Conversation(as: .interpreter)
        #expect(conversation.say("a1 SHOW R1\na2 QUIT\na3 PING") == [])
        #expect(conversation.answer(.done(.object, "one")) == [
            "a1 OK 2.3.0 one", "a2 OK 2.0.0 until next time", "* BYE 2.0.0 until next time",
        ])
        #expect(conversation.isClosed)
        #expect(conversation.session.isClosed)
    }

    @Test func `a stopping server takes no changes, answers what was asked, then says BYE`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say("a1 ACCEPT O81 key=k0")
        #expect(conversation.after(.draining) == [])
        #expect(conversation.actions.last == .stopReading)
        // Octets that were on their way are still answered.
        #expect(conversation.say("a2 DECLINE O82 key=k1\na3 SHOW O81") == [])
        #expect(conversation.answer(.done(.state, "assignment A55 is yours")) == [
            "a1 OK 2.4.0 assignment A55 is yours",
            "a2 NO 4.7.2 [SHUTTING-DOWN] this sending changed nothing, the server is stopping; connect again and send it there, "
                + "with its key= if it had one",
        ])
        #expect(conversation.answer(.done(.object, "O81")) == [
            "a3 OK 2.3.0 O81", "* BYE 4.7.2 [SHUTTING-DOWN] the server is stopping; connect again in a moment",
        ])
        #expect(conversation.isClosed)
    }

    @Test func `a stopping server closes an idle connection at once`() {
        var conversation = Conversation(as: .interpreter)
        #expect(conversation.after(.draining).first?.hasPrefix("* BYE 4.7.2") == true)
        #expect(conversation.isClosed)
    }

    @Test func `a standby says who decides`() {
        var conversation = Conversation()
        conversation.give(.leadershipLost(leader: "tolk2.example:7639"))
        conversation.lines = []
        #expect(conversation.say("a1 AUTH TOKEN tb_1") == ["a1 NO 4.7.3 [STANDBY] leader=tolk2.example:7639; connect there"])
        #expect(conversation.say("a2 PING") == ["a2 OK 2.0.0 here"])
        conversation.give(.leadershipGained(epoch: 8))
        conversation.say("a3 AUTH TOKEN tb_1")
        #expect(conversation.questions.count == 1)
    }

    @Test func `a standby says in how many seconds somebody decides when the leader does not renew its lease`() {
        var conversation = Conversation()
        conversation.give(.leadershipLost(leader: "tolk2.example:7639", decidesIn: 5))
        conversation.lines = []
        #expect(conversation.say("a1 AUTH TOKEN tb_1") == [
            "a1 NO 4.7.3 [STANDBY] leader=tolk2.example:7639; connect there, or here in 5 s: it does not renew its lease"
        ])
        conversation.give(.leadershipLost(leader: nil, decidesIn: 4))
        #expect(conversation.say("a2 AUTH TOKEN tb_1") == [
            "a2 NO 4.7.3 [STANDBY] leader=unknown; the last one did not give its lease back, and a server decides in 4 s: try again then"
        ])
    }

    @Test func `those who were served by a leader that lost are sent to the new one`() {
        var conversation = SubscriptionTests.live()
        #expect(conversation.after(.leadershipLost(leader: nil)) == ["* BYE 4.7.3 [STANDBY] leader=unknown; try again in a few seconds"])
        #expect(conversation.isClosed)
        #expect(conversation.actions.contains { if case .unsubscribe = $0 { true } else { false } })
    }

    private static let unknown = "NO 4.7.1 [STORE-BUSY] the connection ends before it is known whether this was done; ask OUTCOME key="

    private static func unanswered(_ tag: String) -> String {
        "\(tag) NO 4.7.1 [STORE-BUSY] the connection ends before this is answered; ask again"
    }

    @Test func `whoever has no answer when the server stops is told the key of each change, and gets the answers that are there`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say("a1 ONDUTY\na2 SHOW R1\na3 DECLINE O82 key=k1\na4 ACCEPT O81 key=k2")
        let tickets = conversation.questions.map(\.ticket)
        conversation.answer(tickets[3], .done(.state, "assignment A55 is yours"))
        #expect(conversation.after(.outOfTime) == [
            "a1 - KEY s-1", "a1 \(Self.unknown)s-1, or send it again with that key", Self.unanswered("a2"),
            "a3 \(Self.unknown)k1, or send it again with that key", "a4 OK 2.4.0 assignment A55 is yours",
            "* BYE 4.7.2 [SHUTTING-DOWN] the server is stopping; connect again in a moment",
        ])
        #expect(conversation.isClosed)
    }

    @Test(arguments: [SessionInput.revoked(Refusal(.credentialExpired, "over")), .crowded("64 of yours are open")])
    func `whoever has to leave is told the key of each change before`(_ reason: SessionInput) {
        var conversation = Conversation(as: .interpreter)
        conversation.say("a1 ONDUTY")
        #expect(conversation.after(reason).dropLast() == ["a1 - KEY s-1", "a1 \(Self.unknown)s-1, or send it again with that key"])
    }

    @Test func `a leader that lost gives no answer any more, not even one that waits for its turn, but the keys`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say("a1 ONDUTY\na2 SHOW R1\na3 ACCEPT O81 key=k2")
        let tickets = conversation.questions.map(\.ticket)
        conversation.answer(tickets[1], .done(.object, "one"))
        conversation.answer(tickets[2], .done(.state, "assignment A55 is yours"))
        #expect(conversation.after(.leadershipLost(leader: nil)) == [
            "a1 - KEY s-1", "a1 \(Self.unknown)s-1, or send it again with that key", Self.unanswered("a2"),
            "a3 \(Self.unknown)k2, or send it again with that key",
            "* BYE 4.7.3 [STANDBY] leader=unknown; try again in a few seconds",
        ])
    }

    @Test func `a farewell takes the place of answers that have not left`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say("a0 PING\na1 ONDUTY\na2 ACCEPT O81 key=k2")
        conversation.answer(.done(.state, "you are on duty"))
        let unsent = conversation.actions.compactMap { if case .told(let command) = $0 { command } else { nil } }
        let octets = conversation.session.farewell(unsent: unsent, leader: "tolk2.example:7639")
        #expect(String(buffer: octets).split(separator: "\r\n").map(String.init) == [
            Self.unanswered("a0"), "a1 - KEY s-1", "a1 \(Self.unknown)s-1, or send it again with that key",
            "a2 \(Self.unknown)k2, or send it again with that key", "* BYE 4.7.3 [STANDBY] leader=tolk2.example:7639; connect there",
        ])
        #expect(conversation.session.isClosed)
    }

    @Test func `what the store refuses is told with the key that the server chose`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say("a1 ONDUTY")
        #expect(conversation.answer(.refused(Refusal(.storeRejected, "a CHECK"))) == [
            "a1 - KEY s-1", "a1 NO 5.7.1 [STORE-REJECTED] a CHECK",
        ])
    }

    @Test func `ten minutes without a line end the connection, unless something is being answered`() {
        var conversation = Conversation(as: .interpreter)
        conversation.now = conversation.now + .seconds(599)
        conversation.say("a1 SHOW R1")
        conversation.now = conversation.now + .seconds(600)
        #expect(!conversation.after(.tick(head: 1040)).contains { $0.contains("BYE") })
        conversation.answer(.done(.object, "one"))
        #expect(conversation.after(.tick(head: 1040)) == [
            "* BYE 4.6.4 [IDLE] nothing was heard for 600 seconds; send PING now and then"
        ])
        #expect(conversation.isClosed)
    }

    @Test func `a client that has said all it wanted gets its answers, then the end`() {
        var conversation = Conversation(as: .interpreter)
        conversation.send(Array("a1 SHOW R1\na2 PI".utf8))
        #expect(conversation.after(.inputClosed) == [])
        #expect(!conversation.isClosed)
        #expect(conversation.answer(.done(.object, "one")) == ["a1 OK 2.3.0 one"])
        #expect(conversation.isClosed)
    }

    @Test func `a token is shown once, to who made it`() {
        var conversation = Conversation(as: .admin)
        conversation.say("a1 TOKEN issue user=U3 key=k1")
        let row = Row("TOKEN", "K9", [Field("user", "U3"), Field("digest", "#tb_new")])
        #expect(conversation.answer(.done(.identity, "token K9 of U3", rows: [row])) == [
            ##"a1 - TOKEN K9 user=U3 digest="#tb_new" secret=tb_new"##,
            "a1 OK 2.2.0 token K9 of U3; note the secret down, it is shown only now",
        ])
        // The same key again: the engine gives the answer that it kept, whose token is an earlier one.
        conversation.say("a2 TOKEN issue user=U3 key=k1")
        let earlier = Row("TOKEN", "K9", [Field("user", "U3"), Field("digest", "#tb_earlier")])
        #expect(conversation.answer(.done(.identity, "token K9 of U3", rows: [earlier])) == [
            ##"a2 - TOKEN K9 user=U3 digest="#tb_earlier""##,
            "a2 OK 2.2.0 token K9 of U3; its secret was shown when it was made, and only then",
        ])
        conversation.say("a3 TOKEN issue user=U4")
        #expect(conversation.answer(.refused(Refusal(.notFound, "U4"))) == ["a3 NO 5.3.1 [NOT-FOUND] U4"])
    }
}
