import Dispatching
import Interpreting
import NIOCore
@testable import Sessions
import Testing
import Wire

@Suite struct OutputTests {
    private func line(_ row: Row, limits: Limits = .standard) throws -> ServerLine {
        var buffer = ByteBuffer()
        Answer(.object, "done", rows: [row]).encode(as: Tag(number: 1), into: &buffer, limits: limits)
        var framer = Framer(reading: .server, limits: limits)
        framer.append(&buffer)
        guard case .line(let octets)? = framer.next() else { throw Unread() }
        guard case .line? = framer.next() else { throw Unread() }
        return try ServerLine.parse(octets, limits: limits)
    }
    private struct Unread: Error {}

    @Test func `texts, lists and subjects come back as they were`() throws {
        let row = Row("REQUEST", "R17", [
            Field("note", "side \"door\" é"), Field("fallback", ["video", "on site"]), Field("held", false),
        ])
        #expect(try line(row) == .row(Tag(number: 1), kind: "REQUEST", params: [
            Parameter(value: "R17"), Parameter("note", "side \"door\" é"), Parameter("fallback", ["video", "on site"]),
            Parameter("held", "no"),
        ]))
    }

    @Test func `a long text is cut at a character`() throws {
        let long = Field("text", String(repeating: "👩‍🚀é", count: 2_000))
        guard case .row(_, _, let params) = try line(Row("X", "", [long])) else { return }
        let text = try #require(params.value("text")?.text)
        #expect(text.utf8.count <= 4 * Need.noteLimit)
        #expect(text.utf8.count > 4 * Need.noteLimit - 20)
        #expect(text.hasSuffix("…"))
        #expect(text.dropLast().allSatisfy { $0 == "👩‍🚀" || $0 == "é" })
    }

    @Test func `the longest note is shown whole, also in letters of four octets`() throws {
        let note = String(repeating: "😀", count: Need.noteLimit)
        let row = Row("REQUEST", "R17", [Field("v", 1), Field("note", note), Field("held", true)])
        guard case .row(_, _, let params) = try line(row) else { throw Unread() }
        #expect(params.value("note")?.text == note)
        #expect(params.value("held")?.text == "yes")
    }

    @Test func `no row breaks the limits of a line`() throws {
        let long = String(repeating: "\"", count: 300)
        let fields = (0..<80).map { Field("f\($0)", Array(repeating: long, count: 70)) }
        var limits = Limits()
        limits.serverLine = 4_096
        for limits in [Limits.standard, limits] {
            guard case .row(_, let kind, let params) = try line(Row("X", "R17", fields), limits: limits) else { return }
            #expect(kind == "X")
            #expect(params.positional == ["R17"])
            #expect(params.count > 2)
        }
    }

    @Test func `lines that ask for the same have one canonical text, others have another`() throws {
        func text(_ line: String) throws -> String { try ClientLine.parse(Array(line.utf8)).canonicalText }
        let one = try text(#"a1 SUBMIT language=ti fallback=(video onsite) key=k1"#)
        #expect(try text(#"b2 submit fallback=("video" onsite) x-a=1 key=k2 language="ti""#) == one)
        for other in [
            "a1 SUBMIT language=ti fallback=(onsite video)", "a1 SUBMIT language=ti fallback=\"video onsite\"",
            "a1 SUBMIT fallback=(video onsite) ti", "a1 AMEND language=ti fallback=(video onsite)",
            "a1 SUBMIT language=\"ti fallback=(5:video 6:onsite)\"",
        ] {
            #expect(try text(other) != one)
        }
    }
}
