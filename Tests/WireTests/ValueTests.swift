import Testing
import Wire

@Suite struct ValueTests {
    @Test func theSpellingOfATextHasNoMeaning() {
        let spellings: [Value] = [.atom("ti"), .quoted("ti"), .literal([0x74, 0x69])]
        #expect(Set(spellings).count == 1)
        #expect(spellings.allSatisfy { $0.text == "ti" && $0.items == nil })
        #expect(Value("ti") != Value("tig"))
        #expect(Value.list(["ti"]) != "ti")
        #expect(Value.list([]) != "")
        #expect(Value.list(["ti"]) == .list([.quoted("ti")]))
    }

    @Test func equalMeansEqualOctets() {
        #expect("é" == "e\u{301}")
        #expect(Value("é") != Value("e\u{301}"))
    }

    @Test func aKeyIsComparedWithoutRegardToCase() {
        #expect(Parameter("Answer-By", "x") == Parameter("answer-by", "x"))
    }

    @Test(arguments: ["a", "j9", "l", "0", "9.-Z", "abcdefghij123456"]) func aTagIsAccepted(_ text: String) {
        #expect(Tag(text)?.description == text)
    }

    @Test(arguments: ["", "k", "k1", "A", "-", "*", "a_", "a ", "é", "abcdefghij1234567", "a\n"]) func aTagIsRefused(_ text: String) {
        #expect(Tag(text) == nil)
    }

    @Test func everyNumberIsATag() {
        #expect(Tag(Tag(number: .max).text) == Tag(number: .max))
    }
}
