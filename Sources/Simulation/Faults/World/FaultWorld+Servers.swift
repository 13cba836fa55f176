import Dispatching
import Interpreting

/// Servers: what they want done, their deaths, their lease.
extension FaultWorld {
    /// Does what a server wants, and reminds it of its next timer.
    func pump(_ server: Int) {
        for effect in servers[server].core.takeEffects() {
            switch effect {
            case .send(let connection, let octets):
                if let link = servers[server].links[connection] { send(octets, down: link) }
            case .close(let connection):
                guard let link = servers[server].links.removeValue(forKey: connection) else { continue }
                auditor.checkFarewell(link)
                auditor.left(link)
                closedByServer(link)
            case .append(let batch): append(batch, server)
            case .recover: schedule(in: 100 + Int64(disk.index(below: 1_500)), .recovery(server: server, life: servers[server].life))
            case .leave:
                return stopDeciding(server, because: "another server decides")
            case .drained:
                return end(server, because: "it was asked to", givesLeaseBack: true)
            case .published(let events): auditor.published(events, by: server)
            case .rejected(let rejection, let what):
                figures.rejectedInputs += 1
                if rejection.constraint != Poison.mark {
                    auditor.find("4.11: S\(server) decided what no table takes: \(what): \(rejection.text)")
                }
                note("S\(server): refused alone: \(what)")
            case .answered: break
            }
        }
        auditor.checkUnread()
        // The play is over long before the first credential expires.
        guard let wake = servers[server].core.nextWake, wake < stage.start + .days(100) else { return }
        let at = now.milliseconds + max(0, (wake - clock(server)).milliseconds)
        guard servers[server].wakeAt.map({ at < $0 }) ?? true else { return }
        servers[server].wakeAt = at
        schedule(at: at, .wake(server: server, life: servers[server].life))
    }

    // MARK: Deciding

    private func decider(isRecovered: Bool) -> FaultDecider {
        let engine = Engine(state: journal.recover(isAgain: isRecovered), rules: rules, policy: LonelyRings.policy(bug))
        return FaultDecider(engine, isRecovered: isRecovered, bug: bug)
    }

    func startDeciding(_ server: Int, isRecovered: Bool = true) {
        let epoch = journal.takeLease()
        leaseEnd = .max
        auditor.granted(epoch, to: server)
        servers[server].part = .leading(epoch: epoch)
        servers[server].knownCommit = journal.lastCommit
        servers[server].core.begin(decider(isRecovered: isRecovered), epoch: epoch)
        note("S\(server) decides in epoch \(epoch) after event \(journal.head)")
        for connection in servers[server].links.keys.sorted() {
            servers[server].core.tell(.leadershipGained(epoch: epoch), connection: connection, at: clock(server))
        }
        if isRecovered { figures.takeovers += 1 }
        if bug?.isSlipOfMemory != true { auditor.compare(servers[server].core.commit.decider?.state, "S\(server), beginning to decide") }
        pump(server)
    }

    func recover(_ server: Int, _ life: Int) {
        guard servers[server].life == life, servers[server].core.commit.isRecovering else { return }
        let isBarred = isStandbyAway && bug != .barrierSkipped || servers[server].separation != nil
        if isBarred || disk.chance(mix.refusedCommit) { return schedule(in: 1_000, .recovery(server: server, life: life)) }
        if servers[server].isUnaware {
            reachDatabase(server, life)
            guard servers[server].life == life else { return }
        }
        guard let known = servers[server].core.commit.known else { return }
        servers[server].knownCommit = journal.lastCommit
        let recovery = journal.recovery(after: known)
        servers[server].core.resume(recovery, at: clock(server), isMuted: bug == .missedNotPublished)
        note("S\(server) goes on after event \(journal.head), \(recovery.missed.count) were not known")
        figures.recoveries += 1
        pump(server)
        compareIfIdle(server, always: true)
    }

    // MARK: The lease

    func acquire(_ server: Int, _ life: Int) {
        guard servers[server].life == life, servers[server].part == .standby else { return }
        guard now.milliseconds >= leaseEnd else {
            if leaseEnd != .max { schedule(at: leaseEnd + 1_000, .acquire(server: server, life: life)) }
            return
        }
        if let problem = obstacle(server) {
            note("S\(server) waits: \(problem)")
            return schedule(in: 1_000, .acquire(server: server, life: life))
        }
        // To take it is a commit like any other.
        if isStandbyAway || servers[server].separation != nil { return schedule(in: 1_000, .acquire(server: server, life: life)) }
        for other in servers.indices where other != server && servers[other].epoch != nil {
            // Within a renewal or two it will look.
            let looks = max(servers[other].pausedUntil ?? 0, now.milliseconds) + Int64(chaos.index(below: 2_000))
            schedule(at: looks, .leaseLost(server: other, life: servers[other].life))
        }
        startDeciding(server)
    }

    /// Nobody renews the lease any more.
    /// - Parameter end: from when on another may take it; after its time to live when nil.
    func abandonLease(at end: Int64? = nil) {
        leaseEnd = end ?? now.milliseconds + FaultWorld.lease
        for server in servers.indices where servers[server].part == .standby {
            schedule(at: leaseEnd + Int64(chaos.index(below: 1_000)), .acquire(server: server, life: servers[server].life))
        }
    }

    // MARK: Life and death

    /// The process ends, and starts again after a while.
    func end(_ server: Int, because reason: String, givesLeaseBack: Bool = false) {
        note("S\(server) ends: \(reason)")
        let wasDeciding = servers[server].epoch == journal.epoch
        // Given back before a promotion it may not have been: whoever wants it watches it for its time to live.
        let givesLeaseBack = givesLeaseBack && Epoch.timeline(of: journal.epoch) == journal.timeline
        servers[server].life += 1
        servers[server].part = .down
        servers[server].pausedUntil = nil
        servers[server].time = SteadyTime()
        servers[server].term = nil
        servers[server].isAtDatabase = false
        servers[server].isUnaware = false
        servers[server].commitOnItsWay = nil
        journal.leavesBefore(server)
        auditor.ended(server)
        servers[server].wakeAt = nil
        for link in servers[server].links.values.sorted() { closedByServer(link) }
        servers[server].links = [:]
        servers[server].core = newCore(server)
        // What could not be renewed cannot be given back: it is over when the database says so.
        if wasDeciding, leaseEnd == .max { abandonLease(at: givesLeaseBack ? now.milliseconds : nil) }
        schedule(in: 500 + Int64(chaos.index(below: 8_000)), .restart(server: server))
    }

    func restart(_ server: Int) {
        guard servers[server].part == .down else { return }
        servers[server].part = .standby
        if leaseEnd != .max {
            schedule(at: leaseEnd + Int64(chaos.index(below: 1_000)), .acquire(server: server, life: servers[server].life))
        }
    }
}
