import Interpreting
import Rules
import Testing

@testable import Dispatching

/// Prices of the real rules: 56.00 an hour, a quarter more in the evening, a half more at night and in weekends.
@Suite struct SurchargeTests {
    @Test(arguments: [
        ("2026-11-24T06:45", "119.00"), ("2026-11-24T18:45", "136.50"), ("2026-11-24T10:00", "112.00"), ("2026-11-24T19:00", "140.00"),
        // To midnight a Friday's night, after it a Saturday, equally dear.
        ("2026-11-27T23:00", "168.00"),
        // The last minutes of a Sunday, then a Monday's night.
        ("2026-11-29T23:30", "168.00"),
        // Armistice Day is a Wednesday: its first hour after a Tuesday's night, its last before a Thursday's.
        ("2026-11-10T23:00", "196.00"), ("2026-11-11T23:00", "196.00"),
    ])
    func `a price follows the minutes of the talk`(start: String, euros: String) throws {
        let desk = try Desk(at: "2026-11-09T09:00")
        let school = desk.school()
        let talk = AdviceCase(language: "ti", complexity: .practical, minutes: 120)
        let reply = desk.query(school, .quote(talk, start: start, place: nil))
        #expect(reply.text.hasPrefix("about \(euros) EUR"), "\(reply.text)")
    }

    @Test func `the line of a surcharge says for how many minutes it is`() throws {
        let desk = try Desk(at: "2026-11-09T09:00")
        let school = desk.school()
        let talk = AdviceCase(language: "ti", complexity: .practical, minutes: 120)
        let lines = desk.query(school, .quote(talk, start: "2026-11-24T18:45", place: nil)).rows.filter { $0.kind == "LINE" }
        #expect(lines.map { $0.text("what") } == ["interpreting", "evening"])
        #expect(lines.map { $0.text("minutes") } == [nil, "105"] && lines.map { $0.text("cents") } == ["11200", "2450"])
    }
}
