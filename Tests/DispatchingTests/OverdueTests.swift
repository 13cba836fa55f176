import Interpreting
import Testing

@testable import Dispatching

/// A store that does not answer for too long.
@Suite struct OverdueTests {
    @Test func `whoever waits too long hears that it is not known yet, with the key to repeat`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.ask("bb", key: "b")
        script.commit.overdue(at: script.desk.now)
        #expect(script.texts() == [
            "a: the store has not confirmed it yet, so it is not known whether it was done; ask OUTCOME key=k, "
                + "or send it again with that key",
            "bb: the store does not answer; this sending changed nothing, send it again in a moment with key=b",
        ])
    }

    @Test func `questions are answered from what is durable meanwhile, and changes refused`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.commit.overdue(at: script.desk.now)
        _ = script.settle()
        script.list("list")
        script.ask("bb")
        #expect(script.settle() == ["answer list done with 0", "answer bb storeBusy"])
        #expect(script.commit.nextWake == nil)
    }

    @Test func `a costly query of the overdue batch is answered at once, and keeps no later one waiting`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.list("list")
        script.ask("bb")
        _ = script.settle()
        script.commit.committed()
        #expect(script.settle().suffix(1) == ["append 2 in epoch 3"])
        let wasHeld = script.holdsSnapshot
        script.commit.overdue(at: script.desk.now)
        #expect(script.settle() == ["answer list done with 1", "answer bb storeBusy"])
        let isHeld = script.holdsSnapshot
        #expect(wasHeld && !isHeld)
    }

    @Test func `a refusal that comes late is followed by a proof that the store commits`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.commit.overdue(at: script.desk.now)
        _ = script.settle()
        script.fail(.rejected(Rejection("a row", table: "request", constraint: "c")))
        #expect(script.settle() == ["append 0 in epoch 3"])
    }

    @Test func `what is confirmed late is taken over and told, and the same key gets its answer`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.commit.overdue(at: script.desk.now)
        _ = script.settle()
        script.commit.committed()
        #expect(script.settle() == ["publish \(script.desk.head + 1)"])
        script.ask("a", key: "k")
        #expect(script.settle() == ["answer a done"])
        #expect(script.requests.count == 1)
    }

    @Test(arguments: [JournalFailure.notCommitted("disk"), .unknown("broken")])
    func `what fails late is looked into like any other`(_ failure: JournalFailure) throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.commit.overdue(at: script.desk.now)
        _ = script.settle()
        script.fail(failure)
        #expect(script.settle() == ["recover"])
        script.resume()
        #expect(script.settle() == ["append 0 in epoch 3"])
        #expect(script.requests.isEmpty)
    }

    @Test func `draining does not wait for a store that does not answer`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.commit.drain()
        #expect(script.settle() == [])
        script.commit.overdue(at: script.desk.now)
        #expect(script.settle() == ["answer a storeBusy", "drained"])
    }

    @Test func `what one machine alone has kept is not called done, and is known to everybody`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        let sent = script.settledBatch()
        let batch = try #require(sent)
        script.ask("bb", key: "b")
        script.fail(.alone("names emptied"))
        #expect(script.texts() == [
            "a: one machine alone has kept it, for its standbys were taken away meanwhile, so it may be lost; "
                + "ask OUTCOME key=k, or send it again with that key",
            "bb: the store did not answer; this sending changed nothing, send it again in a moment with key=b",
        ])
        script.resume(Recovery(missed: batch.events, answers: batch.ledger))
        #expect(script.settle().first == "publish \(script.desk.head + 1)")
        script.ask("a", key: "k")
        script.commit.committed()
        #expect(script.settle().last == "answer a done")
    }
}
