import Interpreting
import Rules
import Testing

@testable import RuleFiles

@Suite struct RuleExplanationTests {
    private func lines(_ question: RuleQuestion) throws -> [String: [String]] {
        let explanation = try RuleExplanation(question, book: RuleFixtures.book())
        return Dictionary(uniqueKeysWithValues: explanation.sections.map { ($0.title, $0.lines) })
    }

    private func problem(_ question: RuleQuestion) throws -> String? {
        let book = try RuleFixtures.book()
        do {
            _ = try RuleExplanation(question, book: book)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func aDecisionIsPrintedWithItsRowAndSource() throws {
        let lines = try lines(RuleQuestion(language: "ti", minutes: 75, complexity: .complex))
        let rule = try #require(RuleFixtures.book().row("modality.complex-over-60"))
        #expect(
            lines["modality"] == [
                "on site", "because complex talks over an hour are interpreted on site",
                "\(rule.citation)  modality.complex-over-60  source: stated by the service",
            ])
        #expect(lines["alternatives"] == ["video, only with the requester's consent given with the request"])
        #expect(lines["substitutes"] == ["none: only a certificate for the language itself serves"])
        #expect(lines["language"]?.first == "ti Tigrinya, Tigrinya, ትግርኛ")
        #expect(lines["agency"] == nil && lines["cancellation"] == nil && lines["journey"] == nil && lines["excluded"] == nil)
    }

    @Test func placeAndStartAddAgencyCancellationAndPrice() throws {
        let lines = try lines(
            RuleQuestion(language: "fa", minutes: 20, complexity: .practical, place: "9000", start: "2026-12-01T10:00+01:00"))
        #expect(lines["agency"]?.first == "amal Amal Gent, for establishments in Gent (44021)")
        #expect(lines["cancellation"]?.first == "free until 2026-11-30T10:00:00+01:00 (monday)")
        #expect(lines["price"]?.first == "28.00 euro for one interpreter")
        #expect(lines["substitutes"]?.first == "a certificate for fa-AF Dari, 200 points worse")
        #expect(lines["journey"] == nil)
    }

    @Test func circumstancesShowWhatTheyExclude() throws {
        let question = RuleQuestion(
            language: "tr", minutes: 20, complexity: .practical, circumstances: Circumstances(documents: true, participants: 4))
        let lines = try lines(question)
        #expect(lines["modality"]?.first == "video")
        #expect(lines["excluded"]?.prefix(2) == ["telephone", "because papers on the table cannot be seen by telephone"])
    }

    @Test func aJourneyIsExplainedInItsParts() throws {
        let question = RuleQuestion(
            language: "tr", minutes: 90, complexity: .complex, place: "Mechelen", from: "Gent", start: "2026-12-01T08:30")
        let lines = try lines(question)
        let journey = try #require(lines["journey"]?.first)
        #expect(journey.contains("from Gent to Mechelen") && journey.contains("traffic 130 %"))
        #expect(lines["price"]?.contains { $0.hasPrefix("kilometres ") } == true)
    }

    @Test func aJourneyTooFarSaysHowFar() throws {
        let question = RuleQuestion(
            language: "tr", minutes: 90, complexity: .complex, place: "De Panne", from: "Maaseik", start: "2026-12-01T08:30")
        #expect(try lines(question)["journey"]?.first?.hasSuffix("is too far, at most 150.0 km") == true)
    }

    @Test func aLongConversationIsBookedAsSeveral() throws {
        let lines = try lines(RuleQuestion(language: "tr", minutes: 300, complexity: .complex))
        #expect(lines["length"]?.first == "too long for one interpreter, at most 240 minutes on site: book 2 talks of 150 minutes")
    }

    @Test func aRoundDurationIsQuestioned() throws {
        let lines = try lines(RuleQuestion(language: "tr", minutes: 20, complexity: .informative))
        #expect(lines["duration"]?.first == "20 minutes may be too short: book 30 when it is the length without an interpreter")
    }

    @Test func whatIsUnknownIsNamedWithItsNearest() throws {
        #expect(
            try problem(RuleQuestion(language: "tigrynja", minutes: 20, complexity: .complex))
                == "language \"tigrynja\" is not served; did you mean ti (Tigrinya)?")
        let mechelen = try problem(RuleQuestion(language: "ti", minutes: 20, complexity: .complex, place: "Mechelan"))
        #expect(mechelen?.contains("did you mean Mechelen (12025)") == true)
        let long = try problem(RuleQuestion(language: "ti", minutes: 481, complexity: .complex))
        #expect(long?.hasPrefix("481 minutes cannot be asked for, 1 to 480 can (rules/modality.yaml:") == true)
        #expect(try problem(RuleQuestion(language: "ti", minutes: 0, complexity: .complex)) != nil)
    }

