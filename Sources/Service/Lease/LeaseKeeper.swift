import Dispatching
import Interpreting
import Logging
import Postgres
import Storage

/// Wins the lease, keeps it, and says what the process is meanwhile. One lease in a process's life: who loses it leaves.
struct LeaseKeeper: Sendable {
    /// How often a standby asks.
    static let standbyInterval = Duration.seconds(1)
    /// Without a renewal for so long, the leader is thought to be gone, though its lease is not over.
    static let silence = Lease.renewalInterval + .seconds(1)
    /// After a renewal that failed.
    static let retryInterval = Duration.milliseconds(500)

    let lease: Lease
    let term: LeaseWatch
    let blockers: Blockers
    /// `host:port`, told to clients that ask a standby.
    let holder: String
    let log: Logger
    /// Says when the time is not to be trusted.
    let watch: ClockWatch
    /// Told after each attempt whether the database answered.
    var reachable: @Sendable (Bool) -> Void = { _ in }

    /// Waits until the lease is ours, and the clock is right.
    /// - Parameter observed: called with what a standby sees, each time.
    /// - Returns: the epoch.
    func win(observed: (Standing) async -> Void) async throws -> Int64 {
        var isWaiting = false
        var isSilent = false
        var watched = WatchedLease()
        while true {
            try Task.checkCancellation()
            do {
                watched.see(try await lease.sight(), at: Uptime.now)
                let isHindered = try await watch.obstacle() != nil
                if !isHindered, watched.mayBeTaken(at: Uptime.now), let epoch = try await acquire() {
                    reachable(true)
                    log.notice("lease won", metadata: ["epoch": "\(epoch)"])
                    return epoch
                }
                let status = try await lease.observe()
                reachable(true)
                let wait = isHindered || status.age < Self.silence ? nil : watched.wait(at: Uptime.now)
                let seconds = wait.map { Int(max(1, ($0.milliseconds + 999) / 1_000)) }
                // Whoever decided at our own address is gone.
                let leader = status.leader == holder ? nil : status.leader
                await observed(Standing(part: .standby(leader: leader, decidesIn: seconds), epoch: status.epoch))
                if !isWaiting {
                    log.notice("standing by", metadata: ["leader": "\(status.leader ?? "unknown")", "epoch": "\(status.epoch)"])
                }
                isWaiting = true
                if let seconds, !isSilent { tell(status, seconds) }
                isSilent = seconds != nil
            } catch {
                // The next turn opens a new connection.
                await failed("lease not readable", error)
            }
            try await Task.sleep(for: LeaseKeeper.standbyInterval)
        }
    }

    private func tell(_ status: LeaseStatus, _ seconds: Int) {
        log.notice("the leader did not give its lease back and does not renew it; waiting until it has run out", metadata: [
            "leader": "\(status.leader ?? "unknown")", "epoch": "\(status.epoch)", "not_renewed_seconds": "\(status.age.seconds)",
            "decides_in_seconds": "\(seconds)",
        ])
    }

    private func acquire() async throws -> Int64? {
        let sent = Uptime.now
        let epoch = try await lease.acquire(holder: holder, ttl: term.timeToLive)
        if epoch != nil { term.extend(sentAt: sent) }
        return epoch
    }

    /// Renews until another process has the lease, or until the term is over because no renewal was answered: then this process
    /// cannot know whether another decides.
    ///
    /// - Throws: ``ClockProblem`` when nothing may be decided by this machine's clock.
    func keep(_ epoch: Int64) async throws {
        var pause = Duration.milliseconds(Lease.renewalInterval.milliseconds)
        while !term.isOver {
            try await Task.sleep(for: pause)
            let sent = Uptime.now
            do {
                guard try await lease.renew(epoch: epoch) else { return term.finish() }
                term.extend(sentAt: sent)
                reachable(true)
                pause = .milliseconds(Lease.renewalInterval.milliseconds)
                try await watch.check()
            } catch let problem as ClockProblem {
                throw problem
            } catch {
                await failed("lease not renewed", error)
                pause = LeaseKeeper.retryInterval
            }
        }
    }

    private func failed(_ what: String, _ error: any Error) async {
        reachable(false)
        log.error("\(what)", metadata: ["reason": "\(error)"])
        if let error = error as? PostgresError, error.isLockTimeout { await blockers.terminate() }
    }
}
