import Foundation
import Interpreting
import Testing

@testable import Dispatching

/// Two worlds that differ in nothing but how much goes on at one agency: whoever has nothing to do with it cannot tell them apart.
@Suite struct CountTests {
    /// The number of the last event is told to everybody who has logged in, see ops/PROTOCOL.md.
    private func withoutHead(_ reply: Reply) -> Reply {
        var reply = reply
        for place in reply.rows.indices { reply.rows[place].fields.removeAll { $0.name == "head" } }
        if case .done(let confirmation, let text) = reply.result, let end = text.range(of: " at head ")?.lowerBound {
            reply.result = .done(confirmation, String(text[..<end]))
        }
        return reply
    }

    @Test func `how much others do changes no row, no text and no count`() throws {
        let (calm, busy) = (try MarkedWorld(), try MarkedWorld(isBusier: true))
        let seen = Eyes(state: calm.desk.engine.state, viewer: try #require(calm.desk.engine.state.principals[calm.admin]))
        #expect(busy.desk.head > calm.desk.head + 30)
        #expect(calm.desk.engine.held?.plan.count != busy.desk.engine.held?.plan.count)
        for viewer in calm.viewers where viewer != calm.admin && viewer != calm.atlas {
            for trial in Trial.all {
                for number in trial.letter == " " ? [0] : seen.numbers(trial.letter) {
                    guard case .query(let query) = trial.ask(number) else { continue }
                    let (one, other) = (calm.desk.query(viewer, query), busy.desk.query(viewer, query))
                    #expect(withoutHead(one) == withoutHead(other), "\(viewer) \(query): \(one.text) | \(other.text)")
                }
            }
        }
        // What an administrator is told does differ, so the comparison can see something.
        #expect(calm.desk.query(calm.admin, .stats) != busy.desk.query(busy.admin, .stats))
        #expect(withoutHead(calm.desk.query(calm.admin, .plan(limit: 9))) != withoutHead(busy.desk.query(busy.admin, .plan(limit: 9))))
    }
}
