import Testing
import Wire

/// A line that is refused: with which tag, which status and which words.
struct Malformed: Sendable, CustomTestStringConvertible {
    let octets: [UInt8]
    let tag: String?
    let status: Status
    let words: String

    init(_ text: String, tag: String? = "a1", is status: Status = .syntax, _ words: String) {
        self.init(octets: Array(text.utf8), tag: tag, is: status, words)
    }

    init(octets: [UInt8], tag: String? = "a1", is status: Status, _ words: String) {
        self.octets = octets
        self.tag = tag
        self.status = status
        self.words = words
    }

    var testDescription: String { String(decoding: octets, as: UTF8.self) }
}

@Suite struct MalformedLineTests {
    static let tags: [Malformed] = [
        Malformed("", tag: nil, is: .badTag, "column 1: a line begins with a tag"),
        Malformed(" a1 PING", tag: nil, is: .badTag, "found a space"),
        Malformed("k1 PING", tag: nil, is: .badTag, "not k, which openssl s_client takes for itself"),
        Malformed("A1 PING", tag: nil, is: .badTag, "found 'A1'"),
        Malformed("* EV 1", tag: nil, is: .badTag, "found '*'"),
        Malformed("a_1 PING", tag: nil, is: .badTag, "found 'a_1'"),
        Malformed("a1234567890123456 PING", tag: nil, is: .badTag, "up to 15 letters"),
        Malformed("a1\tPING", tag: nil, is: .badTag, "for example a1"),
        Malformed("GET / HTTP/1.1", tag: nil, is: .badTag, "found 'GET'"),
        Malformed(octets: [0x16, 0x03, 0x01], tag: nil, is: .badTag, "the control octet 22"),
        Malformed(octets: [0xFF, 0xFE], tag: nil, is: .badTag, "found '\u{FFFD}\u{FFFD}'"),
    ]

    static let commands: [Malformed] = [
        Malformed("a1", "a command is expected after the tag a1"),
        Malformed("a1 ", "found the end of the line"),
        Malformed("a1 1PING", "column 4: a command is expected, a letter and then letters, digits or -; found '1PING'"),
        Malformed("a1 \"PING\"", "found '\"PING\"'"),
        Malformed("a1 ABCDEFGHIJKLMNOPQRSTUVWXYZ-1234567", "a command has 34 octets; the limit is 32"),
        Malformed("a1 PING=1", "column 8: a value that contains = is written in double quotes"),
        Malformed("a1 PI_NG", "a space or the end of the line is expected after a value; found '_NG'"),
    ]

    static let parameters: [Malformed] = [
        Malformed("a1 GET a=b=c", "column 11: a value that contains = is written in double quotes"),
        Malformed("a1 GET dG9r==", "column 13: a value that contains = is written in double quotes"),
        Malformed("a1 GET 1x=2", "column 8: the name of a parameter is expected"),
        Malformed("a1 GET a.b=2", "'a.b=2' is not the name of a parameter"),
        Malformed("a1 GET =2", "the name before this = is missing"),
        Malformed("a1 GET a=", "a= has no value; write a=\"\" for an empty one"),
        Malformed("a1 GET a= b", "a= has no value"),
        Malformed("a1 GET abcdefghijklmnopqrstuvwxyz1234567=1", "the name of a parameter has 33 octets; the limit is 32"),
        Malformed("a1 GET a=1 b=2 A=3", "column 16: a= is given twice; several values go into a list, a=(a b)"),
        Malformed("a1 GET a\tb", "found a tab"),
        Malformed("a1 GET 'x'", "column 8: a value is expected; ''x'' is written in double quotes"),
        Malformed("a1 GET [x]", "'[x]' is written in double quotes"),
        Malformed("a1 GET a b#c", "found '#c'"),
        Malformed("a1 GET é", "'é' is written in double quotes"),
        Malformed("a1 GET aé", "found 'é'"),
        Malformed("a1 GET \u{85}", "is written in double quotes"),
        Malformed("a1 GET \u{7F}", "found the control octet 127"),
        Malformed("a1 GET x\r", "found a carriage return"),
        Malformed("a1 GET \nb2 PING", "found a line feed"),
        Malformed("a1 GET abc{}abcdefghijklmnopqrstuvwxyzéé", "found '{}abcdefghijklmnopqrstuv…'"),
        Malformed("a1 GET " + String(repeating: "é", count: 30), "'éééééééééééé…'"),
        Malformed("a1 GET \"é\"x" + String(repeating: "é", count: 30), "column 11: a space or the end"),
        Malformed(octets: Array("a1 GET ".utf8) + [0xC3, 0x28], is: .invalidUTF8, "the octet 195 is not valid UTF-8"),
    ]

