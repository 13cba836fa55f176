import NIOCore
import Testing
import Wire

@Suite struct ServerLineTests {
    static let a3 = Tag(number: 3)

    static let wellFormed: [(String, ServerLine)] = [
        ("3 - REQUEST R17 v=1", .row(a3, kind: "REQUEST", params: [Parameter(value: "R17"), Parameter("v", 1)])),
        ("3 - Unheard-Of", .row(a3, kind: "Unheard-Of", params: [])),
        ("3 - R a=1 a=2", .row(a3, kind: "R", params: [Parameter("a", 1), Parameter("a", 2)])),
        ("3 OK 2.0.0 ready", .final(a3, .ok, .ready, text: "ready")),
        ("3 OK 2.0.0", .final(a3, .ok, .ready, text: "")),
        ("3 NO 5.5.1 [INELIGIBLE] rest: 20 (of 45) \"min\"", .final(a3, .no, .ineligible, text: "rest: 20 (of 45) \"min\"")),
        ("3 BAD 5.1.2 [UNKNOWN-COMMAND]", .final(a3, .bad, .unknownCommand, text: "")),
        ("3 NO 4.99.999 later", .final(a3, .no, Status(.tryAgain, 99, 999), text: "later")),
        ("3 OK 2.0.0  [NOT-A-NAME] text", .final(a3, .ok, .ready, text: "[NOT-A-NAME] text")),
        ("3 OK 2.0.0 take {5}", .final(a3, .ok, .ready, text: "take {5}")),
        ("* EV 1041 OFFER-MADE O81", .event(seq: 1041, kind: "OFFER-MADE", params: [Parameter(value: "O81")])),
        ("* EV 9223372036854775807 X", .event(seq: .max, kind: "X", params: [])),
        ("* HELLO tbp/1 auth=(EXTERNAL TOKEN)", .hello([Parameter(value: "tbp/1"), Parameter("auth", ["EXTERNAL", "TOKEN"])])),
        ("* HELLO", .hello([])),
        ("* HEAD 0", .head(0)),
        ("* BYE 4.6.4 [IDLE] nothing was heard", .bye(.idle, text: "nothing was heard")),
    ]

    @Test(arguments: wellFormed) func everyProductionIsRead(_ text: String, _ line: ServerLine) throws {
        #expect(try ServerLine.parse(text) == line)
        #expect(frames(of: text + "\r\n" + text + "\n", reading: .server) == [.line(Array(text.utf8)), .line(Array(text.utf8))])
    }

    @Test(arguments: [
        ("", "a line begins with a tag"), ("*", "a space is expected"), ("* ", "EV, HELLO, HEAD or BYE is expected"),
        ("* NEWS 1", "EV, HELLO, HEAD or BYE is expected after *; found 'NEWS'"), ("* EV", "a space is expected"),
        ("* EV x Y", "the number of an event is expected, in digits; found 'x'"), ("* EV 1", "a space is expected"),
        ("* EV 9223372036854775808 X", "is larger than 9223372036854775807"), ("* HEAD", "a space is expected"),
        ("* HEAD -1", "in digits; found '-1'"), ("* HEAD 1 2", "HEAD is followed by one number; found '2'"),
        ("* BYE soon", "a status begins with 2, 4 or 5; found 'soon'"),
        ("3 YES 2.0.0 x", "OK, NO, BAD or - is expected after the tag; found 'YES'"),
        ("3 ok 2.0.0 x", "found 'ok'"), ("3 - 1", "the kind of a row is expected"), ("3 -X", "a space is expected"),
        ("3 OK 3.0.0 x", "a status begins with 2, 4 or 5"), ("3 OK 2-0-0 x", "three numbers with dots"),
        ("3 OK 2.0 x", "three numbers with dots"),
        ("3 OK 2.100.0 x", "larger than 99"), ("3 OK 2.0.1000 x", "larger than 999"), ("3 OK 2.0.0x", "a space is expected after a status"),
        ("3 OK 2.0.0 [A_B] x", "] is expected"), ("3 OK 2.0.0 [] x", "the name of a status is expected"),
        ("3 OK 2.0.0 [A]x", "a space is expected after a status"), ("3 OK 2.0.0 a\tb", "holds a control"),
        ("3 OK 2.0.0 a\u{9B}b", "holds a control"),
    ])
    func aMalformedLineIsRefused(_ text: String, _ words: String) {
        let found = problem { () throws(WireProblem) in try ServerLine.parse(text) }
        #expect(found?.text.contains(words) == true, "\(found?.text ?? "the line was accepted")")
    }

    @Test func theTextOfAReplyIsValidUTF8() {
        let octets = Array("3 OK 2.0.0 ".utf8) + [0xC3]
        #expect(problem { () throws(WireProblem) in try ServerLine.parse(octets) }?.status == .invalidUTF8)
    }

    @Test(arguments: [
        ("one\r\ntwo\tthree\u{85}four\u{7F}", "one  two three four "), ("  \n x", "x"), (" \u{301}x", "\u{301}x"), ("", ""),
        ("[NAME] x", "[NAME] x"), ("plain é", "plain é"),
    ])
    func theTextOfAReplyStaysInItsLine(_ text: String, _ sent: String) throws {
        let line = ServerLine.final(Self.a3, .ok, .ready, text: text)
        #expect(try ServerLine.parse(line.description) == .final(Self.a3, .ok, .ready, text: sent))
    }

    @Test func aLongTextIsCutAtACharacter() throws {
        let family = "👩‍👩‍👧‍👦"
        let text = String(repeating: family, count: 200)
        var limits = Limits.standard
        limits.replyText = 100
        var buffer = ByteBuffer()
        ServerLine.bye(.idle, text: text).encode(into: &buffer, limits: limits)
        #expect(String(buffer: buffer) == "* BYE 4.6.4 [IDLE] " + String(repeating: family, count: 97 / family.utf8.count) + "…\r\n")
    }

    @Test func whatIsNoWordCannotBecomeALine() throws {
        let line = ServerLine.row(Self.a3, kind: "A B\r\n* BYE", params: [Parameter("é=\n", "x"), Parameter("", "y")])
        #expect(line.description == "3 - A-B----BYE X----=x X=y")
        let long = ServerLine.event(seq: -1, kind: String(repeating: "9", count: 40), params: [])
        #expect(long.description == "* EV 0 X" + String(repeating: "9", count: 31))
    }

    @Test func anAnswerTakesItsOutcomeFromItsStatus() {
        #expect(ServerLine.answer(Self.a3, .object, text: "x").description == "3 OK 2.3.0 x")
        #expect(ServerLine.answer(Self.a3, .standby, text: "x").description == "3 NO 4.7.3 [STANDBY] x")
        #expect(ServerLine.answer(Self.a3, .badValue, text: "x").description == "3 BAD 5.1.6 [BAD-VALUE] x")
    }
}
