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
    let log: Logger
    /// Says when the time is not to be trusted.
    let watch: ClockWatch
    /// Told after each attempt whether the database answered.
    var reachable: @Sendable (Bool) -> Void = { _ in }

    /// Waits until the lease is ours, and the clock is right.
    /// - Parameter observed: called with what a standby sees, each time.
    /// - Returns: the epoch.
    func win(observed: (LeaseStatus) async -> Void) async throws -> Int64 {
        var isWaiting = false
        while true {
            try Task.checkCancellation()
            do {
                if try await watch.obstacle() == nil, let epoch = try await lease.acquire(holder: holder) {
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

    /// Renews until another process has the lease.
    ///
    /// - Throws: ``ClockProblem`` when nothing may be decided by this machine's clock.
    ///
    /// A database that does not answer is waited for: nobody can take a lease that nobody can read, and a batch of an epoch that
    /// is over is refused by the database itself.
    func keep(_ epoch: Int64) async throws {
        while true {
            try await Task.sleep(for: .milliseconds(Lease.renewalInterval.milliseconds))
            do {
                guard try await lease.renew(epoch: epoch) else { return }
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
