import Interpreting
import Testing

@testable import Dispatching

/// A request from being asked to its end.
@Suite struct RequestJourneyTests {
    @Test func `a request is offered, accepted, started and completed`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        let before = desk.head

        let submitted = desk.command(school, .submit(.talk()))
        #expect(submitted.isDone, "\(submitted.text)")
        #expect(submitted.first("REQUEST")?.text("modality") == "onsite")
        #expect(submitted.first("REQUEST")?.text("rule") == "modality.complex-over-60")
        #expect(submitted.text.hasPrefix("request R1 is offered; on site, because"))
        let offer = try #require(desk.offers(.made).first)

        let accepted = desk.command(tolk, .accept(offer.id, expected: 1))
        #expect(accepted.text == "assignment A1 is yours, and confirmed")
        #expect(desk.requests(.assigned).count == 1)

        desk.now = try Timestamp.parse("2026-11-26T09:58", in: desk.engine.rules.calendar.zone)
        #expect(desk.command(tolk, .start(Identifier(1), expected: nil)).isDone)
        desk.pass(.minutes(70))
        #expect(desk.command(tolk, .finish(Identifier(1), expected: nil)).isDone)
        #expect(desk.requests(.completed).count == 1)
        #expect(
            desk.kinds(since: before) == [
                .requestOpened, .requestOffered, .offerMade, .assignmentConfirmed, .assignmentStarted, .assignmentCompleted,
            ])
    }

    @Test func `a declined wave is followed by the next, without those who declined`() throws {
        let desk = try Desk()
        let school = desk.school()
        for _ in 0..<6 { _ = desk.interpreter() }
        desk.command(school, .submit(.talk()))
        let first = desk.offers(.made)
        #expect(!first.isEmpty && first.count < 6)
        for offer in first { desk.command(desk.user(of: offer), .decline(offer.id, expected: nil, reason: "holiday")) }
        let second = desk.offers(.made)
        #expect(!second.isEmpty)
        #expect(Set(second.map(\.interpreter)).isDisjoint(with: first.map(\.interpreter)))
        #expect(second.allSatisfy { $0.wave == 2 })
    }

    @Test func `silence is no yes: offers expire, are made again, and the honest no comes in time`() throws {
        let desk = try Desk()
        let school = desk.school()
        for _ in 0..<3 { _ = desk.interpreter() }
        desk.command(school, .submit(.talk()))
        let answerBy = try #require(desk.requests().first).answerBy
        desk.pass(.days(3))
        let request = try #require(desk.requests(.unfilled).first)
        let closedAt = try #require(request.progress.closedAt)
        #expect(closedAt <= answerBy)
        #expect(request.progress.reason == "nobody-answered")
        #expect(Set(desk.offers(.expired).map(\.interpreter)).count == 3)
    }

    @Test func `nobody eligible ends in an honest no that counts the reasons`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter(isAvailable: false)
        let reply = desk.command(school, .submit(.talk()))
        #expect(reply.first("REQUEST")?.text("chance") == "0")
        desk.pass(.days(3))
        let request = try #require(desk.requests(.unfilled).first)
        #expect(request.progress.reason == "nobody-eligible")
    }

    @Test func `an agreed fallback is used when nobody can come, and those who declined to travel are asked again`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk(fallback: [.video])))
        let onsite = try #require(desk.offers(.made).first)
        #expect(onsite.modality == .onsite)
        desk.command(tolk, .decline(onsite.id, expected: nil, reason: nil))
        let video = try #require(desk.offers(.made).first)
        #expect(video.modality == .video && video.interpreter == onsite.interpreter)
    }

    @Test func `only the first to accept has it, and the others are told`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter()
        _ = desk.interpreter()
        desk.command(school, .submit(.talk()))
        let offers = desk.offers(.made)
        #expect(offers.count == 2)
        #expect(desk.command(desk.user(of: offers[0]), .accept(offers[0].id, expected: nil)).isDone)
        let late = desk.command(desk.user(of: offers[1]), .accept(offers[1].id, expected: nil))
        #expect(late.refusal?.reason == .alreadyTaken)
        #expect(desk.offers(.withdrawn).count == 1)
        #expect(desk.assignments(.confirmed).count == 1)
    }

    @Test func `an interpreter never gets two talks at once`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        let chief = desk.user(.coordinator, agency: "agii")
        desk.command(school, .submit(.talk()))
        desk.command(school, .submit(.talk(start: "2026-11-26T10:30")))
        // Nobody is asked for two talks at the same hours, and an accepted one bars the other for good.
        let offers = desk.offers(.made)
        #expect(offers.map(\.request) == [Identifier(1)])
        #expect(desk.command(tolk, .accept(Identifier(1), expected: nil)).isDone)
        #expect(desk.offers(.made).isEmpty)
        let refused = desk.command(chief, .assign(Identifier(2), Identifier(1), expected: nil))
        #expect(refused.refusal?.reason == .ineligible)
        #expect(refused.text.contains("overlap"), "\(refused.text)")
        #expect(refused.text.hasSuffix("; CANDIDATES R2 shows who could do it"), "\(refused.text)")
    }

    @Test func `hours that an answer sets free are offered for what waits`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(school, .submit(.talk(start: "2026-11-26T10:30")))
        desk.command(tolk, .decline(Identifier(1), expected: nil, reason: nil))
        #expect(desk.offers(.made).map(\.request) == [Identifier(2)])
    }

    @Test func `a released assignment is offered to others and never again to the one who gave it back`() throws {
        let desk = try Desk()
        let school = desk.school()
        let first = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(first, .accept(Identifier(1), expected: nil))
        let second = desk.interpreter()
        #expect(desk.command(first, .release(Identifier(1), expected: nil, reason: "ill")).isDone)
        let offers = desk.offers(.made)
        #expect(offers.map { desk.user(of: $0) } == [second])
        #expect(desk.assignments(.released).count == 1)
    }

    @Test func `cancelling ends the assignment and says what it costs`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        let free = desk.command(school, .cancel(Identifier(1), expected: nil, reason: nil))
        #expect(free.isDone && free.text.contains("free of charge"))
        #expect(desk.assignments(.cancelled).count == 1)

        desk.command(school, .submit(.talk()))
        let offer = try #require(desk.offers(.made).first)
        desk.command(tolk, .accept(offer.id, expected: nil))
        desk.now = try Timestamp.parse("2026-11-26T08:00", in: desk.engine.rules.calendar.zone)
        let late = desk.command(school, .cancel(Identifier(2), expected: nil, reason: nil))
        #expect(late.isDone && late.text.contains("% of the price"))
    }

    @Test func `who never starts is a no-show, who never finishes is completed`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.command(school, .submit(.talk(start: "2026-11-27T10:00")))
        let second = try #require(desk.offers(.made).first)
        desk.command(tolk, .accept(second.id, expected: nil))
        desk.now = try Timestamp.parse("2026-11-26T12:30", in: desk.engine.rules.calendar.zone)
        desk.handle(.wake)
        #expect(desk.requests(.noShow).count == 1)
        desk.now = try Timestamp.parse("2026-11-27T10:00", in: desk.engine.rules.calendar.zone)
        #expect(desk.command(tolk, .start(Identifier(2), expected: nil)).isDone)
        desk.pass(.days(1))
        #expect(desk.requests(.completed).count == 1)
    }
}
