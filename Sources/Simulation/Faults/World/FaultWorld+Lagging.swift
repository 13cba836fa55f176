import Interpreting

/// A promotion after which the journal ends earlier: of a standby that lags, or of a backup that was restored.
///
/// Batches, kept answers and the lease itself are back where they were, and nobody who was told of what is missing hears of it until he
/// reaches the database that is there now.
extension FaultWorld {
    /// The primary is lost, and a standby takes its place that had not received the last commits.
    func promoteLaggingStandby() {
        let wanted = 1 + chaos.index(below: chaos.chance(0.2) ? 60 : 8)
        let leaders = servers.indices.filter { servers[$0].epoch != nil }
        // Nobody can renew a lease that is in another database, whatever the row there says.
        for server in leaders { stopRenewing(server, arrivesStill: true) }
        let lost = journal.promote(losing: wanted, readers: leaders)
        note("a standby that lags is promoted: \(lost.commits) commits with \(lost.events) events are gone, epoch \(journal.epoch)")
        figures.laggingPromotions += 1
        figures.lostEvents += lost.events
        auditor.lost(lost.commits)
        for server in leaders {
            servers[server].isUnaware = true
            let reaches = Int64(chaos.index(below: FaultWorld.renewal))
            schedule(in: reaches, .reachesDatabase(server: server, life: servers[server].life))
        }
        loseThePrimary()
        // Its row is older than the last renewal: whoever wants the lease watches it for its time to live.
        abandonLease(at: max(leaseEnd == .max ? 0 : leaseEnd, now.milliseconds + FaultWorld.lease))
    }

    /// What the server knows to be durable is missing in the database that is there now, and it has not looked.
    func isAstray(_ server: Int) -> Bool { servers[server].isUnaware && !journal.has(commit: servers[server].knownCommit) }

    /// A server that decides reaches the database that is there now, and looks whether what it knows is in its journal.
    func reachDatabase(_ server: Int, _ life: Int) {
        guard servers[server].life == life, servers[server].isUnaware else { return }
        // What ends the separation ends this too.
        guard servers[server].separation == nil else { return }
        let isAstray = isAstray(server)
        servers[server].isUnaware = false
        journal.leavesBefore(server)
        auditor.reachedJournal(server)
        if isAstray, bug != .lostWorldLeaderStays {
            return stopDeciding(server, because: "the journal went back behind what it knows")
        }
        note("S\(server) goes on: what it knows is there")
        goOnRenewing(server)
    }
}
