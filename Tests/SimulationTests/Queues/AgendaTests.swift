@testable import Simulation
import Testing

@Suite struct AgendaTests {
    /// The same as an agenda, by keeping a list in order.
    private struct SortedList {
        var events: [(moment: Int64, payload: Int)] = []

        mutating func schedule(at moment: Int64, _ payload: Int) {
            let place = events.firstIndex { $0.moment > moment } ?? events.endIndex
            events.insert((moment, payload), at: place)
        }

        mutating func pop() -> (moment: Int64, payload: Int)? { events.isEmpty ? nil : events.removeFirst() }
    }

    @Test(arguments: 0..<20) func `random operations give what a sorted list gives, in the same order`(seed: UInt64) {
        var luck = RandomStream(seed: seed, "agenda test")
        var agenda = Agenda<Int64, Int>()
        var list = SortedList()
        // Fills up, runs empty, and again; with some seeds all moments are nearly the same.
        let moments = [2, 20, 10_000][Int(seed % 3)]
        for step in 0..<3_000 {
            let isFilling = (step / 500).isMultiple(of: 2)
            if luck.chance(isFilling ? 0.6 : 0.3) {
                let moment = Int64(luck.index(below: moments))
                agenda.schedule(at: moment, step)
                list.schedule(at: moment, step)
            } else {
                let (found, expected) = (agenda.pop(), list.pop())
                #expect(found?.moment == expected?.moment)
                #expect(found?.payload == expected?.payload)
            }
            #expect(agenda.count == list.events.count)
            #expect(agenda.isEmpty == list.events.isEmpty)
            #expect(agenda.nextMoment == list.events.first?.moment)
        }
    }

    @Test func `of events at the same moment the first scheduled comes first`() {
        var agenda = Agenda<Double, Int>(capacity: 8)
        for number in 0..<1_000 { agenda.schedule(at: Double(number % 2), number) }
        var order: [Int] = []
        while let (_, number) = agenda.pop() { order.append(number) }
        #expect(order == (0..<1_000).sorted { ($0 % 2, $0) < ($1 % 2, $1) })
    }

    @Test func `what an event schedules for its own moment comes after those already waiting for it`() {
        var agenda = Agenda<Int64, String>()
        for name in ["a", "b", "c"] { agenda.schedule(at: 5, name) }
        #expect(agenda.pop()?.payload == "a")
        agenda.schedule(at: 5, "d")
        #expect(["b", "c", "d"] == (0..<3).compactMap { _ in agenda.pop()?.payload })
        #expect(agenda.pop() == nil)
    }

    @Test func `a moment that is past comes next`() {
        var agenda = Agenda<Int64, String>()
        agenda.schedule(at: 5, "a")
        agenda.schedule(at: 7, "b")
        #expect(agenda.pop()?.payload == "a")
        agenda.schedule(at: 3, "c")
        #expect(agenda.nextMoment == 3)
        #expect(agenda.pop()?.payload == "c")
    }

    @Test func `a copy goes its own way`() {
        var agenda = Agenda<Int64, Int>()
        for number in 0..<10 { agenda.schedule(at: Int64(number), number) }
        var copy = agenda
        #expect(copy.pop()?.payload == 0)
        copy.schedule(at: 100, 100)
        #expect(agenda.count == 10)
        #expect((0..<10).map { _ in agenda.pop()?.payload } == Array(0..<10))
    }

    @Test func `an event taken out is no longer held`() {
        final class Letter {}
        var agenda = Agenda<Int64, Letter>()
        weak var letter: Letter?
        do {
            let written = Letter()
            letter = written
            agenda.schedule(at: 1, written)
        }
        #expect(letter != nil)
        _ = agenda.pop()
        #expect(letter == nil)
    }

    @Test func `places are used again`() {
        var agenda = Agenda<Int64, Int>()
        for moment in 0..<Int64(10_000) {
            agenda.schedule(at: moment, 0)
            agenda.schedule(at: moment, 1)
            _ = agenda.pop()
            _ = agenda.pop()
        }
        #expect(agenda.payloads.count == 2)
    }
}
