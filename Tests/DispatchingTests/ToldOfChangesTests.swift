import Interpreting
import Testing

@testable import Dispatching

/// Whoever is concerned by a change of an interpreter is told: the agency whose work it is, the gateway that rang, whoever made it.
@Suite struct ToldOfChangesTests {
    /// Of a pool of agii, with A1 for amal on Friday, on site in Ghent.
    private func helping() throws -> (desk: Desk, tolk: PrincipalID, amal: Principal, school: Principal) {
        let desk = try Desk()
        let school = desk.school("44021", agency: "amal")
        let tolk = desk.interpreter()
        let chief = desk.user(.coordinator, agency: "amal")
        desk.command(school, .submit(.talk(start: "2026-11-27T14:00")))
        // The pool of agii helps when amal's own has had its time.
        desk.pass(.hours(2))
        desk.command(tolk, .accept(try #require(desk.offers(.made).first).id, expected: nil))
        #expect(desk.assignments(.confirmed).count == 1)
        let state = desk.engine.state
        return (desk, tolk, try #require(state.principals[chief]), try #require(state.principals[school]))
    }

    private func told(_ desk: Desk, _ user: Principal, since head: Int) -> [Event] {
        desk.journal.dropFirst(head).filter { $0.scope.isVisible(to: user) }
    }

    private func text(_ event: Event?, _ name: String) -> FieldValue? { event?.fields.first { $0.name == name }?.value }

    @Test func `the agency whose work breaks is told, although the interpreter is of another pool, and that it fits again`() throws {
        let (desk, _, amal, school) = try helping()
        var head = desk.head
        desk.system(.retireInterpreter(Identifier(1), expected: nil))
        let broken = told(desk, amal, since: head)
        #expect(broken.map(\.kind) == [.assignmentAttention] && broken.first?.subject == "A1")
        #expect(text(broken.first, "because") == .list(["inactive"]))
        #expect(told(desk, school, since: head).isEmpty)
        head = desk.head
        desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(maximumKilometres: 100), expected: nil))
        #expect(told(desk, amal, since: head).isEmpty)
        desk.system(.reinstateInterpreter(Identifier(1), expected: nil))
        #expect(told(desk, amal, since: head).map { text($0, "because") } == [.list([])])
    }

    @Test func `an hour taken out of the calendar under confirmed work is told to the agency whose work it is`() throws {
        let (desk, tolk, amal, _) = try helping()
        let talk = try #require(desk.assignments().first?.talk)
        let entry = try #require(desk.engine.state.availabilities.all().first { $0.interval.contains(talk) })
        let head = desk.head
        desk.command(tolk, .withdrawCalendarEntry(entry.id))
        #expect(told(desk, amal, since: head).map { text($0, "because") } == [.list(["availability"])])
    }

    @Test func `another home moves the journeys to confirmed work, and nothing is put into them`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk(start: "2026-11-27T14:00")))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        let before = try #require(desk.assignments(.confirmed).first)
        let reply = desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(home: "31005"), expected: nil))
        let after = try #require(desk.assignments(.confirmed).first)
        #expect(after.during.start < before.during.start && after.travelMinutes > before.travelMinutes)
        #expect(desk.journal.contains { $0.kind == .assignmentMoved && $0.subject == "A1" })
        #expect(reply.text.hasSuffix("; the journey to A1 begins at another time, as LIST assignments shows"), "\(reply.text)")
        #expect(reply.first("ATTENTION") == nil)
        desk.command(school, .submit(Submit(language: "ti", complexity: .practical, minutes: 15, start: "2026-11-27T13:00")))
        #expect(desk.offers(.made).isEmpty)
    }

    @Test func `a journey that was not possible from another home moves when it is`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(maximumKilometres: 60), expected: nil))
        desk.command(school, .submit(.talk(start: "2026-11-27T14:00")))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        let before = try #require(desk.assignments(.confirmed).first)
        desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(home: "31005"), expected: nil))
        #expect(desk.assignments(.confirmed).first?.during == before.during)
        let head = desk.head
        desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(maximumKilometres: 150), expected: nil))
        #expect(try #require(desk.assignments(.confirmed).first).during.start < before.during.start)
        let told = desk.journal.dropFirst(head).map(\.kind)
        #expect(told.contains(.assignmentMoved) && told.contains(.assignmentAttention))
        desk.command(school, .submit(Submit(language: "ti", complexity: .practical, minutes: 15, start: "2026-11-27T13:00")))
        #expect(desk.offers(.made).isEmpty)
    }

    @Test func `whoever rang hears that another gateway rings now, which is asked anew`() throws {
        let desk = try Desk()
        let (school, first, second) = (desk.school(), desk.user(.gateway), desk.user(.gateway))
        let profile = InterpreterProfile(
            name: "Tolk", gender: .female, home: "12025", modalities: [.telephone], pools: ["agii"], languages: ["ti"],
            gateway: first.description)
        desk.system(.addInterpreter(profile))
        desk.command(first, .onDuty(modalities: [], until: nil, for: Identifier(1)))
        desk.command(school, .submit(Submit(language: "ti", complexity: .practical, minutes: 15, start: "now")))
        #expect(desk.offers(.made).count == 1)
        let head = desk.head
        let reply = desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(gateway: second.description), expected: nil))
        let gateways = try [first, second].map { try #require(desk.engine.state.principals[$0]) }
        #expect(told(desk, gateways[0], since: head).map(\.kind) == [.offerWithdrawn])
        #expect(text(told(desk, gateways[0], since: head).first, "because") == .text("gateway-changed"))
        #expect(told(desk, gateways[1], since: head).map(\.kind).contains(.offerMade))
        #expect(reply.text.contains("1 offer is withdrawn: O1; 1 offer is made: O2"), "\(reply.text)")
        let lost = desk.head
        desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(gateway: "none"), expected: nil))
        let change = desk.journal.dropFirst(lost).last { $0.kind == .interpreterChanged }
        #expect(text(change, "login") == .text("no") && text(change, "because") == .text("gateway-changed"))
    }

    @Test func `an absence over a talk that goes on says to finish it, and one that began early counts as it takes place`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter())
        desk.command(school, .submit(Submit(language: "ti", complexity: .practical, minutes: 20, start: "2026-11-23T11:00")))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.now = try Timestamp.parse("2026-11-23T10:50", in: desk.engine.rules.calendar.zone)
        #expect(desk.command(tolk, .start(Identifier(1), expected: nil)).isDone)
        let reply = desk.command(tolk, .unavailable(CalendarEntry(from: "2026-11-23T10:45", until: "2026-11-23T10:55")))
        #expect(
            reply.text == "A1 goes on since 2026-11-23T10:50:00+01:00; FINISH A1 first, or be absent from a later time on", "\(reply.text)")
        let retired = desk.system(.retireInterpreter(Identifier(1), expected: nil))
        #expect(
            retired.text.hasSuffix("; A1 goes on now, and counts as completed after the agreed time when nobody reports its end"),
            "\(retired.text)")
        let refused = desk.command(tolk, .available(CalendarEntry(from: "2026-11-24T09:00", until: "2026-11-24T12:00")))
        #expect(refused.refusal?.reason == .wrongState, "\(refused.text)")
    }

    @Test func `whoever shuts out the last user of an organisation is told what goes on of it`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter()
        desk.command(school, .submit(.talk()))
        let reply = desk.system(.disableUser(school))
        #expect(
            reply.text.hasSuffix(
                "; nobody of G1 can log in now, and 1 request of it goes on: "
                    + "LIST requests organisation=G1, or let somebody in with TOKEN issue"), "\(reply.text)")
    }

    @Test func `work at once that rings only where nobody is known to hear it says so, and is hinted to nobody who is gone`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter(isAvailable: false)
        desk.command(tolk, .onDuty(modalities: [], until: nil))
        desk.handle(.sessionEnded(tolk))
        desk.pass(.zero)
        let reply = desk.command(school, .submit(Submit(language: "ti", complexity: .practical, minutes: 15, start: "now")))
        #expect(reply.text.hasPrefix("request R1 is offered, but nobody who is asked is connected now"), "\(reply.text)")
        guard case .done(.nobodyYet, _) = reply.result else { return #expect(Bool(false), "\(reply.result)") }
        #expect(!reply.rows.contains { $0.kind == "HINT" && $0.text("change") == "modality:video" }, "\(reply.rows)")
    }
}
