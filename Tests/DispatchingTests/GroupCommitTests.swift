import Interpreting
import Testing

@testable import Dispatching

/// The order of deciding, committing and answering, as a script.
@Suite struct GroupCommitTests {
    /// Asks for an organisation by name; the asker is that name.
    private struct Script {
        let desk: Desk
        var commit: GroupCommit<Engine, String>
        let school: PrincipalID

        init(batch: Int = 8) throws {
            desk = try Desk()
            school = desk.school()
            commit = GroupCommit(batch: batch)
            commit.begin(desk.engine, epoch: 3)
        }

        mutating func ask(_ name: String, key: String? = nil) {
            let command = Command.submit(.talk(start: "2026-11-26T1\(name.count):00"))
            let key = key.map { IdempotencyKey($0, fingerprint: $0) }
            commit.take(.command(command, from: desk.caller(school), key: key), from: name, at: desk.now)
        }

        /// What happens now, in words.
        mutating func settle() -> [String] {
            commit.settle(at: desk.now)
            return commit.takeActions().map { action in
                switch action {
                case .answer(let name, let reply): "answer \(name) \(reply.refusal?.reason.rawValue ?? "done")"
                case .append(let batch, let inputs): "append \(inputs) in epoch \(batch.epoch)"
                case .publish(let events): "publish \(events.first?.seq ?? 0)"
                case .recover: "recover"
                case .leave(let reason): "leave \(reason)"
                case .drained: "drained"
                }
            }
        }
    }

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
        script.commit.failed(.notCommitted("disk"))
        #expect(script.settle() == ["answer a storeBusy", "answer bb storeBusy", "recover"])
        script.ask("ccc")
        #expect(script.settle() == ["answer ccc storeBusy"])
    }

    @Test(arguments: [true, false]) func `what may have failed is asked again, and has one effect`(isKept: Bool) throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        let before = script.desk.engine
        let after = try #require(script.commit.decider)
        script.commit.failed(.unknown("broken"))
        #expect(script.settle() == ["recover"])
        script.commit.resume(isKept ? after : before, missed: [], at: script.desk.now)
        if isKept {
            #expect(script.settle() == ["answer a done"])
        } else {
            #expect(script.settle() == ["append 1 in epoch 3"])
            script.commit.committed()
            #expect(script.settle().first == "answer a done")
        }
        let requests = script.commit.decider.map { Array($0.state.requests.all()) }
        #expect(requests?.count == 1)
    }

    @Test func `whoever is refused after a try of which nobody knows is not told that nothing was changed`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        let before = script.desk.engine
        script.commit.failed(.unknown("broken"))
        script.commit.resume(before, missed: [], at: script.desk.now)
        _ = script.settle()
        script.ask("bb")
        script.commit.failed(.notCommitted("disk"))
        let texts = script.commit.takeActions().compactMap { action in
            if case .answer(let name, let reply) = action { "\(name): \(reply.refusal?.text ?? "")" } else { nil }
        }
        #expect(texts == [
            "a: the store refused, and may have kept an earlier try; send it again in a moment with the same key=",
            "bb: the store refused; nothing was changed, send it again in a moment",
        ])
    }

    @Test func `without a key nothing is asked again`() throws {
        var script = try Script()
        script.ask("a")
        _ = script.settle()
        script.commit.failed(.unknown("broken"))
        #expect(script.settle() == ["answer a storeBusy", "recover"])
    }

    @Test func `a fenced writer refuses everything and ends`() throws {
        var script = try Script()
        script.ask("a", key: "k")
        _ = script.settle()
        script.ask("bb")
        script.commit.failed(.fenced("epoch 4"))
        #expect(script.settle() == ["answer a staleEpoch", "answer bb staleEpoch", "leave epoch 4"])
        script.ask("ccc")
        #expect(script.settle() == ["answer ccc staleEpoch"])
        #expect(script.commit.nextWake == nil)
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
