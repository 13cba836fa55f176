import Dispatching
import Interpreting

/// What lies between a server and the database, and when it lets nothing through without anybody being told.
struct Separation {
    /// What the server sends does not arrive.
    let stopsUp: Bool
    /// What the database answers does not arrive.
    let stopsDown: Bool
    /// In milliseconds.
    let until: Int64
}

/// Partitions between servers and the database, one-way ones too, and the lease of a server that cannot renew it.
extension FaultWorld {
    /// How often a lease is renewed, in milliseconds.
    static let renewal = 2_000

    func separate(_ server: Int) {
        guard servers[server].part != .down, servers[server].separation == nil else { return }
        let (stopsUp, stopsDown) = [(true, true), (true, false), (false, true)][chaos.index(below: 3)]
        let until = now.milliseconds + Int64(500 + chaos.index(below: 20_000))
        note("S\(server) and the database: nothing goes \(stopsUp ? stopsDown ? "either way" : "there" : "back")")
        figures.partitions += 1
        servers[server].separation = Separation(stopsUp: stopsUp, stopsDown: stopsDown, until: until)
        schedule(at: until, .rejoined(server: server))
        stopRenewing(server, arrivesStill: !stopsUp)
    }

    /// The last renewal that is confirmed was sent up to two seconds ago; from then on the server counts by itself.
    /// - Parameter arrivesStill: renewals reach the database, and only their answers are lost.
    func stopRenewing(_ server: Int, arrivesStill: Bool = false) {
        guard servers[server].epoch == journal.epoch, servers[server].term == nil else { return }
        let sent = now.milliseconds - Int64(chaos.index(below: FaultWorld.renewal))
        let term = LeaseTerm(renewalSent: Span(milliseconds: sent), timeToLive: Span(milliseconds: FaultWorld.lease))
        servers[server].term = term
        schedule(at: term.end.milliseconds, .leaseTermEnds(server: server, life: servers[server].life))
        if !arrivesStill { abandonLease(at: sent + FaultWorld.lease) }
    }

    /// Everything goes through again.
    func rejoin(_ server: Int) {
        guard let separation = servers[server].separation, separation.until <= now.milliseconds || !isSafety else { return }
        servers[server].separation = nil
        goOnRenewing(server)
    }

    func goOnRenewing(_ server: Int) {
        guard servers[server].term != nil, servers[server].pausedUntil == nil, servers[server].separation == nil else { return }
        if servers[server].isUnaware { return reachDatabase(server, servers[server].life) }
        servers[server].term = nil
        if let epoch = servers[server].epoch, epoch < journal.epoch {
            schedule(in: Int64(chaos.index(below: FaultWorld.renewal)), .leaseLost(server: server, life: servers[server].life))
        } else {
            leaseEnd = .max
        }
    }

    /// A server whose lease is over by its own count says nothing more and ends.
    /// - Returns: whether it has.
    func leavesForItsTerm(_ server: Int) -> Bool {
        guard let term = servers[server].term, term.isOver(at: Span(milliseconds: now.milliseconds)) else { return false }
        switch bug {
        case .cutOffLeaderAnswers, .staleLeaderGoesOn, .fenceNotChecked: return false
        default: break
        }
        stopDeciding(server, because: "it could not renew its lease")
        return true
    }

    func stopDeciding(_ server: Int, because reason: String) {
        servers[server].core.standBy(leader: nil, at: clock(server))
        pump(server)
        end(server, because: reason)
    }

    // MARK: What goes through

    /// Milliseconds until something that is sent now arrives at the database; nil: never.
    func waitUp(_ server: Int, _ usual: Int64) -> Int64? {
        guard let separation = servers[server].separation, separation.stopsUp else { return usual }
        return disk.chance(0.5) ? separation.until - now.milliseconds + usual : nil
    }

    /// Milliseconds until an answer of the database arrives at the server.
    func waitDown(_ server: Int, _ usual: Int64) -> Int64 {
        guard let separation = servers[server].separation, separation.stopsDown else { return usual }
        return max(0, separation.until - now.milliseconds) + usual
    }
}
