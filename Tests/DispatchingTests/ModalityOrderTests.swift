import Interpreting
import Testing

@testable import Dispatching

/// Whoever agreed to another modality has it only while nobody can do it as advised.
@Suite struct ModalityOrderTests {
    private static let call = Command.submit(
        Submit(language: "ti", complexity: .practical, minutes: 15, start: "now", fallback: [.video]))

    private func changes(_ desk: Desk) -> [String] {
        desk.journal.filter { $0.kind == .requestAmended }.map { event in
            ["was", "modality", "because"].compactMap { name in
                event.fields.first { $0.name == name }.flatMap { if case .text(let text) = $0.value { text } else { nil } }
            }.joined(separator: " ")
        }
    }

    @Test func `a moment in which nobody is on duty does not use up the advised modality`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter(modalities: [.telephone, .video], isAvailable: false)
        desk.command(school, Self.call)
        #expect(desk.requests().map(\.modality) == [.telephone])
        desk.command(tolk, .onDuty(modalities: [.telephone], until: nil))
        #expect(desk.offers(.made).map(\.modality) == [.telephone])
    }

    @Test func `hours that are entered later are asked for as advised`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter(isAvailable: false))
        desk.command(school, .submit(.talk(fallback: [.video])))
        #expect(desk.requests().map(\.state) == [.open])
        desk.command(tolk, .available(CalendarEntry(from: "2026-11-26T07:00", until: "2026-11-26T20:00")))
        #expect(desk.offers(.made).map(\.modality) == [.onsite])
    }

    @Test func `a moment in which nobody can log in does not use up the advised modality`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter())
        let other = desk.interpreter(modalities: [.video])
        desk.command(school, .submit(.talk(fallback: [.video])))
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [tolk])
        desk.system(.disableUser(tolk))
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [other])
        #expect(desk.requests().map(\.modality) == [.video])
        desk.system(.enableUser(tolk))
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [tolk], "whoever can come is asked instead")
        #expect(desk.requests().map(\.modality) == [.onsite])
        #expect(changes(desk) == ["onsite video fallback", "video onsite advised"])
    }

    @Test func `a no to the journey stays one when the search comes back`() throws {
        let desk = try Desk()
        let (school, first) = (desk.school(), desk.interpreter())
        desk.command(school, .submit(.talk(fallback: [.video])))
        desk.command(first, .decline(Identifier(1), expected: nil, reason: nil))
        #expect(desk.offers(.made).map(\.modality) == [.video])
        let second = desk.interpreter()
        let onsite = try #require(desk.offers(.made).first)
        #expect(desk.offers(.made).count == 1 && onsite.modality == .onsite && desk.user(of: onsite) == second)
        desk.command(second, .decline(onsite.id, expected: nil, reason: nil))
        #expect(desk.offers(.made).map(\.modality) == [.video, .video], "both may be glad to do it by video")
        for offer in desk.offers(.made) { desk.command(desk.user(of: offer), .decline(offer.id, expected: nil, reason: nil)) }
        desk.pass(.days(1))
        #expect(desk.offers(.made).isEmpty)
    }

    @Test func `a ring that somebody hears goes on, and the next begins as advised`() throws {
        let desk = try Desk()
        let school = desk.school()
        let (video, telephone) = (desk.interpreter(isAvailable: false), desk.interpreter(isAvailable: false))
        desk.command(video, .onDuty(modalities: [.video], until: nil))
        desk.command(school, Self.call)
        #expect(desk.offers(.made).map(\.modality) == [.video])
        desk.command(telephone, .onDuty(modalities: [.telephone], until: nil))
        #expect(desk.offers(.made).map(\.modality) == [.video])
        desk.command(video, .decline(Identifier(1), expected: nil, reason: nil))
        #expect(desk.offers(.made).map(\.modality) == [.telephone])
    }

    @Test func `whoever hears a ring by video is rung before a telephone that nobody hears`() throws {
        let desk = try Desk()
        let school = desk.school()
        let (gone, there) = (desk.interpreter(isAvailable: false), desk.interpreter(isAvailable: false))
        desk.command(gone, .onDuty(modalities: [.telephone], until: nil))
        desk.handle(.sessionEnded(gone))
        desk.command(school, Self.call)
        #expect(desk.offers(.made).map(\.modality) == [.telephone])
        desk.command(there, .onDuty(modalities: [.video], until: nil))
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [there])
    }

    @Test func `nobody is asked in a modality to which the requester agrees no longer`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter(modalities: [.video]))
        desk.command(school, .submit(.talk(fallback: [.video])))
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [tolk])
        var amend = Amend(request: Identifier(1))
        amend.fallback = []
        desk.command(school, .amend(amend))
        #expect(desk.offers(.made).isEmpty)
        #expect(desk.requests().map(\.modality) == [.onsite])
    }
}
