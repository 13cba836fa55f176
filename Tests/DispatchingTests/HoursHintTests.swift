import Interpreting
import Testing

@testable import Dispatching

/// What is asked for an hour or a day that is not ordinary is taken, and its price said: it may be a slip.
@Suite struct HoursHintTests {
    private func hints(_ reply: Reply) -> [String] {
        reply.rows.filter { $0.kind == "HINT" && $0.text("start") != nil }.compactMap { $0.text("text") }
    }

    private static func more(_ start: String, _ label: String, _ more: String, _ all: String) -> String {
        "outside ordinary hours (\(label)) at \(start):00+01:00: \(more) EUR more, about \(all) EUR in all"
    }

    private static let holiday = "2026-12-25 is a day of the school holidays (Kerstvakantie); name another day if that is a slip"

    @Test(arguments: [
        ("2026-11-26T03:00", [more("2026-11-26T03:00", "early-morning", "14.00", "42.00")]),
        ("2026-11-28T10:00", [more("2026-11-28T10:00", "weekend", "14.00", "42.00")]),
        ("2026-12-25T10:00", [more("2026-12-25T10:00", "public-holiday", "28.00", "56.00"), holiday]), ("2026-11-26T10:00", []),
    ])
    func `a school's talk outside ordinary hours is told its price, when asked, amended and priced`(
        _ start: String, _ told: [String]
    ) throws {
        let desk = try Desk()
        let school = desk.school()
        let talk = Submit.talk(minutes: 20, complexity: .practical, start: start)
        #expect(hints(desk.command(school, .submit(talk))) == told)
        let advice = AdviceCase(language: "ti", complexity: .practical, minutes: 20)
        #expect(hints(desk.query(school, .quote(advice, start: start, place: nil))) == told)
        #expect(desk.command(school, .submit(.talk(minutes: 20, complexity: .practical, start: "2026-11-27T11:00"))).isDone)
        #expect(hints(desk.command(school, .amend(Amend(request: Identifier(2), start: start)))) == told)
    }
}
