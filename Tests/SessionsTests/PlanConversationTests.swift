import Dispatching
import Interpreting
import Sessions
import Testing

/// `PLAN` on the wire.
@Suite struct PlanConversationTests {
    @Test func `a coordinator sees the plan, asks for a new one and reads what it has for a request`() {
        var conversation = Conversation(as: .coordinator)
        #expect(conversation.say("a1 PLAN limit=5") == [])
        #expect(conversation.questions.map(\.input) == [.query(.plan(limit: 5), from: BindingTests.caller)])
        let summary = Row("PLAN", "", [Field("head", 1040), Field("gap", "0.14%")])
        let proposal = Row("PROPOSAL", "R17", [Field("interpreter", "I3"), Field("name", "Tolk 3"), Field("only", true)])
        #expect(conversation.answer(.done(.ready, "1 proposal", rows: [summary, proposal])) == [
            "a1 - PLAN head=1040 gap=0.14%", #"a1 - PROPOSAL R17 interpreter=I3 name="Tolk 3" only=yes"#, "a1 OK 2.0.0 1 proposal",
        ])

        #expect(conversation.say("a2 plan NOW") == [])
        guard case .serve(let ticket, .plan)? = conversation.actions.last else {
            Issue.record("\(conversation.actions)")
            return
        }
        #expect(conversation.after(.served(ticket, .done(.ready, "a plan is being made"))) == ["a2 OK 2.0.0 a plan is being made"])

        #expect(conversation.say("a3 EXPLAIN R17") == [])
        #expect(conversation.answer(.done(.rule, "R17 is open", rows: [proposal])) == [
            #"a3 - PROPOSAL R17 interpreter=I3 name="Tolk 3" only=yes"#, "a3 OK 2.5.0 R17 is open",
        ])
    }

    @Test func `a slip is answered with what would have been right, and other roles are refused`() {
        var conversation = Conversation(as: .coordinator)
        #expect(conversation.say("a1 PLN") == ["a1 BAD 5.1.2 [UNKNOWN-COMMAND] PLN; did you mean PLAN?"])
        #expect(conversation.say("a2 PLAN nwo").first?.contains("PLAN") == true)
        #expect(conversation.say("a3 PLAN limt=3") == ["a3 BAD 5.1.4 [UNKNOWN-PARAMETER] limt=; did you mean limit=?"])
        var requester = Conversation(as: .requester)
        #expect(requester.say("a1 PLAN").first?.hasPrefix("a1 NO 5.2.3 [NOT-PERMITTED] PLAN is for the role coordinator or admin") == true)
    }

    @Test func `a server that stands by makes no plan`() {
        var conversation = Conversation(as: .coordinator)
        conversation.give(.leadershipLost(leader: "a.example:7639"))
        #expect(conversation.say("a1 PLAN now").first?.contains("4.7.3 [STANDBY]") == true)
    }
}
