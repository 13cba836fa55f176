import Dispatching
import Interpreting
import NIOCore
import Sessions
import Testing
import Wire

@Suite struct IdentityTests {
    @Test func `the greeting says which server and how to log in, and nothing of what goes on there`() {
        let conversation = Conversation()
        #expect(conversation.lines == [#"* HELLO tbp/1 server="tolkbrug/0.1.0" epoch=7 auth=(TOKEN)"#.replacing("\"", with: "")])
        let certified = Conversation(certificate: ClientCertificate(digest: "ab", ends: Timestamp(seconds: 2_000_000)))
        #expect(certified.lines.first?.hasSuffix("auth=(EXTERNAL TOKEN)") == true)
    }

    @Test func `hello announces the limits and refuses another version`() {
        var conversation = Conversation()
        conversation.lines = []
        #expect(conversation.say("a1 HELLO 1 client=\"school-desk/1.0\"") == [
            "a1 - LIMITS line=8192 literal=65536 pipeline=64 rows=500 idle=600 auth=10 unread=1024 head=30", "a1 OK 2.0.0 ready",
        ])
        #expect(conversation.say("a2 HELLO 2") == [
            "a2 BAD 5.1.10 [UNSUPPORTED-VERSION] version 2; this server speaks 1, send HELLO 1"
        ])
    }

    @Test func `a token is looked up by its digest and the engine's text tells who one is`() {
        var conversation = Conversation()
        conversation.lines = []
        #expect(conversation.say("a2 AUTH TOKEN tb_abc") == [])
        #expect(conversation.questions.map(\.input) == [.query(.authenticate(.token, digest: "#tb_abc"), from: .nobody)])
        #expect(conversation.answer(.authenticated(.requester)) == ["a2 - JOURNAL head=1040 epoch=7", "a2 OK 2.2.0 you are requester U12"])
        #expect(conversation.session.identity?.principal == Principal(
            id: PrincipalID(12), role: .requester, label: "desk", organisation: OrganisationID(1)))
        #expect(conversation.session.identity?.credential == CredentialID(5))
        #expect(conversation.say("a3 AUTH TOKEN tb_abc") == [
            "a3 NO 5.4.1 [WRONG-STATE] you are requester U12 already; QUIT and connect again to be somebody else"
        ])
    }

    @Test func `who was greeted by a standby is told at AUTH the epoch in which it began to decide`() {
        var conversation = Conversation()
        conversation.give(.leadershipLost(leader: "tolk2.example:7639"))
        conversation.lines = []
        #expect(conversation.say("a1 AUTH TOKEN tb_abc").first?.hasPrefix("a1 NO 4.7.3") == true)
        conversation.give(.leadershipGained(epoch: 8))
        conversation.say("a2 AUTH TOKEN tb_abc")
        #expect(conversation.answer(.authenticated(.requester)).first == "a2 - JOURNAL head=1040 epoch=8")
    }

    @Test func `what follows AUTH in the same packet waits for its answer`() {
        var conversation = Conversation()
        conversation.lines = []
        conversation.say("a1 AUTH TOKEN tb_abc\na2 WHOAMI\na3 PING")
        #expect(conversation.questions.count == 1)
        #expect(conversation.actions.contains(.stopReading))
        #expect(conversation.answer(.authenticated(.admin)) == ["a1 - JOURNAL head=1040 epoch=7", "a1 OK 2.2.0 you are admin U12"])
        #expect(conversation.questions.map(\.input) == [
            .query(.whoAmI, from: .principal(PrincipalID(12), credential: CredentialID(5)))
        ])
        #expect(conversation.answer(.done(.identity, "you are admin U12")) == ["a2 OK 2.2.0 you are admin U12", "a3 OK 2.0.0 here"])
    }

    @Test func `a certificate is asked about by its digest`() {
        var conversation = Conversation(certificate: ClientCertificate(digest: "abcd", ends: Timestamp(seconds: 2_000_000)))
        conversation.say("a1 auth external")
        #expect(conversation.questions.map(\.input) == [.query(.authenticate(.certificate, digest: "abcd"), from: .nobody)])
        var bare = Conversation()
        bare.lines = []
        let said = bare.say("a1 AUTH EXTERNAL").first ?? ""
        #expect(said.hasPrefix("a1 NO 5.2.1 [AUTH-FAILED] no client certificate came with your connection; one comes when it is signed by"))
        #expect(said.contains("RSA, ECDSA P-256, P-384 or P-521, or Ed25519; or send AUTH TOKEN tb_…"))
    }

    @Test func `a certificate that has ended since the handshake lets nobody in`() {
        var conversation = Conversation(certificate: ClientCertificate(digest: "abcd", ends: Timestamp(seconds: 1_000_005)))
        conversation.now = Timestamp(seconds: 1_000_005)
        conversation.lines = []
        #expect(conversation.say("a1 AUTH EXTERNAL") == [
            "a1 NO 5.2.4 [EXPIRED] your client certificate has ended; connect with a new one"
        ])
        #expect(conversation.questions.isEmpty)
    }

    @Test(arguments: [Credential.Kind.certificate, .token])
    func `whoever is known by a certificate is known until it ends`(kind: Credential.Kind) {
        var conversation = Conversation(certificate: ClientCertificate(digest: "abcd", ends: Timestamp(seconds: 1_000_005)))
        conversation.say(kind == .token ? "a1 AUTH TOKEN tb_abc" : "a1 AUTH EXTERNAL")
        conversation.answer(.authenticated(.requester))
        conversation.now = Timestamp(seconds: 1_000_004)
        conversation.give(.tick(head: 1040))
        #expect(!conversation.isClosed)
        conversation.lines = []
        conversation.now = Timestamp(seconds: 1_000_005)
        conversation.give(.tick(head: 1040))
        #expect(conversation.isClosed == (kind == .certificate))
        let farewell = conversation.lines.first ?? ""
        #expect(farewell.hasPrefix("* BYE 5.2.4 [EXPIRED] your client certificate has ended") == (kind == .certificate))
    }

    @Test func `a certificate that ends while AUTH is looked up lets nobody in`() {
        var conversation = Conversation(certificate: ClientCertificate(digest: "abcd", ends: Timestamp(seconds: 1_000_005)))
        conversation.say("a1 AUTH EXTERNAL")
        conversation.now = Timestamp(seconds: 1_000_005)
        conversation.answer(.authenticated(.requester))
        conversation.give(.tick(head: 1040))
        #expect(conversation.isClosed)
    }

    @Test func `three failures end the connection`() {
        var conversation = Conversation()
        conversation.lines = []
        let refusal = Reply.refused(Refusal(.authenticationFailed, "this token is not known"))
        for tag in ["a1", "a2"] {
            conversation.say("\(tag) AUTH TOKEN wrong")
            #expect(conversation.answer(refusal) == ["\(tag) NO 5.2.1 [AUTH-FAILED] this token is not known"])
        }
        conversation.say("a3 AUTH TOKEN wrong\na4 PING")
        #expect(conversation.answer(refusal) == [
            "a3 NO 5.2.1 [AUTH-FAILED] this token is not known",
            "* BYE 5.2.1 [AUTH-FAILED] 3 failed attempts; ask your administrator for a token and connect again",
        ])
        #expect(conversation.isClosed)
    }

    @Test func `a busy store is no failed attempt`() {
        var conversation = Conversation()
        for _ in 1...5 {
            conversation.say("a1 AUTH TOKEN tb_abc")
            conversation.answer(.refused(Refusal(.storeBusy, "try again")))
        }
        #expect(!conversation.isClosed)
    }

    @Test func `a token with a slip in it is not repeated`() {
        var conversation = Conversation()
        conversation.lines = []
        let lines = conversation.say("a1 AUTH TOKEN tb_secret tb_secret") + conversation.say("a2 AUTH tb_secret")
        #expect(lines.count == 2)
        #expect(!lines.joined().contains("tb_secret"))
    }

    @Test func `how many events there are is told after AUTH, by its answer and then by HEAD`() {
        var limits = Limits.standard
        limits.stranger.seconds = 60
        var conversation = Conversation(limits: limits)
        conversation.lines = []
        conversation.now = conversation.now + .seconds(31)
        #expect(conversation.after(.tick(head: 1050)) == [])
        conversation.say("a1 AUTH TOKEN tb_abc")
        #expect(conversation.answer(.authenticated(.admin)).first == "a1 - JOURNAL head=1050 epoch=7")
        #expect(conversation.after(.tick(head: 1051)) == ["* HEAD 1051"])
    }

    @Test func `before AUTH only what anybody may do is done`() {
        var conversation = Conversation()
        conversation.lines = []
        #expect(conversation.say("a1 LIST requests") == [
            "a1 NO 5.2.2 [AUTH-REQUIRED] LIST needs to know who you are; send AUTH TOKEN tb_… first"
        ])
        #expect(conversation.say("a2 PING") == ["a2 OK 2.0.0 here"])
        #expect(conversation.say("a3 HELP").contains { $0.hasPrefix("a3 - COMMAND AUTH text=") })
        #expect(conversation.questions.isEmpty)
    }

    @Test(arguments: ["POST / HTTP/1.1", "PING", "a1 /", "a1", "a1 AUTH TOKEN \"tb_", "\u{16}\u{3}\u{1}"])
    func `before AUTH what is no line of the protocol ends the connection`(text: String) {
        var conversation = Conversation()
        conversation.lines = []
        let lines = conversation.say("\(text)\na2 PING")
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("* BYE 5.1.") == true)
        #expect(conversation.isClosed)
        // Afterwards it is a slip like others.
        var known = Conversation(as: .admin)
        #expect(known.say("\(text)\na2 PING").last == "a2 OK 2.0.0 here")
    }

    @Test func `roles decide the commands`() {
        var conversation = Conversation(as: .coordinator)
        #expect(conversation.say("a1 SUBMIT nonsense") == [
            "a1 NO 5.2.3 [NOT-PERMITTED] SUBMIT is for the role requester; you are coordinator U12"
        ])
    }

    @Test func `a token that may only read changes nothing`() {
        var conversation = Conversation(as: .interpreter, scope: .read)
        #expect(conversation.say("a1 ACCEPT O81") == [
            "a1 NO 5.2.3 [NOT-PERMITTED] credential K5 may only read, and ACCEPT changes something; use another"
        ])
        conversation.say("a2 LIST offers")
        #expect(conversation.questions.count == 1)
    }

    @Test func `a credential that ended and a disabled user end the connection, with the reason`() {
        var disabled = Conversation(as: .interpreter)
        let reason = Refusal(.authenticationFailed, "user U7 is disabled and may no longer log in; ask your administrator")
        let farewell = disabled.after(.revoked(reason))
        #expect(farewell == ["* BYE 5.2.1 [AUTH-FAILED] \(reason.text)"])
        var conversation = Conversation(as: .interpreter)
        let ended = Refusal(.credentialExpired, "K5 expired; ask for a new token")
        let over = conversation.after(.revoked(ended))
        #expect(over == ["* BYE 5.2.4 [EXPIRED] K5 expired; ask for a new token"])
        #expect(conversation.isClosed)
        #expect(conversation.say("a1 PING") == [])
    }
}
