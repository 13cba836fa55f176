import Dispatching
import Foundation
import Interpreting
import Testing

@testable import Storage

struct JSONWriterTests {
    @Test func whatIsWrittenIsReadBack() throws {
        var history = History(seed: 51)
        history.run(2_000)
        for event in history.events {
            #expect(try CanonicalJSON.value(Event.self, from: CanonicalJSON.text(event)) == event)
        }
        for entry in history.ledger {
            #expect(try CanonicalJSON.value(LedgerEntry.self, from: CanonicalJSON.text(entry)) == entry)
        }
    }

    /// Foundation's encoder says the same, in another order.
    @Test func itSaysWhatFoundationSays() throws {
        let foundation = JSONEncoder()
        foundation.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var history = History(seed: 52)
        history.run(300)
        for event in history.events {
            let ours = try JSONSerialization.jsonObject(with: Data(CanonicalJSON.bytes(event))) as? NSDictionary
            let theirs = try JSONSerialization.jsonObject(with: foundation.encode(event)) as? NSDictionary
            #expect(ours == theirs)
        }
    }

    @Test func itsSpellingIsFixed() throws {
        let row = Row("REQUEST", "R1", [Field("note", "a \"b\" \\ c/d\n\u{1}é"), Field("list", [String]()), Field("on", true)])
        #expect(
            try CanonicalJSON.text(row) == """
                {"kind":"REQUEST","subject":"R1","fields":[\
                {"name":"note","value":{"text":{"_0":"a \\"b\\" \\\\ c/d\\n\\u0001é"}}},\
                {"name":"list","value":{"list":{"_0":[]}}},{"name":"on","value":{"text":{"_0":"yes"}}}]}
                """)
        #expect(try CanonicalJSON.text([[1, -2], [], [3]]) == "[[1,-2],[],[3]]")
        #expect(try CanonicalJSON.text([String?.none, "x"]) == "[null,\"x\"]")
        #expect(try CanonicalJSON.text(["only": true]) == "{\"only\":true}")
    }

    @Test func aFloatingPointNumberIsRefused() {
        #expect(throws: EncodingError.self) { try CanonicalJSON.text([1.5]) }
    }
}