    static let quotes: [Malformed] = [
        Malformed("a1 GET \"abc", "column 8: the quotes that open here are not closed"),
        Malformed("a1 GET \"", "the quotes that open here are not closed"),
        Malformed("a1 GET \"abc\\\"", "column 8: the quotes that open here are not closed"),
        Malformed("a1 GET \"abc\\", "column 12: a \\ in quotes goes before \", \\, n or t; found the end of the line"),
        Malformed("a1 GET \"a\\r\"", "column 10: a \\ in quotes goes before \", \\, n or t; found 'r\"'"),
        Malformed("a1 GET \"a\tb\"", "column 10: the control octet 9 cannot stand in quotes"),
        Malformed("a1 GET \"\\\\a\tb\"", "column 12: the control octet 9 cannot stand in quotes"),
        Malformed("a1 GET \"a\u{85}b\"", "a control from U+0080 to U+009F"),
        Malformed("a1 GET \"a\"\"b\"", "column 11: a space or the end of the line is expected"),
        Malformed("a1 GET \"a\"=b", "a value that contains = is written in double quotes"),
        Malformed("a1 GET a\"b\"", "found '\"b\"'"),
        Malformed(octets: Array("a1 GET \"a".utf8) + [0xC3, 0x22], is: .invalidUTF8, "column 8: the text in quotes is not valid UTF-8"),
        Malformed(octets: Array("a1 GET \"\\n".utf8) + [0xED, 0xA0, 0x80, 0x22], is: .invalidUTF8, "not valid UTF-8"),
    ]

    static let lists: [Malformed] = [
        Malformed("a1 GET (", "column 8: the list that begins here is not closed"),
        Malformed("a1 GET (a (b)", "column 8: the list that begins here is not closed"),
        Malformed("a1 GET )", "this ) closes no list"),
        Malformed("a1 GET (a))", "column 11: this ) closes no list"),
        Malformed("a1 GET (a)(b)", "found '(b)'"),
        Malformed("a1 GET (\"a\"\"b\")", "found '\"b\")'"),
        Malformed("a1 GET (a=b)", "a value that contains = is written in double quotes"),
        Malformed("a1 GET (((((a)))))", "column 12: lists are nested more than 4 deep"),
    ]

    static let literals: [Malformed] = [
        Malformed("a1 GET {}\r\n", "column 8: a literal is {N}"),
        Malformed("a1 GET {x}\r\nx", "a literal is {N}"),
        Malformed("a1 GET {1", "a literal is {N}"),
        Malformed("a1 GET {1}", "a literal is {N}"),
        Malformed("a1 GET {1} x", "a literal is {N}"),
        Malformed("a1 GET {2}\r\nx", "then exactly N octets"),
        Malformed("a1 GET {1}\r\r\nx", "a literal is {N}"),
        Malformed("a1 GET {0000001}\r\nx", "up to 6 digits"),
        Malformed("a1 GET {1}\r\nxy", "a space or the end of the line is expected after a value; found 'y'"),
        Malformed("a1 GET x{1}\r\ny", "found '{1}'"),
    ]

    static let all = [tags, commands, parameters, quotes, lists, literals].flatMap { $0 }

    @Test(arguments: all)
    func aMalformedLineIsRefusedWithItsTagAndAReason(_ malformed: Malformed) {
        let found = problem { () throws(WireProblem) in try ClientLine.parse(malformed.octets) }
        #expect(found?.tag?.text == malformed.tag)
        #expect(found?.status == malformed.status)
        #expect(found?.text.contains(malformed.words) == true, "\(found?.text ?? "the line was accepted")")
    }

    @Test(arguments: all)
    func theAnswerToAMalformedLineIsItselfWellFormed(_ malformed: Malformed) throws {
        let found = problem { () throws(WireProblem) in try ClientLine.parse(malformed.octets) }
        let reply = try #require(found).reply
        #expect(try ServerLine.parse(reply.description) == reply)
        #expect(reply.tag?.text == malformed.tag ?? "0")
    }
}
