import Interpreting
import Testing

@testable import Dispatching
@testable import Matching

/// Outlooks follow calendars and the clock: nobody is called by what was so ten minutes or one assignment ago.
@Suite struct OutlookUpkeepTests {
    /// A small generator (Lehmer), the same numbers in every run.
    private struct Numbers {
        var state = 1
        mutating func below(_ bound: Int) -> Int {
            state = state * 48_271 % 2_147_483_647
            return state % bound
        }
    }

    private func call(_ minutes: Int, start: String = "now") -> Command {
        .submit(Submit(language: "ti", complexity: .practical, minutes: minutes, start: start))
    }

    /// Decides on the last requests on demand, whatever became of them, and once more without outlooks.
    private func compare(_ desk: Desk) -> Int {
        var count = 0
        desk.engine.begin(at: desk.now)
        let engine = desk.engine
        for request in desk.requests().suffix(3) where request.need.isOnDemand {
            let (speakers, view) = (engine.speakers(for: request), engine.view(for: request))
            let slowly = engine.matcher.decide(engine.job(request, among: speakers), speakers, at: desk.now) {
                engine.candidate(speakers.ids[$0], by: view)
            }
            #expect(engine.decision(on: request) == slowly, "at \(desk.now)")
            count += slowly.eligible.count
        }
        for number in 1...8 as ClosedRange<Int64> {
            guard let outlook = engine.state.index.diaries.prospect(InterpreterID(number))?.outlook else { continue }
            #expect(outlook.end > desk.now - .minutes(10), "over since \(outlook.end), and it is \(desk.now)")
        }
        return count
    }

    @Test func `decisions by outlooks are those by calendars, day and night, whatever happens`() throws {
        let desk = try Desk()
        let school = desk.school()
        let people = (0..<8).map { desk.interpreter(isAvailable: $0 < 4) }
        for number in [1, 4, 7] as [Int64] {
            let profile = InterpreterProfile(maximumMinutesPerDay: 60 + 10 * Int(number))
            #expect(desk.system(.changeInterpreter(InterpreterID(number), profile, expected: nil)).isDone)
        }
        var numbers = Numbers()
        var eligible = 0
        for step in 0..<240 {
            let person = people[numbers.below(people.count)]
            switch numbers.below(7) {
            case 0: desk.command(school, call(5 + numbers.below(40)))
            case 1:
                desk.command(school, call(5 + numbers.below(40)))
                if let ring = desk.offers(.made).last { desk.command(desk.user(of: ring), .accept(ring.id, expected: nil)) }
            case 2: desk.command(person, .onDuty(modalities: [.telephone, .video], until: nil))
            case 3:
                let day = 23 + step / 60
                desk.command(school, call(20, start: "2026-11-\(day)T\(10 + numbers.below(9)):\(10 + 5 * numbers.below(9))"))
            case 4:
                let hour = 10 + numbers.below(12)
                let day = 23 + step / 60
                desk.command(
                    person, .unavailable(CalendarEntry(from: "2026-11-\(day)T\(hour):00", until: "2026-11-\(day)T\(hour):40", weeks: 1)))
            default:
                // To planned work.
                if let offer = desk.offers(.made).last { desk.command(desk.user(of: offer), .accept(offer.id, expected: nil)) }
            }
            eligible += compare(desk)
            desk.pass(.minutes(numbers.below(28)))
            eligible += compare(desk)
        }
        #expect(eligible > 1_000, "\(eligible)")
        #expect(desk.assignments().count > 30, "\(desk.assignments().count)")
    }
}
