import Interpreting
import Rules
import Testing

@testable import Dispatching

/// An answer that says whom to ask says when somebody is there.
@Suite struct AgencyHoursTests {
    @Test func `an agency shows whether somebody is there, until when, or from when`() throws {
        let desk = try Desk(at: "2026-11-23T09:00")
        let school = desk.school()
        func agency(_ text: String) throws -> Row? {
            desk.now = try Timestamp.parse(text, in: desk.engine.rules.calendar.zone)
            return desk.query(school, .show("agii")).rows.first
        }
        let open = try agency("2026-11-23T09:00")
        #expect(open?.text("open") == "yes" && open?.text("until") == "2026-11-23T17:30:00+01:00")
        let evening = try agency("2026-11-27T17:30")
        #expect(evening?.text("open") == "no" && evening?.text("opens") == "2026-11-30T08:00:00+01:00")
        #expect(evening?.text("closed-for") == nil)
        let christmas = try agency("2026-12-25T10:00")
        #expect(christmas?.text("opens") == "2026-12-28T08:00:00+01:00" && christmas?.text("closed-for") == "Kerstmis")
    }

    @Test func `who is told to ask the agency is told when`() throws {
        let desk = try Desk()
        let school = desk.school(until: "2026-11-01")
        let refused = desk.command(school, .submit(.talk()))
        #expect(refused.text.hasSuffix("ask agii (open until 2026-11-23T17:30:00+01:00) to renew it"), "\(refused.text)")
        let other = desk.school()
        _ = desk.interpreter(isAvailable: false)
        let hopeless = desk.command(other, .submit(.talk()))
        #expect(
            hopeless.first("HINT")?.text("text")?.hasSuffix("or ask agii (open until 2026-11-23T17:30:00+01:00)") == true,
            "\(hopeless.rows)")
        desk.now = desk.now + .hours(12)
        let night = desk.command(other, .submit(.talk()))
        #expect(night.first("HINT")?.text("text")?.hasSuffix("ask agii (closed; it opens at 2026-11-24T08:00:00+01:00)") == true)
    }

    @Test func `a talk that begins before anybody is at the agency is told so`() throws {
        let desk = try Desk(at: "2026-11-27T18:00")
        let school = desk.school()
        func hint(_ start: String) -> Row? {
            desk.command(school, .submit(.talk(minutes: 20, complexity: .practical, start: start))).rows
                .first { $0["agency"] != nil && $0.kind == "HINT" }
        }
        let saturday = hint("2026-11-28T10:00")
        #expect(saturday?.text("opens") == "2026-11-30T08:00:00+01:00" && saturday?.text("rule") == "agency.agii")
        #expect(hint("now") != nil && hint("2026-11-30T08:00") != nil)
        #expect(hint("2026-11-30T08:01") == nil)
    }

    @Test func `an honest no says from when the agency can be asked`() throws {
        let desk = try Desk(at: "2026-11-27T18:00")
        desk.command(desk.school(), .submit(.talk(minutes: 20, complexity: .practical, start: "2026-11-28T10:00")))
        desk.pass(.hours(16))
        let unfilled = try #require(desk.journal.last { $0.kind == .requestUnfilled })
        #expect(unfilled.fields.contains(Field("agency", "agii")))
        #expect(unfilled.fields.contains(Field("open-from", "2026-11-30T08:00:00+01:00")), "\(unfilled.fields)")
    }
}
