import Interpreting
import Testing

@testable import Dispatching

/// Hours that become free are offered at once to what waits for them, by whatever they became free.
@Suite struct FreedHoursTests {
    /// One who speaks Tigrinya and works by telephone.
    private func desk() throws -> (desk: Desk, school: PrincipalID, tolk: PrincipalID) {
        let desk = try Desk()
        return (desk, desk.school(), desk.interpreter(modalities: [.telephone]))
    }

    private func talk(_ start: String, minutes: Int = 30) -> Command {
        .submit(Submit(language: "ti", complexity: .practical, minutes: minutes, start: start))
    }

    private func amended(_ request: Int64, start: String? = nil, minutes: Int? = nil, reopen: Bool = false) -> Command {
        var amend = Amend(request: Identifier(request))
        (amend.start, amend.minutes, amend.reopen) = (start, minutes, reopen)
        return .amend(amend)
    }

    @Test func `what is amended to another time leaves its hours to what waits for them`() throws {
        let (desk, school, _) = try desk()
        desk.command(school, talk("2026-11-26T10:00"))
        desk.command(school, talk("2026-11-26T10:15"))
        #expect(desk.requests().map(\.state) == [.offered, .open])
        desk.command(school, amended(1, start: "2026-11-26T15:00"))
        #expect(desk.requests().map(\.state) == [.offered, .offered])
    }

    @Test func `what is amended to be shorter leaves the rest of its hours`() throws {
        let (desk, school, _) = try desk()
        desk.command(school, talk("2026-11-26T10:00"))
        desk.command(school, talk("2026-11-26T10:20"))
        #expect(desk.requests().map(\.state) == [.offered, .open])
        desk.command(school, amended(1, minutes: 15))
        #expect(desk.requests().map(\.state) == [.offered, .offered])
    }

    @Test func `what is amended although it was assigned leaves its hours`() throws {
        let (desk, school, tolk) = try desk()
        desk.command(school, talk("2026-11-26T10:00"))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.command(school, talk("2026-11-26T10:15"))
        #expect(desk.requests().map(\.state) == [.assigned, .open])
        desk.command(school, amended(1, start: "2026-11-26T15:00", reopen: true))
        #expect(desk.requests().map(\.state) == [.offered, .offered])
    }

    @Test func `a talk that ends early leaves hours of the week`() throws {
        let (desk, school, tolk) = try desk()
        var profile = InterpreterProfile()
        profile.maximumMinutesPerWeek = 30
        desk.system(.changeInterpreter(Identifier(1), profile, expected: nil))
        desk.command(tolk, .onDuty(modalities: [], until: nil))
        desk.command(school, talk("now"))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.command(school, talk("2026-11-24T10:00", minutes: 20))
        #expect(desk.requests().map(\.state) == [.started, .open])
        desk.pass(.minutes(2))
        desk.command(tolk, .finish(Identifier(1), expected: nil))
        #expect(desk.requests().map(\.state) == [.completed, .offered])
    }

    @Test func `a talk that nobody started leaves its hours`() throws {
        let (desk, school, tolk) = try desk()
        var profile = InterpreterProfile()
        profile.maximumMinutesPerWeek = 30
        desk.system(.changeInterpreter(Identifier(1), profile, expected: nil))
        desk.command(school, talk("2026-11-23T10:00"))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.command(school, talk("2026-11-27T10:00", minutes: 20))
        #expect(desk.requests().map(\.state) == [.assigned, .open])
        desk.wait(for: .noShow)
        #expect(desk.requests().map(\.state) == [.noShow, .offered])
        #expect(desk.offers(.made).map(\.madeAt) == [desk.now])
    }

    @Test func `an end that nobody reported leaves its interpreter to what waits`() throws {
        let (desk, school, tolk) = try desk()
        desk.command(tolk, .onDuty(modalities: [], until: nil))
        desk.command(school, talk("now"))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        let end = try #require(desk.assignments(.started).first?.nextStepAt)
        desk.pass(end - .seconds(20) - desk.now)
        desk.command(school, talk("now", minutes: 15))
        #expect(desk.requests().map(\.state) == [.started, .open])
        desk.pass(.seconds(20))
        #expect(desk.requests().map(\.state) == [.completed, .offered])
        #expect(desk.offers(.made).map(\.madeAt) == [end])
    }

    @Test func `an offer for later that ends leaves its interpreter to a call that would last until then`() throws {
        let (desk, school, tolk) = try desk()
        desk.command(tolk, .onDuty(modalities: [], until: nil))
        desk.command(school, talk("2026-11-23T09:20"))
        desk.command(school, talk("now", minutes: 25))
        #expect(desk.requests().map(\.state) == [.offered, .open])
        desk.command(tolk, .decline(Identifier(1), expected: nil, reason: nil))
        #expect(desk.requests(.offered).map(\.id) == [Identifier(2)])
    }

    @Test func `a call waits for the end of an absence, not for the next look`() throws {
        let (desk, school, tolk) = try desk()
        desk.command(tolk, .onDuty(modalities: [], until: nil))
        desk.command(tolk, .unavailable(CalendarEntry(from: "2026-11-23T08:00", until: "2026-11-23T09:00:40")))
        desk.command(school, talk("now", minutes: 15))
        #expect(desk.requests().map(\.state) == [.open])
        desk.pass(.seconds(40))
        #expect(desk.offers(.made).map(\.madeAt) == [desk.now])
    }
}
