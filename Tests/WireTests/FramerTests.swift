import NIOCore
import Testing
import Wire

@Suite struct FramerTests {
    private static func small(line: Int = 20, literal: Int = 8) -> Limits {
        var limits = Limits.standard
        limits.line = line
        limits.serverLine = line
        limits.literal = literal
        return limits
    }

    private static func summary(_ frames: [Frame]) -> [String] {
        frames.map { frame in
            switch frame {
            case .line(let octets): String(decoding: octets, as: UTF8.self)
            case .tooLong(let problem): "too long \(problem.tag?.text ?? "-")"
            case .literalTooLong(let problem): "literal too long \(problem.tag?.text ?? "-")"
            }
        }
    }

    @Test func bareAndPairedLineEndsAreAcceptedAndEmptyLinesPassedOver() {
        #expect(frames(of: "a1 A\na2 B\r\n\n\r\n\r\na3 C\r\r\nrest") == [line("a1 A"), line("a2 B"), line("a3 C\r")])
    }

    @Test(arguments: [
        ("a1 X {3}\r\na\nb\r\n", ["a1 X {3}\r\na\nb"]),
        ("a1 X {3}\na\nb k={2}\n\r\n\n", ["a1 X {3}\na\nb k={2}\n\r\n"]),
        ("a1 X ({1}\n\n {1}\n\n)\na2 Y\n", ["a1 X ({1}\n\n {1}\n\n)", "a2 Y"]),
        ("a1 X {0}\n\na2 Y\n", ["a1 X {0}\n", "a2 Y"]),
        ("a1 X \"{3}\"\nab\n", ["a1 X \"{3}\"", "ab"]),
        ("a1 X \"{3}\nab\n", ["a1 X \"{3}", "ab"]),
        ("a1 X \"\\\"{3}\nab\n", ["a1 X \"\\\"{3}", "ab"]),
        ("a1 X \"\\\\\" {2}\nab\n", ["a1 X \"\\\\\" {2}\nab"]),
        ("a1 X \"\n{2}\nab\n", ["a1 X \"", "{2}\nab"]),
        ("a1 X {1}\n\r\n", ["a1 X {1}\n\r"]), ("a1 X {1}\n\r\r\n", ["a1 X {1}\n\r"]),
        ("a1 X {1}\r\nb\n", ["a1 X {1}\r\nb"]),
        ("a1 X {2}\n\"\"\na2 Y {1}\n\n\n", ["a1 X {2}\n\"\"", "a2 Y {1}\n\n"]),
        ("a1 X {}\nb\n", ["a1 X {}", "b"]), ("a1 X {2\nb\n", ["a1 X {2", "b"]), ("a1 X {2} \nb\n", ["a1 X {2} ", "b"]),
        ("a1 X {2}\r\r\nb\n", ["a1 X {2}\r", "b"]), ("a1 X {{2}\nab\n", ["a1 X {{2}\nab"]), ("a1 X {2}{1}\nb\n", ["a1 X {2}{1}\nb"]),
        ("a1 X {2\"}\nb\n", ["a1 X {2\"}", "b"]), ("a1 X {2}\"{1}\nb\n", ["a1 X {2}\"{1}", "b"]), ("a1 X {+2}\nb\n", ["a1 X {+2}", "b"]),
    ])
    func literalsBelongToTheirLine(_ stream: String, _ lines: [String]) {
        #expect(Self.summary(frames(of: stream)) == lines)
    }

    @Test func aLineOfExactlyTheLimitIsReadAndOneOctetMoreIsNot() {
        let line = "a1 " + String(repeating: "x", count: 15)
        #expect(Self.summary(frames(of: line + "\r\n", limits: Self.small())) == [line])
        #expect(Self.summary(frames(of: line + "x\n", limits: Self.small())) == [line + "x"])
        #expect(Self.summary(frames(of: line + "x\r\n", limits: Self.small())) == ["too long a1"])
    }

    @Test func anOversizeLineIsReportedOnceAndTheNextLineIsRead() {
        let long = String(repeating: "é", count: 500)
        let stream = "a1 \(long)\r\na2 PING\r\n\(long)\na3 PING\n"
        #expect(Self.summary(frames(of: stream, limits: Self.small())) == ["too long a1", "a2 PING", "too long -", "a3 PING"])
    }

