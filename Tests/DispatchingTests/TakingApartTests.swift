import Interpreting
import Testing

@testable import Dispatching

/// One input's refusal by the store costs nobody else anything.
@Suite struct TakingApartTests {
    /// Refuses requests whose talk begins at this hour, which is that of an asker whose name has this length.
    private func refusing(length: Int) -> (Batch) -> JournalFailure? {
        { batch in
            let isRefused = batch.events.lazy.flatMap(\.changes).contains { change in
                // 12:00 in Brussels is 11:00 UTC in November.
                if case .request(let row) = change { row.interval.start.seconds / 3600 % 24 == 9 + length } else { false }
            }
            return isRefused ? .rejected(Rejection("a CHECK", table: "request", constraint: "request_hour")) : nil
        }
    }

    /// Commits whatever is sent as the store decides; answers everything that happened but the sending.
    private func play(
        _ script: inout Script, at now: Timestamp? = nil, _ verdict: (Batch) -> JournalFailure?
    ) -> (log: [String], batches: Int) {
        var (log, batches) = ([String](), 0)
        let most = 100
        let now = now ?? script.desk.now
        while true {
            script.commit.wakeIfDue(at: now)
            script.commit.settle(at: now)
            let actions = script.commit.takeActions()
            if actions.isEmpty { return (log, batches) }
            for action in actions {
                guard case .append(let batch, _) = action else {
                    log.append(script.words(action))
                    continue
                }
                batches += 1
                guard batches < most else {
                    Issue.record("\(most) batches, and still something is refused: it is tried again without end")
                    return (log, batches)
                }
                if let failure = verdict(batch) { script.fail(failure) } else { script.commit.committed() }
            }
        }
    }

