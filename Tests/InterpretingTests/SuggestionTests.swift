import Interpreting
import Testing

@Suite struct SuggestionTests {
    private let commands = ["ACCEPT", "ACK", "ADVISE", "AMEND", "ASSIGN", "CANCEL", "SUBMIT", "SUBSCRIBE"]

    @Test func `a slip of the finger leads to the word that was meant`() {
        let slips = [("ACEPT", "ACCEPT"), ("accept", "ACCEPT"), ("SUBMTI", "SUBMIT"), ("ASIGN", "ASSIGN"), ("CANCELL", "CANCEL")]
        for (typed, meant) in slips {
            #expect(Suggestion.nearest(to: typed, among: commands) == meant)
        }
        #expect(Suggestion.phrase(for: "ACEPT", among: commands) == "; did you mean \"ACCEPT\"?")
    }

    @Test func `what is not near anything suggests nothing`() {
        for typed in ["", "X", "HELLO", "zzzzzzzz"] { #expect(Suggestion.nearest(to: typed, among: commands) == nil) }
        #expect(Suggestion.phrase(for: "HELLO", among: commands) == "")
        #expect(Suggestion.nearest(to: "ACK", among: [String]()) == nil)
    }

    @Test func `the beginning of a name suggests it, after names that are near as a whole`() {
        #expect(Suggestion.ranked("subs", among: commands.map { ($0, $0) }, limit: 3) == ["SUBSCRIBE"])
        #expect(Suggestion.ranked("ABCD", among: [("ABCDEFGHIJ", 1), ("ABCE", 2)], limit: 3) == [2, 1])
    }

    @Test func `equally near names come in ascending order whatever order they are given in`() {
        let names = ["bat", "cat", "hat", "mat", "rat"]
        for _ in 0..<20 {
            #expect(Suggestion.ranked("zat", among: names.shuffled().map { ($0, $0) }, limit: 3) == ["bat", "cat", "hat"])
        }
    }

    @Test func `a value with several names counts once, by its nearest name`() {
        let names = [("Antwerpen", 11_002), ("Anvers", 11_002), ("Anderlecht", 21_001)]
        #expect(Suggestion.ranked("anver", among: names, limit: 3) == [11_002])
    }

    @Test func `case, accents, hyphens and spaces fold away`() {
        #expect(Suggestion.folded("Sint-Niklaas") == "sintniklaas")
        #expect(Suggestion.folded("Türkçe") == "turkce")
        #expect(Suggestion.folded("TIẾNG VIỆT") != "")
        #expect(Suggestion.folded("L'Écluse ß") == "leclusess")
    }

    @Test func `very long texts are compared by their beginning and answer at once`() {
        let long = String(repeating: "ab", count: 50_000)
        #expect(Suggestion.nearest(to: long, among: [long, "abab"]) == long)
    }
}
