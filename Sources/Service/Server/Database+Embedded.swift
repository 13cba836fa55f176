import Dispatch
import Logging
import Postgres

/// An embedded PostgreSQL that dies is started again.
extension Database {
    /// How often it is looked at.
    private static let interval = Duration.seconds(1)
    /// So many deaths within so long, and it is given up.
    private static let deaths = (most: 3, within: Duration.seconds(600))
    /// Times that a start is tried after one death: what its processes leave behind is gone within seconds.
    private static let attempts = 5

    /// Watches the embedded cluster until the task is cancelled; returns at once when there is none.
    /// - Parameter term: does not end while the cluster is down.
    /// - Returns: why it cannot be kept running; nil otherwise.
    func keepRunning(holding term: LeaseWatch) async -> String? {
        guard let cluster else { return nil }
        var died: [ContinuousClock.Instant] = []
        while true {
            do { try await Task.sleep(for: Database.interval) } catch { return nil }
            guard !cluster.isRunning else { continue }
            term.hold()
            let now = ContinuousClock.now
            died = died.filter { now - $0 < Database.deaths.within } + [now]
            log.error("embedded PostgreSQL has died", metadata: ["times": "\(died.count)"])
            guard died.count <= Database.deaths.most else {
                return "the embedded PostgreSQL died \(died.count) times within ten minutes; look into \(cluster.dataDirectory)/server.log"
            }
            do { try await startAgain(cluster) } catch {
                return Task.isCancelled ? nil : "the embedded PostgreSQL died and does not start again: \(error)"
            }
            term.goOn()
            log.notice("embedded PostgreSQL started again")
        }
    }

    private func startAgain(_ cluster: Cluster) async throws {
        var attempt = 1
        while true {
            do {
                return try await Database.start(cluster)
            } catch where attempt < Database.attempts {
                attempt += 1
                try await Task.sleep(for: Database.interval)
            }
        }
    }

    /// Starting blocks for seconds, which the concurrency pool must not.
    private static func start(_ cluster: Cluster) async throws {
        try await withCheckedThrowingContinuation { (started: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async { started.resume(with: Result { try cluster.start() }) }
        }
    }
}
