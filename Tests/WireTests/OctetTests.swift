import NIOCore
import Testing

@testable import Wire

/// The classes of octets that words are made of, as the grammar lists them.
struct OctetTests {
    private static let alphanumeric = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)

    @Test func `each octet is in the classes in which the grammar has it and in no other`() {
        for octet in UInt8.min ... .max {
            #expect(octet.isWordTail == Self.alphanumeric.union("-".utf8).contains(octet), "\(octet)")
            #expect(octet.isTagTail == Self.alphanumeric.union(".-".utf8).contains(octet), "\(octet)")
            #expect(octet.isAtom == Self.alphanumeric.union("!%*+,-./:<>?@_~".utf8).contains(octet), "\(octet)")
        }
    }

    @Test func `a line written part by part is the line written whole`() throws {
        let tag = try #require(Tag("a1"))
        let texts = ["R17", "a b", "", "say \"no\"", "line\nfeed", "bell\u{7}", "é", "(x)"]
        let params = texts.map { Parameter(value: Value($0)) } + [Parameter("list", Value(texts)), Parameter("empty", .list([]))]
        let whole = [ServerLine.row(tag, kind: "REQUEST", params: params), .event(seq: 1041, kind: "OFFER-MADE", params: params)]
        for (line, begun) in zip(whole, [LineComposer(row: tag, kind: "REQUEST"), LineComposer(event: 1041, kind: "OFFER-MADE")]) {
            var composer = begun
            for text in texts { composer.add(text) }
            composer.add(texts, as: "list")
            composer.add([], as: "empty")
            let count = composer.count
            var (parts, one) = (ByteBuffer(), ByteBuffer())
            composer.end(into: &parts)
            line.encode(into: &one)
            #expect(parts == one)
            #expect(count == parts.readableBytes)
        }
    }
}
