import Interpreting
import Matching
import Testing

@testable import Dispatching

/// What is over counts: for the hours of the day and of the week, and for the rest that follows it.
@Suite struct FinishedWorkTests {
    private func call(_ minutes: Int = 15) -> Command {
        .submit(Submit(language: "ti", complexity: .practical, minutes: minutes, start: "now"))
    }

    private func talk(_ start: String, _ minutes: Int) -> Command {
        .submit(Submit(language: "ti", complexity: .practical, minutes: minutes, start: start))
    }

    /// One interpreter with the given limits, on duty and available, and one coordinator.
    private func world(
        day: Int? = nil, week: Int? = nil
    ) throws -> (desk: Desk, school: PrincipalID, tolk: PrincipalID, chief: PrincipalID) {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter(modalities: [.telephone, .video]))
        let chief = desk.user(.coordinator, agency: "agii")
        let limits = InterpreterProfile(maximumMinutesPerDay: day, maximumMinutesPerWeek: week)
        #expect(desk.system(.changeInterpreter(Identifier(1), limits, expected: nil)).isDone)
        desk.command(tolk, .onDuty(modalities: [.telephone, .video], until: "2026-11-23T20:00"))
        return (desk, school, tolk, chief)
    }

    /// Has the interpreter take a call at once and finish it after so many minutes.
    private func takeCall(_ desk: Desk, _ school: PrincipalID, _ tolk: PrincipalID, agreed: Int, worked: Int) throws {
        desk.command(school, call(agreed))
        let ring = try #require(desk.offers(.made).last)
        #expect(desk.command(tolk, .accept(ring.id, expected: nil)).isDone)
        desk.pass(.minutes(worked))
        let assignment = try #require(desk.assignments(.started).last)
        #expect(desk.command(tolk, .finish(assignment.id, expected: nil)).isDone)
    }

    /// The constraints that CANDIDATES names against the only interpreter for the last request.
    private func against(_ desk: Desk, _ chief: PrincipalID) throws -> [String] {
        let request = try #require(desk.requests().last)
        return desk.query(chief, .candidates(request.id)).rows.filter { $0.kind == "EXCLUDED" }.compactMap { $0.text("constraint") }
    }

    @Test func `minutes of finished talks count for the day`() throws {
        let (desk, school, tolk, chief) = try world(day: 60)
        try takeCall(desk, school, tolk, agreed: 40, worked: 40)
        desk.pass(.minutes(30))
        desk.command(school, call(25))
        #expect(desk.offers(.made).isEmpty)
        #expect(try against(desk, chief) == ["daily-hours"])
        let words = desk.query(chief, .candidates(Identifier(2))).rows.first { $0.kind == "EXCLUDED" }?.text("text")
        #expect(words == "65 minutes that day with this one, at most 60")
        desk.command(school, call(20))
        #expect(desk.offers(.made).count == 1)
    }

    @Test func `minutes of finished talks count for the week, and no longer in the next`() throws {
        let (desk, school, tolk, chief) = try world(week: 60)
        try takeCall(desk, school, tolk, agreed: 40, worked: 40)
        desk.command(school, talk("2026-11-26T10:00", 30))
        #expect(try against(desk, chief) == ["weekly-hours"])
        #expect(desk.offers(.made).isEmpty)
        desk.command(school, talk("2026-11-30T10:00", 30))
        #expect(desk.offers(.made).count == 1)
    }

    @Test func `a talk counts as long as it really lasted, longer or shorter than agreed`() throws {
        for (worked, isAsked) in [(30, true), (60, false)] {
            let (desk, school, tolk, _) = try world(day: 90)
            try takeCall(desk, school, tolk, agreed: 45, worked: worked)
            desk.pass(.minutes(30))
            desk.command(school, call(50))
            #expect(desk.offers(.made).isEmpty != isAsked, "\(worked)")
        }
    }

    @Test func `a talk whose end nobody reported counts as long as was agreed, from its start`() throws {
        let (desk, school, tolk, _) = try world(day: 60)
        desk.command(school, call(30))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        let start = desk.now
        desk.pass(.hours(2))
        let finished = try #require(desk.assignments(.completed).first)
        #expect(finished.endedAt == start + .minutes(30))
        desk.command(school, call(30))
        #expect(desk.offers(.made).count == 1)
        desk.command(school, call(35))
        #expect(desk.offers(.made).count == 1)
    }

    @Test func `what did not take place counts for nothing`() throws {
        let (desk, school, tolk, _) = try world(day: 60)
        desk.command(school, talk("2026-11-23T10:00", 60))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.pass(.hours(2))
        #expect(desk.assignments(.noShow).count == 1)
        desk.command(school, talk("2026-11-23T13:00", 60))
        let second = try #require(desk.offers(.made).first)
        desk.command(tolk, .accept(second.id, expected: nil))
        desk.command(school, .cancel(Identifier(2), expected: nil, reason: nil))
        desk.command(school, talk("2026-11-23T15:00", 60))
        #expect(desk.offers(.made).count == 1)
    }

    @Test func `the rest after a talk begins when it really ended`() throws {
        let (desk, school, tolk, chief) = try world()
        try takeCall(desk, school, tolk, agreed: 15, worked: 25)
        desk.pass(.minutes(4))
        desk.command(school, call(5))
        #expect(desk.offers(.made).isEmpty)
        #expect(try against(desk, chief) == ["rest"])
        let words = desk.query(chief, .candidates(Identifier(2))).rows.first { $0.kind == "EXCLUDED" }?.text("text")
        #expect(words == "4 minutes free after A1, 10 needed")
        desk.pass(.minutes(6))
        desk.command(school, call(5))
        #expect(desk.offers(.made).map(\.request) == [Identifier(3)])
    }

    @Test func `the journey after a finished talk begins where it took place`() throws {
        let desk = try Desk(at: "2026-11-23T08:00")
        let (school, tolk) = (desk.school(), desk.interpreter())
        let chief = desk.user(.coordinator, agency: "agii")
        desk.command(school, .submit(.talk(start: "2026-11-23T10:00", place: "8000")))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.now = try Timestamp.parse("2026-11-23T10:00", in: desk.engine.rules.calendar.zone)
        desk.command(tolk, .start(Identifier(1), expected: nil))
        desk.pass(.minutes(75))
        desk.command(tolk, .finish(Identifier(1), expected: nil))
        // In her own town, 100 km from where she is.
        desk.command(school, .submit(.talk(start: "2026-11-23T12:15")))
        #expect(desk.offers(.made).isEmpty)
        #expect(Set(try against(desk, chief)) == ["travel"])
    }

    @Test func `an offer that a talk which ran over makes impossible is withdrawn when it is finished`() throws {
        let (desk, school, tolk, _) = try world(day: 90)
        desk.command(school, call(30))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.pass(.minutes(30))
        desk.command(school, talk("2026-11-23T15:00", 60))
        #expect(desk.offers(.made).count == 1)
        desk.pass(.minutes(10))
        desk.command(tolk, .finish(Identifier(1), expected: nil))
        #expect(desk.offers(.made).isEmpty)
        #expect(desk.offers(.withdrawn).count == 1)
    }

    @Test func `a plan counts finished talks too`() throws {
        let (desk, school, tolk, _) = try world(week: 60)
        try takeCall(desk, school, tolk, agreed: 40, worked: 40)
        desk.command(school, talk("2026-11-26T10:00", 15))
        desk.command(school, talk("2026-11-26T13:00", 15))
        #expect(desk.plan().proposals.count == 1)
    }
}
