import Interpreting
import Testing

@testable import Dispatching

/// Whoever is in a conversation is in it until it is finished, whatever was agreed; and nobody is in two.
@Suite struct RunningOverTests {
    private func call(_ minutes: Int = 15) -> Command {
        .submit(Submit(language: "ti", complexity: .practical, minutes: minutes, start: "now"))
    }

    private func talk(_ start: String, _ minutes: Int = 20) -> Command {
        .submit(Submit(language: "ti", complexity: .practical, minutes: minutes, start: start))
    }

    private struct World {
        let desk: Desk
        let school: PrincipalID
        let tolk: PrincipalID
        let chief: PrincipalID
    }

    private func world() throws -> World {
        let desk = try Desk()
        let world = World(
            desk: desk, school: desk.school(), tolk: desk.interpreter(modalities: [.telephone, .video]),
            chief: desk.user(.coordinator, agency: "agii"))
        desk.command(world.tolk, .onDuty(modalities: [.telephone, .video], until: "2026-11-23T20:00"))
        return world
    }

    /// In the middle of a call that was agreed until 09:15, at so many minutes past nine.
    private func running(at minute: Int) throws -> World {
        let world = try world()
        world.desk.command(world.school, call())
        #expect(world.desk.command(world.tolk, .accept(Identifier(1), expected: nil)).isDone)
        world.desk.pass(.minutes(minute))
        return world
    }

    private func words(_ world: World, _ request: Int64) -> String {
        let rows = world.desk.query(world.chief, .candidates(Identifier(request))).rows.filter { $0.kind == "EXCLUDED" }
        return rows.map { "\($0.text("constraint") ?? ""): \($0.text("text") ?? "")" }.joined(separator: "; ")
    }

    @Test func `the interpreter of a talk that runs over is not rung, and the words say why`() throws {
        let world = try running(at: 40)
        world.desk.command(world.school, call())
        #expect(world.desk.offers(.made).isEmpty)
        #expect(words(world, 2) == "overlap: A1 runs over: it was agreed until 09:15 and is not finished")
        let explained = world.desk.query(world.chief, .explain(Identifier(2))).rows.first { $0.kind == "EXCLUDED" }
        #expect(explained?.text("constraint") == "overlap")
        world.desk.pass(.seconds(10))
        world.desk.command(world.tolk, .finish(Identifier(1), expected: nil))
        world.desk.pass(.minutes(10))
        world.desk.command(world.school, call())
        #expect(world.desk.offers(.made).map(\.request) == [Identifier(3)])
    }

    @Test func `a talk that began early is going on already`() throws {
        let world = try world()
        world.desk.command(world.school, talk("2026-11-23T10:00"))
        world.desk.command(world.tolk, .accept(Identifier(1), expected: nil))
        world.desk.now = world.desk.now + .minutes(46)
        #expect(world.desk.command(world.tolk, .start(Identifier(1), expected: nil)).isDone)
        world.desk.command(world.school, call(5))
        #expect(world.desk.offers(.made).isEmpty)
        #expect(words(world, 2) == "overlap: A1 is going on: it was agreed until 10:20 and is not finished")
    }

    @Test func `planned work may follow a talk that runs over, with rest from now at the earliest`() throws {
        let world = try running(at: 40)
        let video = Submit(language: "ti", complexity: .informative, minutes: 40, start: "2026-11-23T09:58")
        world.desk.command(world.school, .submit(video))
        let over = "A1 runs over: it was agreed until 09:15 and is not finished"
        #expect(words(world, 2) == "rest: \(over); were it over now there would be 18 minutes free, 20 needed, 10 of them before the start")
        world.desk.command(world.school, talk("2026-11-23T09:58"))
        #expect(world.desk.offers(.made).map(\.request) == [Identifier(3)])
    }

    @Test func `nobody starts a second talk before the first is finished`() throws {
        let world = try running(at: 14)
        world.desk.command(world.school, talk("2026-11-23T09:45"))
        let offer = try #require(world.desk.offers(.made).last)
        world.desk.command(world.tolk, .accept(offer.id, expected: nil))
        world.desk.pass(.minutes(26))
        let refused = world.desk.command(world.tolk, .start(Identifier(2), expected: nil))
        #expect(refused.refusal?.reason == .wrongState)
        #expect(refused.text == "A1 is started and not finished; FINISH A1 first, then START A2")
        world.desk.command(world.tolk, .finish(Identifier(1), expected: nil))
        #expect(world.desk.command(world.tolk, .start(Identifier(2), expected: nil)).isDone)
        #expect(world.desk.assignments(.started).map(\.id) == [Identifier(2)])
    }

    /// A ring that was sent before the talk began.
    @Test func `nobody accepts a call before the talk is finished`() throws {
        let world = try running(at: 5)
        world.desk.command(world.school, call(5))
        var request = try #require(world.desk.requests(.open).last)
        request.state = .offered
        world.desk.engine.state.put(.request(request))
        let ring = Offer(
            id: world.desk.engine.state.offers.nextID, request: request.id, interpreter: Identifier(1), wave: 1, modality: .telephone,
            madeAt: world.desk.now, expiresAt: world.desk.now + .seconds(25), travelMinutes: 0, cost: 0)
        world.desk.engine.state.put(.offer(ring))
        let refused = world.desk.command(world.tolk, .accept(ring.id, expected: nil))
        #expect(refused.refusal?.reason == .wrongState)
        #expect(refused.text == "A1 is started and not finished; FINISH A1 first, then ACCEPT O2 while it is open, or DECLINE it")
    }

    @Test func `a call is not assigned by hand to somebody who is in a conversation`() throws {
        let world = try running(at: 40)
        world.desk.command(world.school, call())
        let refused = world.desk.command(world.chief, .assign(Identifier(2), Identifier(1), expected: nil))
        #expect(refused.refusal?.reason == .ineligible)
        #expect(refused.text.contains("overlap") && refused.text.contains("A1 runs over"), "\(refused.text)")
    }

    @Test func `two that are started at once are found by the invariants`() throws {
        let world = try running(at: 14)
        world.desk.command(world.school, talk("2026-11-23T11:00"))
        let offer = try #require(world.desk.offers(.made).last)
        world.desk.command(world.tolk, .accept(offer.id, expected: nil))
        var second = try #require(world.desk.assignments(.confirmed).last)
        second.state = .started
        world.desk.engine.state.put(.assignment(second))
        #expect(world.desk.engine.state.violations().contains { $0.contains("A1 and A2 are started at once") })
    }
}