    @Test func anOversizeLineIsReportedBeforeItsEndArrives() {
        let line = "a1 " + String(repeating: "x", count: 17)
        #expect(frames(of: line, limits: Self.small()).isEmpty)
        #expect(Self.summary(frames(of: line + "x", limits: Self.small())) == ["too long a1"])
    }

    @Test func aLiteralInAnOversizeLineIsSkippedAndNotObeyed() {
        let stream = "a1 " + String(repeating: "x", count: 20) + " {8}\r\n\nb1 STOP\r\na2 PING\n"
        #expect(Self.summary(frames(of: stream, limits: Self.small())) == ["too long a1", "a2 PING"])
    }

    @Test func theOctetsOfLiteralsDoNotCountAsLine() {
        let stream = "a1 X {8}\r\n12345678 y\r\n"
        #expect(Self.summary(frames(of: stream, limits: Self.small())) == ["a1 X {8}\r\n12345678 y"])
    }

    @Test(arguments: [
        "a1 X {9}\r\n123456789\r\na2 PING\r\n", "a1 X {5}\n12345 {4}\n1234\na2 PING\n",
        "a1 X {0000001}\nx\na2 PING\n", "a1 X {9999999999}\nx\n",
    ])
    func afterTooLongALiteralNothingIsRead(_ stream: String) {
        #expect(Self.summary(frames(of: stream, limits: Self.small())) == ["literal too long a1"])
    }

    @Test func theFarewellNamesTheLimit() throws {
        guard case .literalTooLong(let problem) = frames(of: "a1 X {65537}\n").first else {
            Issue.record("a literal of 65,537 octets was accepted")
            return
        }
        #expect(problem.farewell.description == "* BYE 5.1.8 [LITERAL-TOO-LONG] 65537 octets of literals in one line; the limit is 65536")
    }

    @Test func theFreeTextOfAReplyAnnouncesNoLiteral() {
        let lines = [
            "a1 OK 2.0.0 say {5}", "a2 NO 5.5.1 \"{5}", "a3 BAD 5.1.1 {5}", "* BYE 4.6.4 {5}", "a3 - R {2}\n\n\n", "* EV 1 X {1}\n\n",
            "* HELLO {1}\n\n",
        ]
        let stream = lines.map { $0 + "\r\n" }.joined()
        #expect(Self.summary(frames(of: stream, reading: .server)) == lines)
    }

    @Test func theFreeTextOfAnOversizeReplyAnnouncesNoLiteral() {
        let long = String(repeating: "x", count: 30)
        let stream = "a1 OK 2.0.0 \(long){5}\r\n* HEAD 1\r\na1 - X \(long) {5}\r\na2 - \r\n"
        let found = frames(of: stream, reading: .server, limits: Self.small(line: 25))
        #expect(Self.summary(found) == ["too long a1", "* HEAD 1", "too long a1"])
    }

    @Test func tenThousandLinesAtOnceAreAllRead() throws {
        let stream = Array((1...10_000).map { "\($0) SUBMIT key=k\($0) language=ti note={4}\r\na\r\nb\r\n" }.joined().utf8)
        let found = frames(of: stream)
        #expect(found.count == 10_000)
        for (place, frame) in found.enumerated() {
            guard case .line(let octets) = frame else {
                Issue.record("line \(place) was not read")
                return
            }
            let line = try ClientLine.parse(octets)
            #expect(line.tag.text == String(place + 1) && line["note"]?.text == "a\r\nb")
        }
    }

    @Test func whatCannotBecomeALineIsNotKept() {
        var framer = Framer(limits: Self.small())
        for _ in 0..<1_000 {
            var piece = ByteBuffer(repeating: 0x78, count: 1_000)
            framer.append(&piece)
            #expect(piece.readableBytes == 0)
            while framer.next() != nil {}
        }
        #expect(framer.keptOctets <= 1_000)
    }

    @Test func theRoomOfReadLinesIsUsedAgain() {
        var framer = Framer()
        for _ in 0..<1_000 {
            var piece = ByteBuffer(string: "NG\na1 PI")
            framer.append(&piece)
            while framer.next() != nil {}
        }
        #expect(framer.keptOctets <= 100)
    }
}
