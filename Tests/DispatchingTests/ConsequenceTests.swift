import Interpreting
import Testing

@testable import Dispatching

/// Asks the best one alone, so that it shows who is next.
struct OneByOne: OfferPolicy {
    func nextWave(_ situation: OfferSituation) -> Wave {
        Wave(offers: Array(situation.eligible.prefix(1)), expiresAt: min(situation.now + .hours(2), situation.request.answerBy))
    }
}

/// When an interpreter, its calendar or its duty changes, what no longer holds is taken back and the next is asked, in the same command.
@Suite struct ConsequenceTests {
    private let call = Submit(language: "ti", complexity: .practical, minutes: 15, start: "now")

    /// Somebody is asked, and another waits behind.
    private func asked(_ submit: Submit, onDuty: Bool = false) throws -> (desk: Desk, first: PrincipalID, second: PrincipalID) {
        let desk = try Desk(policy: OneByOne())
        let school = desk.school()
        let (one, other) = (desk.interpreter(), desk.interpreter())
        if onDuty { for tolk in [one, other] { desk.command(tolk, .onDuty(modalities: [], until: nil)) } }
        desk.command(school, .submit(submit))
        let offer = try #require(desk.offers(.made).first)
        let first = desk.user(of: offer)
        return (desk, first, first == one ? other : one)
    }

    private func interpreter(_ desk: Desk, _ user: PrincipalID) throws -> InterpreterID {
        try #require(desk.engine.state.principals[user]?.interpreter)
    }

