import Foundation
import Interpreting
import Rules
import Testing

@testable import RuleFiles

@Suite struct ModalityTableTests {
    /// The table of the service, written down a second time.
    private func expected(_ complexity: Complexity, _ minutes: Int, noTelephone: Bool) -> Modality {
        switch complexity {
        case .practical, .informative: minutes <= 30 && !noTelephone ? .telephone : .video
        case .complex: minutes <= 60 ? .video : .onsite
        }
    }

    @Test func everyMinuteOfEveryConversationHasTheModalityOfTheService() throws {
        let rules = try RuleFixtures.book().modality
        #expect(rules.checkComplete().isEmpty)
        #expect(rules.limits.value == 1...480)
        for minutes in 1...480 {
            for complexity in Complexity.allCases {
                for modifiers in 0..<8 {
                    let circumstances = Circumstances(
                        documents: modifiers & 1 != 0, participants: modifiers & 2 != 0 ? 3 : 2, emotional: modifiers & 4 != 0)
                    let advice = rules.advise(minutes: minutes, complexity: complexity, circumstances: circumstances)
                    let expected = expected(complexity, minutes, noTelephone: modifiers != 0)
                    #expect(advice.value.modality == expected, "\(minutes) minutes, \(complexity), modifiers \(modifiers)")
                    #expect(!advice.value.alternatives.contains(expected))
                    if modifiers != 0 { #expect(!advice.value.allows(.telephone)) }
                    #expect(rules.rows.filter { $0.complexity == complexity && $0.minutes.contains(minutes) }.count == 1)
                }
            }
        }
    }

    @Test func thirtyAndSixtyMinutesBelongToTheShorterSide() throws {
        let rules = try RuleFixtures.book().modality
        #expect(rules.advise(minutes: 30, complexity: .practical).rule.id == "modality.practical-up-to-30")
        #expect(rules.advise(minutes: 31, complexity: .practical).rule.id == "modality.practical-over-30")
        #expect(rules.advise(minutes: 60, complexity: .complex).rule.id == "modality.complex-over-30")
        #expect(rules.advise(minutes: 61, complexity: .complex).rule.id == "modality.complex-over-60")
    }

    @Test func aModifierThatDecidesIsCited() throws {
        let rules = try RuleFixtures.book().modality
        let advice = rules.advise(minutes: 20, complexity: .practical, circumstances: Circumstances(documents: true))
        #expect(advice.rule.id == "modality.documents")
        let short = rules.advise(minutes: 20, complexity: .complex, circumstances: Circumstances(documents: true))
        #expect(short.rule.id == "modality.complex-up-to-30")
    }

    @Test func aModifierThatIsSwitchedOffHasNoEffect() throws {
        let text = try RuleFixtures.text("modality.yaml").replacingOccurrences(of: "enabled: true", with: "enabled: false")
        let book = try #require(RuleFixtures.check(["modality.yaml": Array(text.utf8)]).book)
        let circumstances = Circumstances(documents: true, participants: 9, emotional: true)
        let advice = book.modality.advise(minutes: 20, complexity: .practical, circumstances: circumstances)
        #expect(advice.value.modality == .telephone && advice.value.excluded.isEmpty)
    }

    @Test func aGapIsReportedWithItsMinutesAndComplexity() throws {
        let problems = try RuleFixtures.problems("modality.yaml", replacing: "    from: 61\n", with: "    from: 63\n")
        #expect(problems == ["rules/modality.yaml: no row answers for complex talks of 61 to 62 minutes; add one or widen a neighbour"])
    }

    @Test func anOverlapIsReportedWithItsMinutesAndBothRows() throws {
        let place = try RuleFixtures.place("modality.yaml", of: "id: modality.complex-over-30")
        let book = try RuleFixtures.book()
        let (first, second) = (try #require(book.row("modality.complex-over-30")), try #require(book.row("modality.complex-over-60")))
        #expect(
            try RuleFixtures.problems("modality.yaml", replacing: "    from: 61\n", with: "    from: 60\n") == [
                "\(place): complex talks of 60 minutes have several answers: modality.complex-over-30 (\(first.citation)) "
                    + "and modality.complex-over-60 (\(second.citation)); narrow one"
            ])
    }
}
