import Interpreting
import Testing

@testable import Dispatching

/// Sentences, rows, counts and events of small worlds tell the same.
@Suite struct SmallWorldTests {
    static let seeds: [UInt64] = Array(1...12)

    @Test(arguments: seeds) func `a sentence says the state that its row shows`(_ seed: UInt64) throws {
        let world = try SmallWorld(seed: seed)
        for _ in 0..<80 where !world.isLate {
            let step = world.step()
            let faults = SentenceCheck(state: world.desk.engine.state).faults(step.reply)
            #expect(faults.isEmpty, "\(step.typed): \(faults)")
        }
    }

    @Test(arguments: seeds) func `counts are those of the rows`(_ seed: UInt64) throws {
        let world = try SmallWorld(seed: seed)
        for step in 0..<80 where !world.isLate {
            _ = world.step()
            guard step % 10 == 9 else { continue }
            for state in [nil] + RequestState.allCases.filter({ !$0.isFinal }) {
                checkBoard(world.desk.query(world.chief, .board(state: state, limit: 500)), of: state)
            }
            for kind in [ListKind.requests, .offers, .assignments, .interpreters] {
                let reply = world.desk.query(world.chief, .list(kind, filters: [], after: nil, limit: 500))
                #expect(reply.text.hasPrefix("\(reply.rows.count) "))
                #expect(SentenceCheck(state: world.desk.engine.state).faults(ofAnswer: reply).isEmpty, "\(reply.text)")
            }
            checkSnapshot(world.desk.query(world.chief, .snapshot))
        }
    }

    private func checkBoard(_ reply: Reply, of state: RequestState?) {
        let shown = reply.rows.filter { $0.kind == "REQUEST" }
        let counts = reply.rows.filter { $0.kind == "COUNT" }
        #expect(reply.text == "\(shown.count.counted("request")) on the board, \(shown.count) shown")
        #expect(counts.compactMap { $0.text("state") } == (state.map { [$0.rawValue] } ?? ["open", "offered", "assigned", "started"]))
        for count in counts {
            #expect(count.text("requests") == String(shown.count { $0.text("state") == count.text("state") }), "\(count)")
        }
    }

    private func checkSnapshot(_ reply: Reply) {
        func count(_ kind: String) -> Int { reply.rows.count { $0.kind == kind } }
        let counts = [
            count("REQUEST").counted("request"), count("OFFER").counted("offer"), count("ASSIGNMENT").counted("assignment"),
        ]
        #expect(reply.text.hasPrefix(counts.joined(separator: ", ") + " at head"), "\(reply.text)")
    }

    @Test(arguments: seeds) func `an event about holding tells what was done`(_ seed: UInt64) throws {
        let world = try SmallWorld(seed: seed)
        for _ in 0..<80 where !world.isLate {
            let step = world.step()
            for event in step.events where event.kind == .requestHeld || event.kind == .requestResumed {
                guard case .request(let request)? = event.changes.first else { continue }
                let row = Row("EV", event.subject, event.fields)
                #expect(row.text("held") == (request.progress.isHeld ? "yes" : "no"))
                let withdrawn = step.events.count { one in
                    one.kind == .offerWithdrawn && Row("EV", "", one.fields).text("because") == "held"
                }
                #expect(row.text("withdrawn") == String(withdrawn))
            }
        }
    }

    @Test(arguments: seeds) func `an offer shows for ever what was asked when it was made`(_ seed: UInt64) throws {
        let world = try SmallWorld(seed: seed)
        for _ in 0..<80 where !world.isLate { _ = world.step() }
        for event in world.desk.events(since: 0) where event.kind == .offerMade {
            let told = Row("EV", event.subject, event.fields)
            let shown = try #require(world.desk.query(world.chief, .show(event.subject)).first("OFFER"))
            for name in ["minutes", "start", "place", "complexity", "modality", "language"] {
                #expect(shown[name] == told[name], "\(name) of \(shown)")
            }
        }
    }

    @Test(arguments: seeds) func `what is decided is explained for ever as it was then`(_ seed: UInt64) throws {
        let world = try SmallWorld(seed: seed)
        var first: [RequestID: [Row]] = [:]
        for _ in 0..<80 where !world.isLate {
            _ = world.step()
            for request in world.desk.requests() {
                guard !request.isSearching else {
                    first[request.id] = nil
                    continue
                }
                let reply = world.desk.query(world.chief, .explain(request.id))
                let rows = reply.rows.filter { $0.kind != "REQUEST" }
                #expect(rows == first[request.id, default: rows], "\(request.id)")
                first[request.id] = rows
                #expect(SentenceCheck(state: world.desk.engine.state).faults(ofAnswer: reply).isEmpty, "\(reply.text)")
                #expect(request.progress.decided != nil, "\(request.id) is \(request.state)")
                if let decided = request.progress.decided { #expect(Decided(lines: decided.lines) == decided) }
            }
        }
    }
}