    /// The offer to the first is withdrawn for `reason`, and the second is asked.
    private func expectNext(_ desk: Desk, _ second: PrincipalID, because reason: String, _ comment: String = "") throws {
        let withdrawn = desk.journal.last { $0.kind == .offerWithdrawn }
        #expect(withdrawn?.fields.contains(Field("because", reason)) == true, "\(comment) \(String(describing: withdrawn?.fields))")
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [second], "\(comment)")
    }

    @Test func `an absence over a ring takes the ring back and rings the next`() throws {
        let (desk, first, second) = try asked(call, onDuty: true)
        let reply = desk.command(first, .unavailable(CalendarEntry(from: "2026-11-23T09:00", until: "2026-11-23T12:00")))
        try expectNext(desk, second, because: "absent")
        #expect(reply.text.hasSuffix("; no longer offered to you: O1"), "\(reply.text)")
    }

    @Test func `an absence in the time of the journey to an offered talk takes the offer back`() throws {
        let (desk, first, second) = try asked(.talk(place: "44021"))
        desk.command(first, .unavailable(CalendarEntry(from: "2026-11-26T08:00", until: "2026-11-26T09:30")))
        try expectNext(desk, second, because: "absent")
    }

    @Test func `duty for less takes back the ring that it no longer covers`() throws {
        let (desk, first, second) = try asked(call, onDuty: true)
        let reply = desk.command(first, .onDuty(modalities: [.video], until: nil))
        try expectNext(desk, second, because: "off-duty")
        #expect(reply.text.contains("no longer offered to you: O1"), "\(reply.text)")
    }

    @Test func `hours taken out of the calendar take the offer in them back`() throws {
        let (desk, first, second) = try asked(.talk())
        let id = try interpreter(desk, first)
        let thursday = try #require(
            desk.engine.state.availabilities.all().first { $0.interpreter == id && $0.interval.contains(desk.requests()[0].interval) })
        let reply = desk.command(first, .withdrawCalendarEntry(thursday.id))
        try expectNext(desk, second, because: "availability")
        #expect(reply.text.contains("no longer offered to you: O1"), "\(reply.text)")
    }

    @Test func `an absence taken out of the calendar lets waiting requests look at its hours`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter())
        desk.command(tolk, .unavailable(CalendarEntry(from: "2026-11-26T08:00", until: "2026-11-26T12:00")))
        let absence = try #require(desk.engine.state.availabilities.all().first { $0.kind == .absent })
        desk.command(school, .submit(.talk()))
        #expect(desk.requests().map(\.state) == [.open])
        let reply = desk.command(tolk, .withdrawCalendarEntry(absence.id))
        #expect(desk.requests().map(\.state) == [.offered])
        #expect(reply.text.hasSuffix("; now offered to you: O1"), "\(reply.text)")
    }

    @Test(arguments: [
        (InterpreterProfile(languages: ["so"]), "language"), (InterpreterProfile(languages: ["ti:trained"]), "certificate"),
        (InterpreterProfile(home: "31005", maximumKilometres: 40), "distance"), (InterpreterProfile(modalities: [.telephone]), "modality"),
        (InterpreterProfile(pools: ["atlas"]), "pool"), (InterpreterProfile(maximumMinutesPerDay: 60), "daily-hours"),
        (InterpreterProfile(maximumMinutesPerWeek: 60), "weekly-hours"),
    ]) func `a change in the register takes back what it no longer allows, and the next is asked`(
        _ profile: InterpreterProfile, _ reason: String
    ) throws {
        let (desk, first, second) = try asked(.talk())
        let reply = desk.system(.changeInterpreter(try interpreter(desk, first), profile, expected: nil))
        try expectNext(desk, second, because: reason, "\(profile)")
        #expect(reply.text.hasSuffix("; 1 offer is withdrawn: O1; 1 offer goes to others instead"), "\(reply.text)")
    }

    @Test func `whoever offers no remote work any more is not on duty for it`() throws {
        let (desk, first, second) = try asked(call, onDuty: true)
        let id = try interpreter(desk, first)
        desk.system(.changeInterpreter(id, InterpreterProfile(modalities: [.video, .onsite]), expected: nil))
        #expect(desk.engine.state.interpreters[id]?.duty?.modalities == [.video])
        try expectNext(desk, second, because: "modality")
        desk.system(.changeInterpreter(id, InterpreterProfile(modalities: [.onsite]), expected: nil))
        #expect(desk.engine.state.interpreters[id]?.duty == nil)
        #expect(desk.journal.last?.kind == .dutyOff)
    }

    @Test(arguments: [
        InterpreterProfile(languages: ["so", "ti"]), InterpreterProfile(maximumKilometres: 150), InterpreterProfile(home: "44021"),
    ]) func `what the register allows from now on is offered at once`(_ profile: InterpreterProfile) throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter(profile.languages == nil ? ["ti"] : ["so"], home: "31005")
        desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(maximumKilometres: 20), expected: nil))
        if profile.languages != nil { desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(home: "44021"), expected: nil)) }
        desk.command(school, .submit(.talk(place: "44021")))
        #expect(desk.requests().map(\.state) == [.open])
        let reply = desk.system(.changeInterpreter(Identifier(1), profile, expected: nil))
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [tolk])
        #expect(reply.text.hasSuffix("; 1 offer is made: O1"), "\(reply.text)")
    }

    @Test func `who retires keeps what is confirmed, which is named, and comes back with everything`() throws {
        let (desk, first, second) = try asked(.talk())
        let id = try interpreter(desk, first)
        desk.command(first, .accept(Identifier(1), expected: nil))
        let school = try #require(desk.engine.state.requests[Identifier(1)]?.requestedBy)
        desk.command(school, .submit(.talk(start: "2026-11-27T10:00")))
        desk.command(first, .onDuty(modalities: [], until: nil))
        let asked = desk.offers(.made).first.map { desk.user(of: $0) }
        let reply = desk.system(.retireInterpreter(id, expected: nil))
        #expect(reply.isDone)
        #expect(desk.assignments(.confirmed).map(\.interpreter) == [id])
        #expect(desk.kinds().contains(.dutyOff))
        #expect(reply.text.contains("INTERPRETER reinstate \(id) brings it back"), "\(reply.text)")
        #expect(reply.text.contains("1 confirmed assignment no longer fits and stays: A1 (inactive)"), "\(reply.text)")
        #expect(reply.rows.map(\.kind) == ["INTERPRETER", "ATTENTION"])
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [second] || asked == second)
        let back = desk.system(.reinstateInterpreter(id, expected: nil))
        #expect(back.text == "interpreter \(id) is back, with calendar and history", "\(back.text)")
        #expect(back.rows.map(\.kind) == ["INTERPRETER"])
        #expect(desk.engine.state.interpreters[id]?.isActive == true)
        #expect(desk.system(.reinstateInterpreter(id, expected: nil)).text == "interpreter \(id) is not retired")
    }

    @Test func `who comes back is asked for what waits`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter())
        desk.system(.retireInterpreter(Identifier(1), expected: nil))
        desk.command(school, .submit(.talk()))
        #expect(desk.requests().map(\.state) == [.open])
        desk.system(.reinstateInterpreter(Identifier(1), expected: nil))
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [tolk])
    }

    @Test func `coordinators of every pool are told of calendar, duty and register, those of a pool just left too`() throws {
        let desk = try Desk()
        let tolk = desk.interpreter(pools: ["agii", "amal"])
        let chiefs = ["agii", "amal", "atlas"].map { desk.user(.coordinator, agency: $0) }
        func told(since head: Int) -> [[EventKind]] {
            chiefs.compactMap { desk.engine.state.principals[$0] }.map { chief in
                desk.journal.dropFirst(head).filter { $0.scope.isVisible(to: chief) }.map(\.kind)
            }
        }
        var head = desk.head
        desk.command(tolk, .unavailable(CalendarEntry(from: "2026-11-26T08:00", until: "2026-11-26T12:00")))
        desk.command(tolk, .onDuty(modalities: [], until: nil))
        desk.command(tolk, .offDuty())
        let own: [EventKind] = [.calendarChanged, .dutyOn, .dutyOff]
        #expect(told(since: head) == [own, own, []])
        head = desk.head
        desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(pools: ["amal", "atlas"]), expected: nil))
        #expect(told(since: head) == [[.interpreterChanged], [.interpreterChanged], [.interpreterChanged]])
        head = desk.head
        desk.system(.retireInterpreter(Identifier(1), expected: nil))
        #expect(told(since: head) == [[], [.interpreterChanged], [.interpreterChanged]])
    }
}
