import Interpreting
import Testing

@testable import Dispatching

@Suite struct OnDemandTests {
    private func call(_ fallback: [Modality] = []) -> Command {
        .submit(Submit(language: "ti", complexity: .practical, minutes: 15, start: "now", fallback: fallback))
    }

    @Test func `a call rings those on duty, and accepting it starts it`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter(isAvailable: false)
        #expect(desk.command(tolk, .onDuty(modalities: [], until: nil)).isDone)
        #expect(desk.command(school, call()).isDone)
        let ring = try #require(desk.offers(.made).first)
        #expect(ring.expiresAt - desk.now == desk.engine.rules.offers.onDemand.value.ring)
        desk.now = desk.now + .seconds(8)
        #expect(desk.command(tolk, .accept(ring.id, expected: nil)).isDone)
        #expect(desk.requests(.started).count == 1)
        let started = try #require(desk.assignments(.started).first)
        #expect(started.talk.start == desk.now)
    }

    @Test func `an unanswered ring goes on to the next and ends in time`() throws {
        let desk = try Desk()
        let school = desk.school()
        for _ in 0..<8 {
            let tolk = desk.interpreter(isAvailable: false)
            desk.command(tolk, .onDuty(modalities: [.telephone], until: nil))
        }
        desk.command(school, call())
        desk.pass(desk.engine.rules.offers.onDemand.value.ring)
        #expect(desk.offers(.made).allSatisfy { $0.wave == 2 } && !desk.offers(.made).isEmpty)
        desk.pass(desk.engine.rules.offers.onDemand.value.giveUpAfter)
        let unfilled = try #require(desk.requests(.unfilled).first)
        #expect(unfilled.progress.reason == "nobody-answered")
    }

    @Test func `who comes on duty is rung at once for a call that waits`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter(isAvailable: false)
        desk.command(school, call())
        #expect(desk.offers().isEmpty)
        desk.command(tolk, .onDuty(modalities: [.telephone], until: nil))
        #expect(desk.offers(.made).count == 1)
    }

    @Test func `going off duty withdraws the ring, and duty ends by itself`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter(isAvailable: false)
        desk.command(tolk, .onDuty(modalities: [.telephone], until: nil))
        desk.command(school, call())
        desk.command(tolk, .offDuty())
        #expect(desk.offers(.withdrawn).count == 1)
        desk.command(tolk, .onDuty(modalities: [.telephone], until: "2026-11-23T12:00"))
        desk.pass(.hours(4))
        #expect(desk.engine.state.interpreters[Identifier(1)]?.duty == nil)
    }

    @Test func `a talk that belongs on site cannot begin now unless a remote fallback is agreed`() throws {
        let desk = try Desk()
        let school = desk.school()
        let refused = desk.command(school, .submit(.talk(start: "now")))
        #expect(refused.refusal?.reason == .modalityNotAllowed)
        #expect(refused.text.contains("fallback=(video"))
        let agreed = desk.command(school, .submit(.talk(start: "now", fallback: [.video])))
        #expect(agreed.isDone)
        #expect(agreed.text.contains("; by video, as fallback= allows; on site is advised, because "), "\(agreed.text)")
    }

    @Test func `nobody is rung who could not accept until the last moment of the ring`() throws {
        let desk = try Desk(at: "2026-11-23T13:37:44")
        let (school, tolk) = (desk.school(), desk.interpreter(isAvailable: false))
        desk.command(tolk, .onDuty(modalities: [.telephone], until: nil))
        desk.command(tolk, .unavailable(CalendarEntry(from: "2026-11-23T13:43", until: "2026-11-23T14:00")))
        desk.command(school, .submit(Submit(language: "ti", complexity: .practical, minutes: 5, start: "now")))
        #expect(desk.offers().isEmpty, "accepted at 13:38:05 it would last until 13:43:05")
    }

    @Test func `whoever is rung can accept until the last moment`() throws {
        let desk = try Desk(at: "2026-11-23T13:37:30")
        let (school, tolk) = (desk.school(), desk.interpreter(isAvailable: false))
        desk.command(tolk, .onDuty(modalities: [.telephone], until: nil))
        desk.command(tolk, .unavailable(CalendarEntry(from: "2026-11-23T13:43", until: "2026-11-23T14:00")))
        desk.command(school, .submit(Submit(language: "ti", complexity: .practical, minutes: 5, start: "now")))
        let ring = try #require(desk.offers(.made).first)
        desk.now = ring.expiresAt - Span(milliseconds: 1)
        #expect(desk.query(school, .show("R1")).first("REQUEST")?.text("chance") == "65", "it rings, and can be accepted")
        #expect(desk.command(tolk, .accept(ring.id, expected: nil)).isDone)
    }
}
