import Dispatching
import Interpreting

/// The database's synchronous standby: it goes away and comes back, waits for it are cancelled, and it is promoted.
///
/// What is durable is what the standby has. A batch that waits for it is seen by nobody; a wait that is cancelled leaves the batch in
/// the primary alone, where readers see it.
extension FaultWorld {
    /// A batch that is committed in the primary and waits for the standby.
    struct Wait {
        let batch: Batch
        let server: Int
        let life: Int
    }

    var isStandbyAway: Bool { standbyReturns > now.milliseconds }

    func loseStandby() {
        guard !isStandbyAway else { return }
        standbyReturns = now.milliseconds + Int64(500 + chaos.index(below: 30_000))
        note("the standby is away for \(standbyReturns - now.milliseconds) ms")
        figures.standbyAbsences += 1
        schedule(at: standbyReturns, .standbyReturns)
    }

    /// It catches up: what is in the primary alone is durable now, and whoever waited is answered.
    func standbyCatchesUp() {
        guard !isStandbyAway else { return }
        for batch in journal.replicate() { noteDurable(batch) }
        let waits = self.waits
        self.waits = []
        for wait in waits {
            answer(wait, keep(wait.batch))
        }
    }

    private func answer(_ wait: Wait, _ verdict: Result<Void, JournalFailure>) {
        if servers[wait.server].life == wait.life { servers[wait.server].isAtDatabase = false }
        report(verdict, to: wait.server, wait.life, in: 2)
    }

    /// A batch arrives while the standby is away.
    func waitForStandby(_ batch: Batch, _ server: Int, _ life: Int) {
        waits.append(Wait(batch: batch, server: server, life: life))
        note("it waits for the standby")
        if chaos.chance(mix.cancelledWait) { schedule(in: Int64(200 + chaos.index(below: 6_000)), .waitCancelled) }
    }

    /// Somebody cancels the wait: the primary says COMMIT, with a warning.
    func cancelWait() {
        guard isStandbyAway, !waits.isEmpty else { return }
        let wait = waits.removeFirst()
        let verdict: Result<Void, JournalFailure>
        switch journal.append(wait.batch, isReplicated: false) {
        case .success: verdict = .failure(.unknown("canceling wait for synchronous replication"))
        case .failure(let failure): verdict = .failure(failure)
        }
        figures.cancelledWaits += 1
        note("a wait is cancelled")
        answer(wait, bug == .doubtfulCommitTrusted && verdict.isUnknown ? .success(()) : verdict)
    }

    /// The primary is lost, and the standby takes its place: what it did not have is gone.
    func promoteStandby() {
        note("the standby is promoted; \(waits.count) waited, \(journal.unreplicated.count) were in the primary alone")
        figures.promotions += 1
        journal.promote()
        loseThePrimary()
    }

    /// Whoever waited for an answer of the database that is gone hears that its connection broke.
    func loseThePrimary() {
        waits = []
        standbyReturns = 0
        for server in servers.indices where servers[server].isAtDatabase {
            servers[server].isAtDatabase = false
            let verdict = Result<Void, JournalFailure>.failure(.unknown("the server closed the connection"))
            schedule(in: Int64(1 + chaos.index(below: 2_000)), .verdict(server: server, life: servers[server].life, verdict))
        }
    }
}

extension Result where Success == Void, Failure == JournalFailure {
    fileprivate var isUnknown: Bool { if case .failure(.unknown) = self { true } else { false } }
}
