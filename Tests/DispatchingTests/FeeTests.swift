import Interpreting
import Rules
import Testing

@testable import Dispatching

/// What a requester owes follows from the moment at which it gave an interpreter up, whichever command it used.
@Suite struct FeeTests {
    /// R1 assigned as A1 for Thursday at ten, and now as late as `text`.
    private func assigned(at text: String) throws -> (desk: Desk, school: PrincipalID, tolk: PrincipalID) {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk()))
        #expect(desk.command(tolk, .accept(Identifier(1), expected: nil)).isDone)
        desk.now = try Timestamp.parse(text, in: desk.engine.rules.calendar.zone)
        return (desk, school, tolk)
    }

    private func cancel(_ desk: Desk, _ school: PrincipalID) -> Reply {
        desk.command(school, .cancel(Identifier(1), expected: nil, reason: nil))
    }

    @Test func `amending late and cancelling then costs what cancelling late costs`() throws {
        let (desk, school, _) = try assigned(at: "2026-11-25T12:00")
        let refused = desk.command(school, .amend(Amend(request: Identifier(1), minutes: 70)))
        #expect(refused.text.contains("50 % of the price is due"), "\(refused.text)")
        let amended = desk.command(school, .amend(Amend(request: Identifier(1), minutes: 70, reopen: true)))
        #expect(amended.text.contains("A1 of I1 has ended, 50 % of the price is due"), "\(amended.text)")
        #expect(amended.text.contains("unless I1 takes the amended request"))
        #expect(amended.first("FEE")?.text("percent") == "50")
        desk.pass(.hours(1))
        let cancelled = cancel(desk, school)
        #expect(cancelled.isDone)
        #expect(cancelled.text.contains("A1, given up at 2026-11-25T12:00:00+01:00, costs 50 %"), "\(cancelled.text)")
        #expect(!cancelled.text.contains("free of charge"))
        #expect(cancelled.first("FEE")?.subject == "A1")
        let event = try #require(desk.journal.last { $0.kind == .requestCancelled })
        #expect(event.fields.contains(Field("fee-percent", 50)))
        #expect(desk.assignments().map(\.state) == [.cancelled])
    }

    @Test func `amending early is free of charge and so is cancelling afterwards`() throws {
        let (desk, school, _) = try assigned(at: "2026-11-25T09:00")
        let amended = desk.command(school, .amend(Amend(request: Identifier(1), minutes: 70, reopen: true)))
        #expect(amended.text.contains("A1 of I1 has ended, free of charge"), "\(amended.text)")
        desk.now = try Timestamp.parse("2026-11-26T09:00", in: desk.engine.rules.calendar.zone)
        #expect(cancel(desk, school).text.contains("free of charge, because as long as no interpreter was found"))
    }

    @Test func `an interpreter who takes the amended request has lost nothing`() throws {
        let (desk, school, tolk) = try assigned(at: "2026-11-25T12:00")
        desk.command(school, .amend(Amend(request: Identifier(1), minutes: 70, reopen: true)))
        let offer = try #require(desk.offers(.made).first)
        #expect(desk.command(tolk, .accept(offer.id, expected: nil)).isDone)
        #expect(desk.query(school, .show("R1")).first("FEE") == nil)
        // Until the requester gives that up too.
        let cancelled = cancel(desk, school)
        #expect(cancelled.text.contains("50 % of the price is due"), "\(cancelled.text)")
        #expect(cancelled.rows.filter { $0.kind == "FEE" }.count == 1)
    }

    @Test func `who gives an assignment back or has it taken away costs the requester nothing`() throws {
        let (desk, school, tolk) = try assigned(at: "2026-11-25T12:00")
        #expect(desk.command(tolk, .release(Identifier(1), expected: nil, reason: nil)).isDone)
        #expect(cancel(desk, school).text.contains("free of charge"))
    }

    @Test func `a second cancellation is refused with the next step`() throws {
        let (desk, school, _) = try assigned(at: "2026-11-24T12:00")
        #expect(cancel(desk, school).isDone)
        let again = cancel(desk, school)
        #expect(again.refusal?.reason == .wrongState)
        #expect(again.text.contains("SHOW R1"), "\(again.text)")
    }

    @Test func `who waited for a client in vain says so, and the fee is told to all whom it concerns`() throws {
        let (desk, school, tolk) = try assigned(at: "2026-11-26T09:55")
        func finish() -> Reply { desk.command(tolk, .finish(Identifier(1), expected: nil, absent: .client)) }
        #expect(finish().text.contains("START it first"))
        desk.command(tolk, .start(Identifier(1), expected: nil))
        let early = finish()
        #expect(early.refusal?.reason == .wrongState)
        #expect(early.text.contains("absent=client is possible from 2026-11-26T10:15:00+01:00 (rules/cancellation.yaml:"), "\(early.text)")
        desk.now = try Timestamp.parse("2026-11-26T10:15", in: desk.engine.rules.calendar.zone)
        let reply = finish()
        #expect(reply.text.hasPrefix("assignment A1 is completed without the client; 100 % of the price is due, because"), "\(reply.text)")
        #expect(reply.first("FEE")?.text("rule") == "cancellation.client-absent")
        let event = try #require(desk.journal.last { $0.kind == .assignmentCompleted })
        #expect(event.fields.contains(Field("because", "client-absent")) && event.fields.contains(Field("fee-percent", 100)))
        let shown = desk.query(school, .show("R1"))
        #expect(shown.first("REQUEST")?.text("because") == "client-absent")
        #expect(shown.first("FEE")?.text("percent") == "100", "\(shown.rows)")
    }

    @Test func `a talk that took place has no fee`() throws {
        let (desk, school, tolk) = try assigned(at: "2026-11-26T09:55")
        desk.command(tolk, .start(Identifier(1), expected: nil))
        desk.pass(.minutes(30))
        let reply = desk.command(tolk, .finish(Identifier(1), expected: nil))
        #expect(reply.text == "assignment A1 is completed" && reply.first("FEE") == nil)
        #expect(desk.query(school, .show("R1")).first("FEE") == nil)
    }
}
