import Dispatching
import Interpreting
import Testing

@testable import Simulation

/// When the planner of a simulated service is at work.
@Suite struct PlannerDeskTests {
    private static let monday = Timestamp(seconds: 1_772_400_000)

    private static func event(_ seq: Int64) -> Event {
        Event(seq: seq, at: monday, kind: .requestOpened, actor: nil, scope: Scope(), subject: "", fields: [], changes: [])
    }

    @Test func `a plan begins at once, and the next when enough has happened and the pause is over`() throws {
        var rhythm = PlanningRhythm()
        rhythm.everyEvents = 3
        rhythm.pause = .minutes(10)
        let engine = Engine(rules: try TestWorld.book())
        var desk = PlannerDesk(rhythm)
        let first = desk.begins()
        #expect(try #require(first) <= Self.monday)
        let again = desk.begins()
        #expect(again == nil, "said once")
        let plan = desk.plan(engine, at: Self.monday)
        #expect(plan == nil, "nothing is asked for")
        desk.note([Self.event(1), Self.event(2)])
        let early = desk.begins()
        #expect(early == nil)
        desk.note([Self.event(3)])
        let next = desk.begins()
        #expect(next == Self.monday + .minutes(10))
    }
}
