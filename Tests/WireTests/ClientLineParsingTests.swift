import Testing
import Wire

struct ClientLineFixture: Sendable, CustomTestStringConvertible {
    let text: String
    let line: ClientLine

    init(_ text: String, _ tag: String, _ command: String, _ params: Parameter...) {
        self.text = text
        line = ClientLine(tag: Tag(tag) ?? .unreadable, command: command, params: params)
    }

    var testDescription: String { text }
}

private func positional(_ value: Value) -> Parameter { Parameter(value: value) }

@Suite struct ClientLineParsingTests {
    static let wellFormed: [ClientLineFixture] = [
        ClientLineFixture("a1 PING", "a1", "PING"),
        ClientLineFixture("0 ping", "0", "PING"),
        ClientLineFixture("jZ.-9aaaaaaaaaaa PING", "jZ.-9aaaaaaaaaaa", "PING"),
        ClientLineFixture("a1 X-Y2", "a1", "X-Y2"),
        ClientLineFixture("a1  PING  ", "a1", "PING"),
        ClientLineFixture("a1 HELLO 1 client=\"school-desk/1.0\"", "a1", "HELLO", positional("1"), Parameter("client", "school-desk/1.0")),
        ClientLineFixture("a1 GET ._-+:/@,*%?><!~aZ09", "a1", "GET", positional("._-+:/@,*%?><!~aZ09")),
        ClientLineFixture("a1 GET key=2026-12-01T10:00+01:00", "a1", "GET", Parameter("key", "2026-12-01T10:00+01:00")),
        ClientLineFixture("a1 GET Answer-By=x", "a1", "GET", Parameter("answer-by", "x")),
        ClientLineFixture("a1 GET a b  c=d", "a1", "GET", positional("a"), positional("b"), Parameter("c", "d")),
        ClientLineFixture("a1 GET \"\"", "a1", "GET", positional("")),
        ClientLineFixture("a1 GET \"a b=(c) {5}\"", "a1", "GET", positional("a b=(c) {5}")),
        ClientLineFixture("a1 GET \"\\\"\\\\\\n\\t\"", "a1", "GET", positional("\"\\\n\t")),
        ClientLineFixture("a1 GET \"Tigrinya ትግርኛ é\"", "a1", "GET", positional("Tigrinya ትግርኛ é")),
        ClientLineFixture("a1 GET \"\\né\"", "a1", "GET", positional("\né")),
        ClientLineFixture("a1 GET ()", "a1", "GET", positional([])),
        ClientLineFixture("a1 GET k=(a \"b c\" (d) ())", "a1", "GET", Parameter("k", ["a", "b c", ["d"], []])),
        ClientLineFixture("a1 GET ( a b )", "a1", "GET", positional(["a", "b"])),
        ClientLineFixture("a1 GET ((((a))))", "a1", "GET", positional([[[["a"]]]])),
        ClientLineFixture("a1 GET {3}\r\na\nb k=v", "a1", "GET", positional(.literal([0x61, 0x0A, 0x62])), Parameter("k", "v")),
        ClientLineFixture("a1 GET note={000002}\nok", "a1", "GET", Parameter("note", "ok")),
        ClientLineFixture("a1 GET ({0}\r\n {1}\r\n()", "a1", "GET", positional(["", "("])),
    ]

    @Test(arguments: wellFormed) func everyProductionIsRead(_ fixture: ClientLineFixture) throws {
        #expect(try ClientLine.parse(fixture.text) == fixture.line)
    }

    @Test(arguments: wellFormed) func theFramerAgreesWithTheParser(_ fixture: ClientLineFixture) {
        let line = Frame.line(Array(fixture.text.utf8))
        for end in ["\n", "\r\n"] {
            #expect(frames(of: fixture.text + end + fixture.text + end) == [line, line])
        }
    }

    @Test func octetsOfALiteralNeedNotBeText() throws {
        let line = try ClientLine.parse(Array("a1 PUT {2}\r\n".utf8) + [0xFF, 0x00])
        #expect(line.positional == [.literal([0xFF, 0x00])])
        #expect(line.positional.first?.text == nil)
    }

    @Test func parametersAreFoundByNameAndByPlace() throws {
        let line = try ClientLine.parse("b4 ACCEPT O81 if=1 key=phone-0009")
        #expect(line.positional == ["O81"])
        #expect(line["if"] == 1)
        #expect(line["key"]?.text == "phone-0009")
        #expect(line["note"] == nil)
    }

    @Test func asManyParametersAsTheLimitAreReadAndNoMore() throws {
        let limit = Limits.standard.parameters
        let full = "a1 GET" + String(repeating: " x", count: limit)
        #expect(try ClientLine.parse(full).params.count == limit)
        let found = problem { () throws(WireProblem) in try ClientLine.parse(full + " x") }
        #expect(found?.status == .syntax)
        #expect(found?.text.contains("more than 64 parameters") == true)
    }
}
