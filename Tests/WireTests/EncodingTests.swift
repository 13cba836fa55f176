import NIOCore
import Testing
import Wire

@Suite struct EncodingTests {
    static let spellings: [(Value, String)] = [
        (.quoted("R17"), "R17"), (.literal([0x61]), "a"), (.atom("a b"), "\"a b\""), (.atom(""), "\"\""),
        (.quoted("a\"\\\n\t"), "\"a\\\"\\\\\\n\\t\""), (.quoted("é"), "\"é\""), (.quoted("a\rb"), "{3}\r\na\rb"),
        (.quoted("a\u{9B}"), "{3}\r\na\u{9B}"), (.quoted("a\u{A0}"), "\"a\u{A0}\""),
        (["a", "b c", [], ["\0"]], "(a \"b c\" () ({1}\r\n\0))"), (42, "42"), (Value(["x", "y"]), "(x y)"),
        (Value(String(repeating: "x", count: 1_024)), String(repeating: "x", count: 1_024)),
        (Value(String(repeating: "x", count: 1_025)), "{1025}\r\n" + String(repeating: "x", count: 1_025)),
    ]

    @Test(arguments: spellings)
    func aValueIsSpeltInTheShortestWay(_ value: Value, _ spelling: String) {
        let line = ClientLine(tag: Tag(number: 1), command: "X", params: [Parameter(value: value)])
        #expect(line.description == "1 X " + spelling)
    }

    @Test func octetsThatAreNotTextAreSentAsALiteral() throws {
        var buffer = ByteBuffer()
        try ClientLine(tag: Tag(number: 1), command: "X", params: [Parameter("k", .literal([0xFF]))]).encode(into: &buffer)
        #expect(Array(buffer.readableBytesView) == Array("1 X k={1}\r\n".utf8) + [0xFF, 0x0D, 0x0A])
    }

    static let refused: [(command: String, params: [Parameter], status: Status)] = [
        ("A B", [], .syntax),
        ("", [], .syntax),
        ("X", [Parameter("a b", "c")], .syntax),
        ("X", [Parameter("a", "b"), Parameter("A", "c")], .syntax),
        ("X", [Parameter(value: [[[[["a"]]]]])], .syntax),
        ("X", Array(repeating: Parameter(value: "a"), count: 65), .syntax),
        ("X", Array(repeating: Parameter(value: Value(String(repeating: "a", count: 999))), count: 9), .lineTooLong),
        ("X", [Parameter(value: Value(String(repeating: "a", count: 65_537)))], .literalTooLong),
    ]

    @Test(arguments: refused)
    func whatAServerWouldRefuseIsNotSent(_ command: String, _ params: [Parameter], _ status: Status) {
        let line = ClientLine(tag: Tag(number: 1), command: command, params: params)
        var buffer = ByteBuffer(string: "before")
        #expect(problem { () throws(WireProblem) in try line.encode(into: &buffer) }?.status == status)
        #expect(String(buffer: buffer) == "before")
    }
}
