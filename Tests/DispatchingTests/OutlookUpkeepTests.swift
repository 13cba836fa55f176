import Interpreting
import RandomTestSupport
import Testing

@testable import Dispatching
@testable import Matching

/// Outlooks follow calendars and the clock: nobody is called by what was so ten minutes or one assignment ago.
@Suite struct OutlookUpkeepTests {
    /// What was compared often enough to say something.
    private struct Seen {
        var eligible = 0
        var served = 0
    }

    /// Of two cases, so that some who are asked have served them before; a gender is wished, not required.
    private func call(_ minutes: Int, start: String = "now") -> Command {
        .submit(
            Submit(
                language: "ti", complexity: .practical, minutes: minutes, start: start, gender: minutes % 3 == 0 ? .male : nil,
                caseReference: "case-\(minutes % 2)"))
    }

    /// Decides on the last requests on demand, whatever became of them, and once more without outlooks.
    private func compare(_ desk: Desk, _ seen: inout Seen) {
        desk.engine.begin(at: desk.now)
        let engine = desk.engine
        for request in desk.requests().suffix(3) where request.need.isOnDemand {
            let (speakers, view) = (engine.speakers(for: request), engine.view(for: request))
            let slowly = engine.matcher.decide(engine.job(request, among: speakers), speakers, at: desk.now) {
                engine.candidate(speakers.ids[$0], by: view)
            }
            #expect(engine.decision(on: request) == slowly, "at \(desk.now.description)")
            for id in speakers.ids {
                guard let prospect = engine.prospect(id, by: view), let candidate = engine.candidate(id, by: view) else { continue }
                #expect(prospect.standing == Standing(candidate))
                if prospect.standing.isContinuity { seen.served += 1 }
            }
            seen.eligible += slowly.eligible.count
        }
        for number in 1...8 as ClosedRange<Int64> {
            guard let outlook = engine.state.index.diaries.prospect(InterpreterID(number))?.outlook else { continue }
            #expect(outlook.end > desk.now - .minutes(10), "over since \(outlook.end.description), and it is \(desk.now.description)")
        }
    }

    @Test func `decisions by outlooks are those by calendars, day and night, whatever happens`() throws {
        let desk = try Desk()
        let school = desk.school()
        let people = (0..<8).map { desk.interpreter(gender: $0 % 2 == 0 ? .female : .male, isAvailable: $0 < 4) }
        for number in [1, 4, 7] as [Int64] {
            let profile = InterpreterProfile(maximumMinutesPerDay: 60 + 10 * Int(number))
            #expect(desk.system(.changeInterpreter(InterpreterID(number), profile, expected: nil)).isDone)
        }
        var numbers = Seeded(1)
        var seen = Seen()
        for step in 0..<320 {
            let person = people[numbers.below(people.count)]
            switch numbers.below(8) {
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
            case 5:
                let own = desk.assignments().filter { desk.user($0.interpreter) == person && $0.state.isLive }
                if let first = own.first {
                    desk.command(person, first.state == .started ? .finish(first.id, expected: nil) : .start(first.id, expected: nil))
                }
            default:
                // To planned work.
                if let offer = desk.offers(.made).last { desk.command(desk.user(of: offer), .accept(offer.id, expected: nil)) }
            }
            compare(desk, &seen)
            desk.pass(.minutes(numbers.below(28)))
            compare(desk, &seen)
        }
        #expect(seen.eligible > 1_000 && seen.served > 100, "\(seen)")
        #expect(desk.assignments().count > 30, "\(desk.assignments().count)")
    }
}
