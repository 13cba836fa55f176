import Interpreting
import Testing

@testable import Dispatching

/// A request that waits is looked at in the moment in which somebody becomes free for it.
@Suite struct WaitingTests {
    /// Two talks at the same time for the one who speaks Tigrinya: the first is offered, the second waits.
    private func contested() throws -> (desk: Desk, school: PrincipalID, tolk: PrincipalID) {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter())
        desk.command(school, .submit(.talk()))
        desk.command(school, .submit(.talk()))
        #expect(desk.requests().map(\.state) == [.offered, .open])
        return (desk, school, tolk)
    }

    @Test func `when an offer is withdrawn its hours are offered at once for another request`() throws {
        let (desk, school, _) = try contested()
        desk.command(school, .cancel(Identifier(1), expected: nil, reason: nil))
        #expect(desk.requests().map(\.state) == [.cancelled, .offered])
    }

    @Test func `when an assignment is given up by its requester the one who waits is next`() throws {
        let (desk, school, tolk) = try contested()
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        #expect(desk.requests().map(\.state) == [.assigned, .open])
        desk.command(school, .cancel(Identifier(1), expected: nil, reason: nil))
        #expect(desk.requests().map(\.state) == [.cancelled, .offered])
    }

    @Test func `when an interpreter gives an assignment back the hours go to another request`() throws {
        let (desk, _, tolk) = try contested()
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.command(tolk, .release(Identifier(1), expected: nil, reason: nil))
        #expect(desk.requests().map(\.state) == [.open, .offered])
    }

    @Test func `a talk that ends makes its interpreter free for a call when the rest is over`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter(modalities: [.telephone]))
        desk.command(tolk, .onDuty(modalities: [], until: nil))
        let call = Submit(language: "ti", complexity: .practical, minutes: 15, start: "now")
        desk.command(school, .submit(call))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.pass(.minutes(3))
        desk.command(tolk, .finish(Identifier(1), expected: nil))
        desk.pass(.minutes(9))
        desk.command(school, .submit(call))
        #expect(desk.requests().map(\.state) == [.completed, .open])
        desk.pass(.minutes(1))
        #expect(desk.requests().map(\.state) == [.completed, .offered])
    }

    @Test func `a talk that ends early makes its interpreter free for planned work at once`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter(modalities: [.telephone]))
        desk.command(tolk, .onDuty(modalities: [], until: nil))
        desk.command(school, .submit(Submit(language: "ti", complexity: .practical, minutes: 30, start: "now")))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.command(school, .submit(Submit(language: "ti", complexity: .practical, minutes: 15, start: "2026-11-23T09:35")))
        #expect(desk.requests().map(\.state) == [.started, .open])
        desk.pass(.minutes(3))
        desk.command(tolk, .finish(Identifier(1), expected: nil))
        #expect(desk.requests().map(\.state) == [.completed, .offered])
    }

    @Test func `a waiting request is looked at a few times until its answer is due, and then ends honestly`() throws {
        let desk = try Desk()
        let school = desk.school()
        desk.command(school, .submit(.talk()))
        var looks = 0
        while let wake = desk.engine.nextWake, desk.requests(.open).count == 1, looks < 100 {
            desk.now = max(desk.now, wake)
            desk.handle(.wake)
            looks += 1
        }
        #expect(desk.requests(.unfilled).count == 1)
        #expect(looks <= 16, "\(looks) looks")
    }

    @Test func `whoever decides next begins no earlier than the last event`() throws {
        let desk = try Desk()
        let school = desk.school()
        let last = try #require(desk.journal.last)
        #expect(desk.engine.state.at == last.at)
        var behind = Engine(state: desk.engine.state, rules: desk.engine.rules)
        let outcome = behind.handle(.command(.submit(.talk()), from: desk.caller(school), key: nil), at: last.at - .hours(1))
        #expect(!outcome.events.isEmpty)
        #expect(outcome.events.allSatisfy { $0.at == last.at })
    }
}
