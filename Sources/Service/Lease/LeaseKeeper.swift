import Dispatching
import Interpreting
import Logging
import Storage

/// Wins the lease, keeps it, and says what the process is meanwhile. One lease in a process's life: who loses it leaves.
struct LeaseKeeper: Sendable {
    /// How often a standby asks.
    static let standbyInterval = Duration.seconds(1)

    let lease: Lease
    /// `host:port`, told to clients that ask a standby.
    let holder: String
    /// Of the lease, without being renewed.
    let timeToLive: Span
    let log: Logger
    /// Says when the time is not to be trusted.
    let watch: ClockWatch
    /// Says when the lease is over by our own count.
    let term: LeaseWatch
    /// Told after each attempt whether the database answered.
    var reachable: @Sendable (Bool) -> Void = { _ in }

    /// Waits until the lease is ours, and the clock is right.
    /// - Parameter observed: called with what a standby sees, each time.
    /// - Returns: the epoch.
    func win(observed: (LeaseStatus) async -> Void) async throws -> Int64 {
        var isWaiting = false
        var watched = WatchedLease()
        while true {
            try Task.checkCancellation()
            do {
                watched.see(try await lease.sight(), at: Uptime.now)
                let sent = Uptime.now
                if watched.mayBeTaken(at: sent), try await watch.obstacle() == nil,
                    let epoch = try await lease.acquire(holder: holder, ttl: timeToLive)
                {
                    term.renewed(sent: sent, timeToLive: timeToLive)
                    reachable(true)
                    log.notice("lease won", metadata: ["epoch": "\(epoch)"])
                    return epoch
                }
                let status = try await lease.observe()
                reachable(true)
                await observed(status)
                if !isWaiting {
                    log.notice("standing by", metadata: ["leader": "\(status.leader ?? "unknown")", "epoch": "\(status.epoch)"])
                }
                isWaiting = true
            } catch {
                // The next turn opens a new connection.
                reachable(false)
                log.warning("lease not readable", metadata: ["reason": "\(error)"])
            }
            try await Task.sleep(for: LeaseKeeper.standbyInterval)
        }
    }

    /// Renews until another process has the lease, or until it is over by our own count: who cannot renew says nothing more before
    /// another may decide.
    ///
    /// - Throws: ``ClockProblem`` when nothing may be decided by this machine's clock.
    func keep(_ epoch: Int64) async throws {
        while !term.isOver {
            try await Task.sleep(for: .milliseconds(Lease.renewalInterval.milliseconds))
            do {
                let sent = Uptime.now
                guard try await lease.renew(epoch: epoch) else { return }
                term.renewed(sent: sent, timeToLive: timeToLive)
                reachable(true)
                try await watch.check()
            } catch let problem as ClockProblem {
                throw problem
            } catch {
                reachable(false)
                log.error("lease not renewed", metadata: ["epoch": "\(epoch)", "reason": "\(error)"])
            }
        }
    }
}
