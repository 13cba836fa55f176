import Interpreting
import Testing

@testable import Dispatching

/// The order of deciding, committing and answering, as a script.
@Suite struct GroupCommitTests {
    @Test func `an answer leaves when its batch is durable, and before its events`() throws {
        var script = try Script()
        script.ask("a")
        #expect(script.settle() == ["append 1 in epoch 3"])
        script.ask("bb")
        #expect(script.settle() == [])
        script.commit.committed()
        #expect(script.settle() == ["answer a done", "publish \(script.desk.head + 1)", "append 1 in epoch 3"])
    }

    @Test func `what does not fit into a batch waits for the next`() throws {
        var script = try Script(batch: 1)
        script.ask("a")
        script.ask("bb")
        script.ask("ccc")
        #expect(script.settle() == ["append 1 in epoch 3"])
        script.commit.committed()
        #expect(script.settle().suffix(1) == ["append 1 in epoch 3"])
        script.commit.committed()
        #expect(script.settle().suffix(1) == ["append 1 in epoch 3"])
        script.commit.committed()
        #expect(script.settle().first == "answer ccc done")
    }

    @Test func `what surely failed is refused, and what was decided on top of it falls with it`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.ask("bb")
        script.fail(.notCommitted("disk"))
        #expect(script.settle() == ["answer a storeBusy", "answer bb storeBusy", "recover"])
        script.ask("ccc")
        #expect(script.settle() == ["answer ccc storeBusy"])
        #expect(script.requests.isEmpty)
    }

    @Test func `questions are answered from what is durable while a failure is looked into`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.list("before")
        script.fail(.notCommitted("disk"))
        script.list("after")
        #expect(script.settle() == ["answer a storeBusy", "answer before done with 0", "recover", "answer after done with 0"])
    }

    @Test func `a costly query is answered on what was when it had its turn, when that is durable`() throws {
        var script = try Script()
        script.ask("a")
        _ = script.settle()
        script.list("list")
        script.ask("bb")
        #expect(script.settle() == [])
        var isHeld = script.holdsSnapshot
        #expect(isHeld)
        script.commit.committed()
        #expect(script.settle() == ["answer a done", "publish \(script.desk.head + 1)", "append 2 in epoch 3"])
        script.commit.committed()
        #expect(script.settle() == ["answer list done with 1", "answer bb done", "publish \(script.desk.head + 2)"])
        isHeld = script.holdsSnapshot
        #expect(!isHeld)
    }

    @Test func `a costly query does not show what the store refuses`() throws {
        var script = try Script()
        script.ask("a")
        _ = script.settle()
        script.list("list")
        script.fail(.rejected(Rejection("a CHECK", table: "request", constraint: "request_hour")))
        #expect(script.settle() == ["answer a storeRejected", "rejected command submit", "answer list done with 0"])
    }

    @Test func `after a failure an empty batch shows that the store commits again`() throws {
        var script = try Script()
        script.ask("a")
        _ = script.settle()
        script.fail(.notCommitted("disk"))
        _ = script.settle()
        script.resume()
        #expect(script.settle() == ["append 0 in epoch 3"])
        script.commit.committed()
        #expect(script.settle() == [])
    }

    @Test(arguments: [true, false]) func `what may have failed is asked again, and has one effect`(isKept: Bool) throws {
        var script = try Script()
        script.ask("a", key: "k")
        let sent = script.settledBatch()
        let batch = try #require(sent)
        script.fail(.unknown("broken"))
        #expect(script.settle() == ["recover"])
        script.resume(isKept ? Recovery(missed: batch.events, answers: batch.ledger) : Recovery(missed: [], answers: []))
        if isKept {
            #expect(script.settle() == ["publish \(script.desk.head + 1)", "answer a done", "append 0 in epoch 3"])
        } else {
            #expect(script.settle() == ["append 1 in epoch 3"])
            script.commit.committed()
            #expect(script.settle().first == "answer a done")
        }
        #expect(script.requests.count == 1)
    }

    /// Its connection was given up and kept the answer nevertheless, after the journal had been read.
    @Test func `an answer that was kept late is found when the store refuses the key, and given from then on`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        let sent = script.settledBatch()
        let batch = try #require(sent)
        script.fail(.unknown("broken"))
        script.resume()
        _ = script.settle()
        script.fail(.notCommitted("the key has an answer already"))
        #expect(script.settle() == ["answer a storeBusy", "recover"])
        var keys = script.commit.known?.keys
        #expect(keys == batch.ledger.map { KnownJournal.Key($0) })
        script.resume(Recovery(missed: batch.events, answers: batch.ledger))
        _ = script.settle()
        keys = script.commit.known?.keys
        #expect(keys == [])
        script.ask("a", key: "k")
        script.commit.committed()
        #expect(script.settle() == ["answer a done"])
        #expect(script.requests.count == 1)
    }

    @Test func `whoever waits too long to be asked again is told that nobody knows, and is not asked again`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.fail(.unknown("broken"))
        #expect(script.settle() == ["recover"])
        script.commit.answerUnsure()
        #expect(script.texts() == [
            "a: the store has not confirmed it yet, so it is not known whether it was done; ask OUTCOME key=k, "
                + "or send it again with that key",
        ])
        script.resume()
        #expect(script.settle() == ["append 0 in epoch 3"])
    }

    @Test func `while nobody knows whether a command was done its outcome is not told either`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.commit.overdue(at: script.desk.now)
        _ = script.settle()
        script.outcome("late", key: "k")
        #expect(script.settle() == ["answer late storeBusy"])
        script.fail(.unknown("broken"))
        _ = script.settle()
        script.resume()
        _ = script.settle()
        script.commit.committed()
        script.outcome("later", key: "k")
        #expect(script.settle() == ["answer later notFound"])
    }

    @Test func `whoever is refused after a try of which nobody knows is not told that nothing was changed`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.fail(.unknown("broken"))
        script.resume()
        _ = script.settle()
        script.ask("bb", key: "b")
        script.fail(.notCommitted("disk"))
        #expect(script.texts() == [
            "a: the store refused, and may have kept an earlier try; ask OUTCOME key=k, or send it again with that key",
            "bb: the store refused; this sending changed nothing, send it again in a moment with key=b",
        ])
    }

    @Test func `without a key nothing is asked again`() throws {
        var script = try Script()
        script.ask("a")
        _ = script.settle()
        script.fail(.unknown("broken"))
        #expect(script.settle() == ["answer a storeBusy", "recover"])
    }

    @Test func `a journal that goes on otherwise ends the writer`() throws {
        var script = try Script()
        script.ask("a")
        let sent = script.settledBatch()
        var batch = try #require(sent)
        script.fail(.unknown("broken"))
        batch.events[0].seq += 5
        script.resume(Recovery(missed: batch.events, answers: []))
        let (found, expected) = (script.desk.head + 6, script.desk.head + 1)
        #expect(script.settle().last == "leave the journal goes on with event \(found) where \(expected) was expected")
    }

    @Test func `a fenced writer refuses everything and ends`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.ask("bb")
        script.fail(.fenced("epoch 4"))
        #expect(script.settle() == ["answer a staleEpoch", "answer bb staleEpoch", "leave epoch 4"])
        script.ask("ccc")
        #expect(script.settle() == ["answer ccc staleEpoch"])
        #expect(script.commit.nextWake == nil)
    }

    @Test func `whoever is left by a fenced writer hears whether anything may have been done, with the key`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.fail(.unknown("broken"))
        _ = script.settle()
        script.commit.leave("another journal")
        #expect(script.texts() == [
            "a: another server decides now, and this one does not know whether it was done; connect there and ask OUTCOME key=k, "
                + "or send it again with that key",
        ])
        script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.fail(.fenced("epoch 4"))
        #expect(script.texts() == [
            "a: another server decides now; this sending changed nothing, connect there and send it again in a moment with key=k",
        ])
    }

    @Test func `a fenced writer answers nobody twice`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.commit.overdue(at: script.desk.now)
        #expect(script.settle() == ["answer a storeBusy"])
        script.fail(.fenced("epoch 4"))
        #expect(script.settle() == ["leave epoch 4"])
    }

    @Test func `draining ends when everything decided before is durable`() throws {
        var script = try Script()
        script.ask("a")
        _ = script.settle()
        script.commit.drain()
        script.ask("bb")
        #expect(script.settle() == ["answer bb shuttingDown"])
        script.commit.committed()
        #expect(script.settle() == ["answer a done", "publish \(script.desk.head + 1)", "drained"])
    }
}
