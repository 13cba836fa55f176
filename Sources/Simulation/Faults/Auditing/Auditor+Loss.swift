import Dispatching
import Interpreting

/// A journal that went back: what is gone counts no more, whoever decided on it decides no more, and whoever was told of it is told so.
extension Auditor {
    /// What changes the journal, in order.
    enum Commit {
        case lease(epoch: Int64)
        case batch(Batch)
    }

    /// What is gone after a promotion.
    struct Loss {
        /// The last epoch that had been granted then.
        let epoch: Int64
        /// The last event that was kept.
        let keptHead: Int64
        /// The last one that anybody was told of before.
        var toldHead: Int64
    }

    /// A server that cannot know of a loss yet, and what was true for it.
    struct Before {
        var truth: Truth
        /// The first that it does not know of.
        let loss: Int
    }

    /// A standby that lagged was promoted, or a backup restored: the last commits are gone, and nobody had promised more.
    func lost(_ count: Int) {
        for server in leading.keys where before[server] == nil { before[server] = Before(truth: truth, loss: losses.count) }
        commits.removeLast(min(count, commits.count))
        let told = (truth.told, truth.toldHead)
        truth = Truth(stage: stageEvents)
        for case .batch(let batch) in commits {
            truth.take(batch)
            for entry in batch.ledger { truth.ledger["\(entry.principal) \(entry.key)"] = entry }
        }
        // It was looked at when it was committed.
        _ = truth.register.takeProblems()
        truth.told = told.0.filter { truth.ledger[$0.key] != nil }
        losses.append(Loss(epoch: epoch, keptHead: register.head, toldHead: told.1))
        truth.toldHead = min(told.1, register.head)
    }

    /// A server that decides has reached the database that is there now. When something is missing there that it may have told, it
    /// decides no more.
    func reachedJournal(_ server: Int) {
        guard let known = before.removeValue(forKey: server), let epoch = leading[server] else { return }
        let hasLease = commits.contains { if case .lease(epoch) = $0 { true } else { false } }
        let kept = losses[known.loss...].map(\.keptHead).min() ?? register.head
        let isMissing = known.truth.toldHead > kept || known.truth.told.keys.contains { ledger[$0] == nil }
        if !hasLease || isMissing { astray.insert(server) }
    }

    /// What a server says that cannot know of a loss yet is judged by what was true before.
    func judged(on link: Int, _ body: () -> Void) {
        guard let server = servers[link], let known = before.removeValue(forKey: server) else { return body() }
        let present = truth
        truth = known.truth
        isBefore = true
        body()
        isBefore = false
        losses[known.loss].toldHead = max(losses[known.loss].toldHead, truth.toldHead)
        before[server] = Before(truth: truth, loss: known.loss)
        truth = present
    }

    /// Anybody was told that there is an event of this number.
    func noteTold(_ seq: Int64) { truth.toldHead = max(truth.toldHead, min(seq, register.head)) }

    /// Whoever was told of what is gone is not let in as if it were there.
    func checkResumed(since: Int64, epoch: Int64?, on link: Int) {
        guard !isBefore, let server = servers[link], let own = leading[server] else { return }
        let who = hearings[link]?.person?.user ?? "?"
        for loss in losses where epoch ?? 0 <= loss.epoch && since > loss.keptHead && since <= loss.toldHead {
            find("4.4: \(who) was let in with since=\(since) of epoch \(epoch ?? 0), whose events behind \(loss.keptHead) are gone")
        }
        if let epoch, Epoch.timeline(of: epoch) != Epoch.timeline(of: own) {
            find("4.4: \(who) was let in with since=\(since) of epoch \(epoch), and epoch \(own) is of another timeline")
        }
    }
}
