import Interpreting
import Testing

@testable import Dispatching

@Suite struct TurnTests {
    /// Records that the interpreter of row 1 has so many minutes a day.
    private func change(_ engine: inout Engine, minutes: Int) throws(Refusal) {
        guard var row = engine.state.interpreters[InterpreterID(1)] else { return }
        row.maximumMinutesPerDay = minutes
        row.version += 1
        try engine.record(.interpreterChanged, row.id.description, scope: Scope(), fields: [], changes: [.interpreter(row)])
    }

    @Test func `a step of the engine's own that is refused is taken back alone; those before and after it stand`() throws {
        let desk = try Desk()
        _ = desk.interpreter()
        var engine = desk.engine
        engine.begin(at: desk.now)
        let (head, before) = (engine.state.head, engine.state)

        engine.attempt { engine throws(Refusal) in try change(&engine, minutes: 100) }
        let afterFirst = engine.state
        engine.attempt { engine throws(Refusal) in
            try change(&engine, minutes: 200)
            try change(&engine, minutes: 300)
            throw Refusal(.wrongState, "no")
        }
        #expect(engine.state.rows == afterFirst.rows && engine.state.index == afterFirst.index)
        #expect(engine.state.head == head + 1)
        engine.attempt { engine throws(Refusal) in try change(&engine, minutes: 400) }
        #expect(engine.turn.events.map(\.seq) == [head + 1, head + 2])
        #expect(engine.state.interpreters[InterpreterID(1)]?.maximumMinutesPerDay == 400)

        // The turn as a whole can still be taken back.
        engine.rollBack()
        #expect(engine.state.rows == before.rows && engine.state.index == before.index)
        #expect(engine.state.head == head && engine.turn.events.isEmpty)
    }

    @Test func `the next turn knows nothing of the last`() throws {
        let desk = try Desk()
        _ = desk.interpreter()
        var engine = desk.engine
        engine.begin(at: desk.now)
        engine.attempt { engine throws(Refusal) in try change(&engine, minutes: 100) }
        let rows = engine.state.rows
        engine.begin(at: desk.now + .minutes(1))
        #expect(engine.turn.events.isEmpty)
        engine.rollBack()
        #expect(engine.state.rows == rows)
    }
}
