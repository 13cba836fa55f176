import Dispatching
import Interpreting
import Sessions
import Testing
import Wire

/// What somebody may do who has not said who they are, and for how long.
@Suite struct StrangerTests {
    private static let tooLate = "* BYE 4.6.4 [IDLE] nobody has logged in for 10 seconds; connect again and send AUTH at once"

    private func greeted(_ limits: Limits = .standard) -> Conversation {
        var conversation = Conversation(limits: limits)
        conversation.lines = []
        return conversation
    }

    @Test func `ten seconds without a login end the connection, whatever else is said`() {
        var conversation = greeted()
        for second in 1...9 {
            conversation.now = conversation.now + .seconds(1)
            #expect(conversation.after(.tick(head: 1040)) == [])
            #expect(conversation.say("a\(second) PING") == ["a\(second) OK 2.0.0 here"])
        }
        conversation.now = conversation.now + .seconds(1)
        #expect(conversation.after(.tick(head: 1040)) == [Self.tooLate])
        #expect(conversation.isClosed)
    }

    @Test func `a login that is being looked up gets ten seconds more, not for ever`() {
        var conversation = greeted()
        conversation.say("a1 AUTH TOKEN tb_abc")
        conversation.now = conversation.now + .seconds(19)
        #expect(conversation.after(.tick(head: 1040)) == [])
        var other = conversation
        #expect(conversation.answer(.authenticated(.requester)).last?.hasPrefix("a1 OK") == true)
        conversation.now = conversation.now + .seconds(100)
        #expect(!conversation.after(.tick(head: 1040)).contains { $0.contains("BYE") })
        other.now = other.now + .seconds(1)
        #expect(other.after(.tick(head: 1040)) == [Self.tooLate])
    }

    @Test func `wrong logins keep nobody beyond the ten seconds, and no further one is looked up then`() {
        var conversation = greeted()
        conversation.say("a1 AUTH TOKEN tb_wrong\na2 AUTH TOKEN tb_wrong\na3 PING")
        #expect(conversation.session.timeToLogIn(at: conversation.now) == .seconds(10))
        conversation.now = conversation.now + .seconds(11)
        #expect(conversation.session.timeToLogIn(at: conversation.now) == .zero)
        #expect(conversation.after(.tick(head: 1040)) == [])
        #expect(conversation.answer(.refused(Refusal(.authenticationFailed, "this token is not known"))) == [
            "a1 NO 5.2.1 [AUTH-FAILED] this token is not known", Self.tooLate,
        ])
        #expect(conversation.isClosed)
        #expect(conversation.questions.isEmpty)
    }

    @Test func `a line, and the literals of one, are short until somebody has logged in`() {
        var line = greeted()
        #expect(line.say("a1 HELLO 1 client=\"\(String(repeating: "x", count: 1_024))\"").first?.hasPrefix("* BYE 5.1.3") == true)
        #expect(line.isClosed)
        var literal = greeted()
        #expect(literal.say("a1 HELLO 1 client={1025}").first?.hasPrefix("* BYE 5.1.8") == true)
        #expect(literal.isClosed)
        var known = Conversation(as: .requester)
        known.say("a1 SUBMIT language=ti complexity=practical minutes=10 start=now note=\"\(String(repeating: "x", count: 200))\"  "
            + String(repeating: " ", count: 7_000))
        known.send(Array("a2 CANCEL R1 reason={1200}\r\n\(String(repeating: "x", count: 1_200))\n".utf8))
        #expect(!known.isClosed)
        #expect(known.questions.count == 1)
    }

    @Test func `the line behind AUTH in the same packet may be long`() {
        var conversation = greeted()
        conversation.say("a1 AUTH TOKEN tb_abc\na2 PING" + String(repeating: " ", count: 4_000))
        #expect(conversation.answer(.authenticated(.admin)).last == "a2 OK 2.0.0 here")
    }

    @Test func `sixty-four commands are enough to log in`() {
        var conversation = greeted()
        for number in 1...64 { #expect(conversation.say("\(number) PING") == ["\(number) OK 2.0.0 here"]) }
        #expect(conversation.say("65 PING") == [
            "* BYE 5.2.2 [AUTH-REQUIRED] 64 commands and no AUTH among them; connect again and send AUTH first"
        ])
        #expect(conversation.isClosed)
    }

    @Test func `eight refusals are enough`() {
        var conversation = greeted()
        for number in 1...7 { #expect(conversation.say("\(number) LIST requests").count == 1) }
        #expect(conversation.say("8 LIST requests\n9 PING") == [
            "8 NO 5.2.2 [AUTH-REQUIRED] LIST needs to know who you are; send AUTH TOKEN tb_… first",
            "* BYE 5.2.2 [AUTH-REQUIRED] 8 commands were refused; connect again and send AUTH TOKEN tb_… first",
        ])
        #expect(conversation.isClosed)
    }

    @Test func `who logs in and who fails to is reported, without the secret`() {
        var conversation = greeted()
        conversation.say("a1 AUTH TOKEN tb_wrong")
        conversation.answer(.refused(Refusal(.authenticationFailed, "this token is not known")))
        #expect(conversation.actions.contains(.loginFailed(.authFailed, "this token is not known")))
        conversation.say("a2 AUTH EXTERNAL")
        conversation.say("a3 AUTH TOKEN tb_right")
        conversation.answer(.authenticated(.requester))
        let reports = conversation.actions.filter { action in
            switch action {
            case .loggedIn, .loginFailed: true
            default: false
            }
        }
        #expect(reports.count == 3)
        guard case .loggedIn(let identity)? = reports.last else { Issue.record("no login was reported"); return }
        #expect(identity.principal.id == PrincipalID(12))
    }

    @Test func `whoever has no room any more is told why`() {
        var conversation = greeted()
        #expect(conversation.after(.crowded("64 of yours are open")) == ["* BYE 4.6.5 [TOO-MANY-CONNECTIONS] 64 of yours are open"])
        #expect(conversation.isClosed)
    }
}
