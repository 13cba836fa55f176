import Testing
import Wire

@Suite struct SuggestionTests {
    static let commands = [
        "ACCEPT", "ACK", "ADVISE", "AVAILABLE", "CANCEL", "PING",
        "SHOW", "SUBMIT", "SUBSCRIBE", "UNAVAILABLE", "ORGANISATION",
    ]

    @Test(arguments: [
        ("ACEPT", "ACCEPT"), ("acecpt", "ACCEPT"), ("Cancle", "CANCEL"), ("submt", "SUBMIT"), ("ASK", "ACK"), ("PNIG", "PING"),
        ("ORGANIZASHUN", "ORGANISATION"),
        ("SHOW", "SHOW"), ("AVIALABLE", "AVAILABLE"),
    ])
    func aSlipIsUnderstood(_ typed: String, _ meant: String) {
        #expect(Suggestion.nearest(to: typed, among: Self.commands) == meant)
    }

    @Test(arguments: ["", "HTTP", "XY", "QUIT", "INTERPRETATION", String(repeating: "A", count: 65)])
    func whatIsFarFromEverythingSuggestsNothing(_ typed: String) {
        #expect(Suggestion.nearest(to: typed, among: Self.commands) == nil)
    }

    @Test func theNearestWinsAndThenTheFirst() {
        #expect(Suggestion.nearest(to: "STARS", among: ["START", "STARE", "STARS"]) == "STARS")
        #expect(Suggestion.nearest(to: "STARX", among: ["STORE", "STARE", "START"]) == "STARE")
    }
}