    @Test(arguments: [
        ("tomorrow", "\"tomorrow\" is not a time such as 2026-12-01T10:00+01:00"),
        ("2027-03-28T02:30", "2027-03-28T02:30 does not exist: the clock goes forward over it; the next is 2027-03-28T03:00"),
        ("2026-10-25T02:30", "2026-10-25T02:30 comes twice that night; say 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00"),
    ])
    func aTimeThatIsNoneIsRefused(start: String, expected: String) throws {
        #expect(try problem(RuleQuestion(language: "ti", minutes: 20, complexity: .complex, start: start)) == expected)
    }

    @Test func aJourneyNeedsBothEndsAndATime() throws {
        let question = RuleQuestion(language: "ti", minutes: 20, complexity: .complex, from: "Gent")
        #expect(try problem(question) == "a journey is explained from a place, to a place, at a time; give place and start too")
    }

    @Test func `what cannot be booked has no price`() throws {
        let question = RuleQuestion(language: "ti", minutes: 181, complexity: .practical, start: "2026-12-25T20:00")
        let sections = try RuleExplanation(question, book: RuleFixtures.book()).sections
        let lines = Dictionary(uniqueKeysWithValues: sections.map { ($0.title, $0.lines) })
        #expect(
            lines["length"]?.first
                == "too long for one interpreter, at most 180 minutes video: book 2 talks of 95 minutes, or on site with consent given")
        #expect(lines["price"] == ["none for what is too long for one interpreter and cannot be booked; ask about one of 95 minutes"])
    }

    /// By telephone 10 minutes, by video 20: talks of 20 minutes would be by telephone.
    @Test func `the parts of a long talk can be booked under the rows that they fall under`() throws {
        var working = try RuleFixtures.text("working.yaml")
        for (old, new) in [("minutes: 120", "minutes: 10"), ("minutes: 180", "minutes: 20"), ("minutes: 240", "minutes: 25")] {
            let solo = try #require(working.range(of: "solo:"))
            working.replaceSubrange(try #require(working.range(of: old, range: solo.upperBound..<working.endIndex)), with: new)
        }
        let book = try #require(RuleFixtures.check(["working.yaml": Array(working.utf8)]).book)
        for minutes in 21...480 {
            let division = try #require(book.division(minutes: minutes, modality: .video, complexity: .practical)?.value)
            let parts = try #require(division.parts)
            let advised = book.modality.advise(minutes: parts.minutes, complexity: .practical).value.modality
            #expect(!book.working.isTooLong(parts.minutes, advised) && parts.talks * parts.minutes >= minutes)
        }
        #expect(book.division(minutes: 31, modality: .video, complexity: .practical)?.value.advice == "book 4 talks of 10 minutes")
    }

    @Test func theTextStandsInTwoColumns() throws {
        let text = try RuleExplanation(RuleQuestion(language: "ti", minutes: 75, complexity: .complex), book: RuleFixtures.book()).text
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count > 14 && $0.dropFirst(13).first == " " && $0.dropFirst(14).first != " " })
    }

    @Test func theSummaryCountsWhatWasLoaded() throws {
        let text = RuleSummary(try RuleFixtures.book()).text
        #expect(text.contains("39 languages\n") && text.contains("304 municipalities\n") && text.contains("4 agencies\n"))
        #expect(text.hasSuffix("fingerprint \(try RuleFixtures.book().fingerprint)"))
    }
}
