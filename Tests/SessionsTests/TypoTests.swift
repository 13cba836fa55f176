import Interpreting
import Sessions
import Testing

/// What a person may get wrong, and what is said about it.
struct Typo: Sendable, CustomTestStringConvertible {
    let role: Role
    let line: String
    let reply: String

    init(_ role: Role, _ line: String, _ reply: String) {
        self.role = role
        self.line = line
        self.reply = reply
    }
    var testDescription: String { line }
}

@Suite struct TypoTests {
    @Test(arguments: TypoTests.typos)
    func `a slip is named with what would be right, and nothing is asked`(_ typo: Typo) {
        var conversation = Conversation(as: typo.role)
        let lines = conversation.say("a1 \(typo.line)")
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("a1 \(typo.reply)") == true, "\(lines)")
        #expect(conversation.questions.isEmpty)
    }

    static let start = "language=ti complexity=complex start=now"
    static let typos: [Typo] = [
        Typo(.interpreter, "ACEPT O81", "BAD 5.1.2 [UNKNOWN-COMMAND] ACEPT; did you mean ACCEPT?"),
        Typo(.interpreter, "FROBNICATE", "BAD 5.1.2 [UNKNOWN-COMMAND] FROBNICATE; HELP lists the commands"),
        Typo(
            .interpreter, "ACCEPT",
            "BAD 5.1.5 [MISSING-PARAMETER] OFFER is missing, for instance O17; write ACCEPT OFFER [if=VERSION] [key=KEY]"),
        Typo(.interpreter, "ACCEPT R81", "BAD 5.1.6 [BAD-VALUE] R81; an offer is expected, for instance O17"),
        Typo(.interpreter, "ACCEPT 81", "BAD 5.1.6 [BAD-VALUE] 81; an offer is expected; did you mean O81?"),
        Typo(.interpreter, "ACCEPT O81 O82", "BAD 5.1.4 [UNKNOWN-PARAMETER] O82 is a value too many; write ACCEPT OFFER"),
        // Every way to write the command is shown when the one that was meant cannot be known.
        Typo(
            .interpreter, "AVAILABLE a b",
            "BAD 5.1.4 [UNKNOWN-PARAMETER] b is a value too many; write AVAILABLE from=TIME until=TIME [weeks=N]"),
        Typo(
            .interpreter, "UNAVAILABLE 2026-12-01T10:00",
            "BAD 5.1.6 [BAD-VALUE] 2026-12-01T10:00; a calendar entry is expected, for instance V17; write UNAVAILABLE from=TIME"),
        Typo(
            .coordinator, "PLAN foo", "BAD 5.1.4 [UNKNOWN-PARAMETER] foo is a value too many; write PLAN [limit=N], or PLAN now; a text"),
        Typo(.interpreter, "ACCEPT O81 if=0", "BAD 5.1.6 [BAD-VALUE] if=0; a whole number 1 or more is expected, for instance if=3"),
        Typo(.interpreter, "ACCEPT O81 key=\"\"", "BAD 5.1.6 [BAD-VALUE] key=; a text of at most 64 characters is expected; it is empty"),
        Typo(
            .requester, "SUBMIT \(start) minutes=abc",
            "BAD 5.1.6 [BAD-VALUE] minutes=abc; a whole number is expected, for instance minutes=45"),
        Typo(
            .requester, "SUBMIT \(start) minutes=99999999999999999999",
            "BAD 5.1.6 [BAD-VALUE] minutes=99999999999999999999; a whole number is expected; it is larger than any limit"),
        Typo(
            .requester, "SUBMIT \(start) minutes=(4 5)",
            "BAD 5.1.6 [BAD-VALUE] minutes=(4 5); a whole number is expected; one value, not a list"),
        Typo(
            .requester, "SUBMIT \(start)",
            "BAD 5.1.5 [MISSING-PARAMETER] minutes= is missing, for instance minutes=45; write SUBMIT language="),
        Typo(.requester, "SUBMIT langauge=ti", "BAD 5.1.4 [UNKNOWN-PARAMETER] langauge=; did you mean language=?"),
        Typo(.requester, "SUBMIT ti", "BAD 5.1.4 [UNKNOWN-PARAMETER] ti is a value too many; write SUBMIT language=LANGUAGE"),
        Typo(
            .requester, "SUBMIT language=ti complexity=complx minutes=5 start=now",
            "BAD 5.1.6 [BAD-VALUE] complexity=complx; practical, informative or complex is expected; did you mean complex?"),
        Typo(
            .requester, "SUBMIT \(start) minutes=5 fallback=(vidoe telephone)",
            "BAD 5.1.6 [BAD-VALUE] fallback=(vidoe telephone); a list of telephone, video, onsite is expected; did you mean video?"),
        Typo(.requester, "SUBMIT \(start) minutes=5 documents=maybe", "BAD 5.1.6 [BAD-VALUE] documents=maybe; yes or no is expected"),
        Typo(
            .requester, "SUBMIT \(start) minutes=5 note=\"\(String(repeating: "é", count: 281))\"",
            """
            BAD 5.1.6 [BAD-VALUE] note=\(String(repeating: "é", count: 39))…; a text of at most 280 characters that names nobody is \
            expected; it has 281 characters; at most 280
            """),
        Typo(.requester, "CANCEL R17 reason=\"\(String(repeating: "x", count: 121))\"", "BAD 5.1.6 [BAD-VALUE] reason="),
        Typo(
            .requester, "CANCEL R17 minutes=5",
            "BAD 5.1.4 [UNKNOWN-PARAMETER] minutes=; write CANCEL REQUEST [reason=TEXT] [if=VERSION] [key=KEY]"),
        Typo(.requester, "LIST request", "BAD 5.1.6 [BAD-VALUE] request; requests, offers, assignments,"),
        Typo(
            .requester, "LIST requests limit=501",
            "BAD 5.1.6 [BAD-VALUE] limit=501; a whole number from 1 to 500 is expected, for instance limit=50"),
        Typo(.requester, "LIST requests stat=open", "BAD 5.1.4 [UNKNOWN-PARAMETER] stat=; did you mean state=?"),
        Typo(
            .requester, "SUBSCRIBE desk since=-1",
            "BAD 5.1.6 [BAD-VALUE] since=-1; the number of an event is expected, for instance since=1040"),
        Typo(.requester, "SUBSCRIBE desk topics=(offer)", "BAD 5.1.6 [BAD-VALUE] topics=(offer); a list of requests, offers"),
        Typo(.requester, "OUTCOME", "BAD 5.1.5 [MISSING-PARAMETER] key= is missing, for instance key=desk-0001; write OUTCOME key=KEY"),
        Typo(.requester, "AUTH", "BAD 5.1.5 [MISSING-PARAMETER] write AUTH TOKEN tb_…, or AUTH EXTERNAL"),
        Typo(.requester, "HELLO", "BAD 5.1.5 [MISSING-PARAMETER] VERSION is missing, for instance 1"),
        Typo(.interpreter, "AVAILABLE", "BAD 5.1.5 [MISSING-PARAMETER] from= is missing, for instance from=1971-01-19T10:00:00+01:00"),
        Typo(.interpreter, "UNAVAILABLE A4", "BAD 5.1.6 [BAD-VALUE] A4; a calendar entry is expected, for instance V17"),
        Typo(.coordinator, "HOLD R17 maybe", "BAD 5.1.6 [BAD-VALUE] maybe; on or off is expected"),
        Typo(.coordinator, "ASSIGN R17", "BAD 5.1.5 [MISSING-PARAMETER] INTERPRETER is missing, for instance I17"),
        Typo(.admin, "ORGANISATION ad name=x", "BAD 5.1.6 [BAD-VALUE] ad; ORGANISATION is followed by add, set or site; did you mean add?"),
        Typo(.admin, "TOKEN", "BAD 5.1.5 [MISSING-PARAMETER] TOKEN is followed by issue, certificate or revoke"),
        Typo(.admin, "TOKEN certificate user=U3 digest=abc", "BAD 5.1.6 [BAD-VALUE] digest=abc; 64 hexadecimal digits"),
        Typo(
            .admin, "INTERPRETER add name=x gender=female home=11002 modalities=video pools=agii",
            "BAD 5.1.5 [MISSING-PARAMETER] languages= is missing"),
        Typo(.admin, "DRAIN key=k1", "BAD 5.1.4 [UNKNOWN-PARAMETER] key=; write DRAIN"),
        Typo(.requester, "SUBMIT note=\"open", "BAD 5.1.1 [SYNTAX] column 16: the quotes that open here are not closed"),
    ]

    @Test func `octets that are not UTF-8 are refused with the tag`() {
        var conversation = Conversation(as: .requester)
        let quoted = conversation.send(Array("a1 CANCEL R17 reason=\"".utf8) + [0xFF, 0x22, 0x0A])
        #expect(quoted.first?.hasPrefix("a1 BAD 5.1.7 [INVALID-UTF8]") == true)
        let literal = conversation.send(Array("a2 CANCEL R17 reason={1}\r\n".utf8) + [0xFF, 0x0A])
        #expect(literal.first?.hasPrefix("a2 BAD 5.1.7 [INVALID-UTF8] reason={1}; ") == true)
        #expect(literal.first?.contains("the octets are not valid UTF-8") == true)
        #expect(conversation.questions.isEmpty)
    }

    @Test func `an over-long line is refused and the next is read`() {
        var conversation = Conversation(as: .requester)
        let lines = conversation.say("a1 CANCEL R17 reason=\"\(String(repeating: "x", count: 9_000))\"\na2 PING")
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("a1 BAD 5.1.3 [LINE-TOO-LONG]") == true)
        #expect(lines.last == "a2 OK 2.0.0 here")
    }

    @Test func `an over-long literal ends the connection after what was asked before is answered`() {
        var conversation = Conversation(as: .requester)
        #expect(conversation.say("a1 STATS x=1\na2 WHOAMI\na3 SUBMIT note={70000}") == [
            "a1 NO 5.2.3 [NOT-PERMITTED] STATS is for the role coordinator or admin; you are requester U12"
        ])
        let lines = conversation.answer(.done(.identity, "you are U12"))
        #expect(lines.first == "a2 OK 2.2.0 you are U12")
        #expect(lines.last?.hasPrefix("* BYE 5.1.8 [LITERAL-TOO-LONG]") == true)
        #expect(conversation.isClosed)
    }

    @Test func `a line without a tag is answered with tag 0`() {
        var conversation = Conversation(as: .requester)
        #expect(conversation.say("PING").first?.hasPrefix("0 BAD 5.1.9 [BAD-TAG]") == true)
    }

    @Test func `control characters in texts are refused`() {
        var conversation = Conversation(as: .requester)
        #expect(conversation.say(#"a1 CANCEL R17 reason="a\nb""#).first?.contains("it holds a control character") == true)
        conversation.say(#"a2 AMEND R17 note="a\nb""#)
        #expect(conversation.questions.count == 1)
    }
}
