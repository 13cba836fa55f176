import Interpreting
import Testing

@testable import Dispatching

/// A group commit as a script: who asks, what the store says, and what happens then, in words.
struct Script {
    let desk: Desk
    var commit: GroupCommit<Engine, String>
    let school: PrincipalID
    /// Whether a costly query waits for a commit.
    private(set) var holdsSnapshot = false

    init(batch: Int = 8) throws {
        desk = try Desk()
        school = desk.school()
        commit = GroupCommit(batch: batch)
        commit.begin(desk.engine, epoch: 3)
    }

    /// Submits a request; the asker is `name`, and its length makes the request differ.
    mutating func ask(_ name: String, key: String? = nil) {
        let command = Command.submit(.talk(start: "2026-11-26T1\(name.count % 10):00"))
        let key = key.map { IdempotencyKey($0, fingerprint: $0) }
        commit.take(.command(command, from: desk.caller(school), key: key), from: name, at: desk.now)
    }

    mutating func list(_ name: String) {
        let query = Query.list(.requests, filters: [], after: nil, limit: 50)
        commit.take(.query(query, from: desk.caller(school)), from: name, at: desk.now)
    }

    mutating func outcome(_ name: String, key: String) {
        commit.take(.query(.outcome(key: key), from: desk.caller(school)), from: name, at: desk.now)
    }

    mutating func fail(_ failure: JournalFailure) { commit.failed(failure, at: desk.now) }

    mutating func resume(_ recovery: Recovery = Recovery(missed: [], answers: [])) { commit.resume(recovery, at: desk.now) }

    /// What happens now, in words.
    mutating func settle() -> [String] {
        holdsSnapshot = commit.settle(at: desk.now).holdsSnapshot
        return commit.takeActions().map(words)
    }

    /// The batch that is sent now.
    mutating func settledBatch() -> Batch? {
        holdsSnapshot = commit.settle(at: desk.now).holdsSnapshot
        for case .append(let batch, _) in commit.takeActions() { return batch }
        return nil
    }

    /// The texts of the refusals that leave now.
    mutating func texts() -> [String] {
        holdsSnapshot = commit.settle(at: desk.now).holdsSnapshot
        return commit.takeActions().compactMap { action in
            if case .answer(let name, let reply) = action { reply.refusal.map { "\(name): \($0.text)" } } else { nil }
        }
    }

    func words(_ action: GroupCommit<Engine, String>.Action) -> String {
        switch action {
        case .answer(let name, let reply):
            "answer \(name) " + (reply.refusal?.reason.rawValue ?? (name.count > 3 ? "done with \(reply.rows.count)" : "done"))
        case .answerLater(let name, let query): words(.answer(name, query.answer()))
        case .append(let batch, let inputs): "append \(inputs) in epoch \(batch.epoch)"
        case .publish(let events): "publish \(events.first?.seq ?? 0)"
        case .recover: "recover"
        case .rejected(_, let what): "rejected \(what)"
        case .leave(let reason): "leave \(reason)"
        case .drained: "drained"
        }
    }

    var requests: [Request] { commit.decider.map { Array($0.state.requests.all()) } ?? [] }
}
