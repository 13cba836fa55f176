import Dispatching
import Interpreting

/// From a batch to its verdict.
extension FaultWorld {
    func append(_ batch: Batch, _ server: Int) {
        let life = servers[server].life
        var wait = Int64(1 + disk.index(below: 8))
        if disk.chance(mix.slowCommit) { wait += Int64(200 + disk.index(below: 6_000)) }
        var fate = Happening.Fate.kept
        if disk.chance(mix.refusedCommit) { fate = .refused }
        if disk.chance(mix.unknownCommit) { fate = [.keptUnknown, .lostUnknown, .keptLate][disk.index(below: 3)] }
        servers[server].batches += 1
        servers[server].isAtDatabase = true
        if let wait = waitUp(server, wait) {
            schedule(in: wait, .commit(server: server, life: life, timeline: journal.timeline, batch, fate))
        } else if let until = servers[server].separation?.until {
            servers[server].isAtDatabase = false
            schedule(at: until + 500, .verdict(server: server, life: life, .failure(.unknown("the connection broke"))))
        }
        schedule(in: FaultWorld.commitPatience, .overdue(server: server, life: life, number: servers[server].batches))
        switch bug {
        case .acknowledgedBeforeCommit: schedule(in: 0, .verdict(server: server, life: life, .success(())))
        case .pushedBeforeCommit:
            for connection in servers[server].links.keys.sorted() {
                let head = batch.events.last?.seq ?? 0
                servers[server].core.tell(.published(batch.events, head: head), connection: connection, at: clock(server))
            }
        default: break
        }
    }

    func commit(_ batch: Batch, _ fate: Happening.Fate, _ server: Int, _ life: Int) {
        // What was on the wire when its sender died may have come through or not.
        if servers[server].life != life, disk.chance(0.5) { return note("it never arrived") }
        if servers[server].life == life, isAstray(server), bug != .lostWorldLeaderStays {
            return report(.failure(.fenced("this is another journal: what was durable is missing")), to: server, life, in: 1)
        }
        if servers[server].life == life, servers[server].isUnaware { reachDatabase(server, life) }
        if isStandbyAway, fate != .refused, fate != .lostUnknown, journal.refusal(of: batch) == nil {
            return waitForStandby(batch, server, life)
        }
        if servers[server].life == life { servers[server].isAtDatabase = false }
        let verdict: Result<Void, JournalFailure>
        switch fate {
        case .kept: verdict = keep(batch)
        case .refused: verdict = .failure(.notCommitted("the store is busy"))
        case .keptUnknown:
            let truth = keep(batch)
            if case .failure(.fenced) = truth { verdict = truth } else { verdict = .failure(.unknown("the connection broke")) }
        case .lostUnknown: verdict = .failure(.unknown("the connection broke"))
        case .keptLate:
            verdict = .failure(.unknown("the connection broke"))
            let late = Int64(50 + disk.index(below: 3_000))
            schedule(in: late, .commit(server: server, life: 0, timeline: journal.timeline, batch, .kept))
        }
        if fate != .kept { figures.troubledBatches += 1 }
        report(verdict, to: server, life, in: Int64(1 + disk.index(below: 4)))
        if servers[server].life == life, disk.chance(mix.crashAtCommit) {
            figures.crashes += 1
            end(server, because: "it crashed before it heard")
        }
    }

    /// The database answers.
    func report(_ verdict: Result<Void, JournalFailure>, to server: Int, _ life: Int, in wait: Int64) {
        if case .success = verdict, servers[server].life == life { servers[server].commitOnItsWay = journal.lastCommit }
        schedule(in: waitDown(server, wait), .verdict(server: server, life: life, verdict))
    }

    func keep(_ batch: Batch) -> Result<Void, JournalFailure> {
        let verdict = journal.append(batch)
        note("\(verdict)")
        if case .success = verdict { noteDurable(batch) }
        if case .failure(.fenced) = verdict { figures.fencedBatches += 1 }
        return verdict
    }

    func noteDurable(_ batch: Batch) {
        auditor.committed(batch)
        auditor.checkTime(of: batch, at: now)
    }

    func hear(_ verdict: Result<Void, JournalFailure>, _ server: Int, _ life: Int) {
        guard servers[server].life == life else { return }
        var verdict = verdict
        if case .success = verdict, let kept = servers[server].commitOnItsWay { servers[server].knownCommit = kept }
        servers[server].commitOnItsWay = nil
        if case .failure(.unknown) = verdict, bug == .unknownTakenAsKept { verdict = .success(()) }
        if case .failure(.fenced) = verdict, bug == .staleLeaderGoesOn { verdict = .success(()) }
        if case .failure(.rejected(let rejection)) = verdict, bug == .refusedWhole { verdict = .failure(.notCommitted(rejection.text)) }
        servers[server].batches += 1
        servers[server].core.verdict(verdict, at: clock(server))
        pump(server)
        compareIfIdle(server)
    }

    /// The batch that the server sent as its `number`th has no verdict yet.
    func overdue(_ server: Int, _ life: Int, number: Int) {
        guard servers[server].life == life, servers[server].batches == number else { return }
        servers[server].core.overdue(at: clock(server))
        figures.overdueBatches += 1
        pump(server)
    }

    /// The state of a server that has nothing under way is that of the journal. What it decided and never published does not count: it
    /// may have as many events as a batch of its own that was kept when nobody believed in it any more.
    func compareIfIdle(_ server: Int, always: Bool = false) {
        let commit = servers[server].core.commit
        guard journal.unreplicated.isEmpty, !servers[server].isUnaware, bug?.isSlipOfMemory != true,
            servers[server].epoch == journal.epoch, commit.isDeciding, let state = commit.decider?.state,
            state.head == journal.head, commit.head == journal.head
        else { return }
        if always { auditor.compare(state, "S\(server)") } else { auditor.compareNowAndThen(state, "S\(server)") }
    }
}