    @Test func `the innocent are committed in order, and the one is told what the store said`() throws {
        var script = try Script()
        let names = (1...7).map { String(repeating: "x", count: $0) }
        for name in names { script.ask(name) }
        let (log, batches) = play(&script, refusing(length: 5))
        let answers = log.filter { $0.hasPrefix("answer") }
        #expect(answers == names.map { name in
            let rows = name.count > 3 ? " with 2" : ""
            return "answer \(name) " + (name.count == 5 ? "storeRejected" : "done\(rows)")
        })
        #expect(log.contains("rejected command submit"))
        #expect(script.requests.count == 6)
        #expect(batches <= 7)
        #expect(script.requests.map(\.id.number) == Array(1...6))
    }

    @Test func `what was decided on top of a refused batch is decided again behind it`() throws {
        var script = try Script()
        script.ask("a")
        script.ask("bb")
        _ = script.settle()
        script.ask("ccc")
        script.list("list")
        script.fail(.rejected(Rejection("a CHECK")))
        let (log, _) = play(&script, refusing(length: 2))
        #expect(log.filter { $0.hasPrefix("answer") } == [
            "answer a done", "answer bb storeRejected", "answer ccc done", "answer list done with 2",
        ])
    }

    @Test func `a command that was refused alone is never among others again`() throws {
        var script = try Script()
        let store = refusing(length: 2)
        script.ask("bb")
        _ = play(&script, store)
        script.ask("a")
        script.ask("bb")
        script.ask("ccc")
        #expect(script.settle() == ["append 1 in epoch 3"])
        script.commit.committed()
        let (log, batches) = play(&script, store)
        #expect(log.filter { $0.hasPrefix("answer") } == ["answer a done", "answer bb storeRejected", "answer ccc done"])
        #expect(batches == 2)
    }

    @Test func `what the store said is kept for the key, told once that is durable, and found again`() throws {
        var script = try Script()
        script.ask("bb", key: "k")
        _ = script.settle()
        script.fail(.rejected(Rejection("a CHECK")))
        let sent = script.settledBatch()
        let batch = try #require(sent)
        #expect(batch.events.isEmpty)
        #expect(batch.ledger.map(\.key) == ["k"] && batch.ledger.first?.reply.refusal?.reason == .storeRejected)
        #expect(script.settle() == [], "nobody is told what is not durable")
        script.commit.committed()
        #expect(script.settle() == ["answer bb storeRejected"])

        script.outcome("outcome", key: "k")
        script.ask("bb", key: "k")
        let (log, batches) = play(&script) { _ in .rejected(Rejection("a CHECK")) }
        #expect(log == ["answer outcome storeRejected", "answer bb storeRejected"])
        #expect(batches == 0)
        #expect(script.commit.decider?.state.ledger.entry(script.school, "k")?.reply.refusal?.text.contains("a CHECK") == true)
    }

    @Test func `who was refused is told so too when not even that can be kept, and others go on`() throws {
        var script = try Script()
        script.ask("a")
        script.ask("bb", key: "k")
        script.ask("ccc")
        let (log, _) = play(&script) { batch in
            refusing(length: 2)(batch) ?? (batch.ledger.isEmpty ? nil : .rejected(Rejection("a text")))
        }
        #expect(log.filter { $0.hasPrefix("answer") } == ["answer a done", "answer bb storeRejected", "answer ccc done"])
        #expect(log.contains("rejected the answer to a command submit"))
        #expect(script.commit.decider?.state.ledger.entry(script.school, "k") == nil)
    }

    @Test(arguments: [JournalFailure.notCommitted("disk"), .unknown("broken")])
    func `a refusal that could not be kept now is taken back with its batch`(_ failure: JournalFailure) throws {
        var script = try Script()
        script.ask("bb", key: "k")
        _ = script.settle()
        script.fail(.rejected(Rejection("a CHECK")))
        _ = script.settle()
        script.fail(failure)
        _ = script.settle()
        #expect(script.commit.decider?.state.ledger.entry(script.school, "k") == nil)
        script.resume()
        let (log, _) = play(&script, refusing(length: 2))
        let isAskedAgain = if case .unknown = failure { true } else { false }
        #expect(log.contains("answer bb storeRejected") == isAskedAgain)
    }

    @Test func `a step of the engine's own that the store refuses is set aside, and the others are done`() throws {
        var script = try Script()
        script.ask("a")
        script.ask("bb")
        script.ask("ccc")
        _ = play(&script) { _ in nil }
        // Nobody can do them: when the time to answer has come, the engine says so by itself.
        let late = script.desk.now + .days(4)
        script.commit.wakeIfDue(at: late)
        let (log, _) = play(&script, at: late) { batch in
            let isRefused = batch.events.contains { $0.subject == "R2" && $0.kind == .requestUnfilled }
            return isRefused ? .rejected(Rejection("a CHECK")) : nil
        }
        #expect(script.requests.map(\.state) == [.unfilled, .open, .unfilled])
        #expect(log.count { $0.hasPrefix("rejected a step of the engine's own (request 2") } == 1)
        // Tried again after an hour, for the cause may be mended.
        #expect(script.commit.nextWake == late + .hours(1))
        script.commit.wakeIfDue(at: late + .hours(1))
        _ = play(&script, at: late + .hours(1)) { _ in nil }
        #expect(script.requests.map(\.state) == [.unfilled, .unfilled, .unfilled])
    }

    @Test(arguments: [JournalFailure.notCommitted("disk"), .rejected(Rejection("a CHECK")), .unknown("broken")])
    func `what is taken back leaves the state that the journal has`(_ failure: JournalFailure) throws {
        var script = try Script()
        script.ask("a", key: "k1")
        _ = play(&script) { _ in nil }
        let rows = script.commit.decider?.state.rows
        let head = script.commit.decider?.state.head
        script.ask("bb", key: "k2")
        script.ask("ccc")
        _ = script.settle()
        script.ask("dddd", key: "k3")
        script.fail(failure)
        #expect(script.commit.decider?.state.rows == rows)
        #expect(script.commit.decider?.state.head == head)
        let school = script.school
        #expect(script.commit.decider?.state.ledger.entry(school, "k2") == nil)
        #expect(script.commit.decider?.state.ledger.entry(school, "k1") != nil)
    }
}
