import Foundation
import Interpreting
import Testing

/// What is kept of a decision, as it is written down.
@Suite struct DecidedTests {
    private let decided = Decided(
        at: Timestamp(milliseconds: 1_795_000_000_123), rules: "00ff00ff00ff00ff", eligible: 14,
        ranking: [
            .init(Identifier(7), level: .certified, points: 105), .init(Identifier(3), level: .trained, points: 0, isReachable: false),
        ],
        against: [.init("rest", count: 3, interpreters: [Identifier(12), Identifier(14)]), .init("travel", count: 1, interpreters: [])],
        score: [.init("travel", amount: 35, points: 105, rule: "matching.travel")])

    @Test func `a decision is a few short lines`() {
        #expect(
            decided.lines == [
                "at 1795000000123", "rules 00ff00ff00ff00ff", "eligible 14", "choice 7 certified 105", "choice 3 trained 0 away",
                "against rest 3 12 14", "against travel 1", "cost travel 35 105 matching.travel",
            ])
        #expect(Decided(lines: decided.lines) == decided)
        #expect(decided.excluded == 4)
    }

    @Test func `it is the same in the journal`() throws {
        let written = try JSONEncoder().encode([decided])
        #expect(String(decoding: written, as: UTF8.self).hasPrefix(#"[["at 1795"#))
        #expect(try JSONDecoder().decode([Decided].self, from: written) == [decided])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Decided.self, from: Data(#"["at noon"]"#.utf8)) }
    }

    @Test(arguments: [
        "at", "at noon", "at 1 2", "rules", "eligible many", "choice 7 certified", "choice I7 certified 1",
        "choice 7 best 1", "choice 7 certified 1 here",
        "against rest", "against rest many", "against rest 1 I2", "cost travel 1 2", "cost travel 1 two matching.travel",
    ]) func `a line that was written otherwise is not guessed at`(_ line: String) {
        #expect(Decided(lines: [line]) == nil)
    }

    @Test func `lines of a later version are passed over`() {
        #expect(Decided(lines: decided.lines + ["weather rain"]) == decided)
    }

    @Test func `progress and offers that were written before are read`() throws {
        let progress = try JSONDecoder().decode(Progress.self, from: Data(#"{"waves":1,"isHeld":false,"exhausted":[]}"#.utf8))
        #expect(progress == Progress(waves: 1))
        let offer = """
            {"id":1,"version":1,"state":"made","request":1,"interpreter":1,"wave":1,"modality":"video","madeAt":0,"expiresAt":1,
            "travelMinutes":0,"cost":0}
            """
        #expect(try JSONDecoder().decode(Offer.self, from: Data(offer.utf8)).terms == nil)
    }
}
