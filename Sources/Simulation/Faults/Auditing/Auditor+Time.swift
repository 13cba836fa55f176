import Dispatching
import Interpreting

/// Whether what happened is said to have happened when it did.
extension Auditor {
    /// A clock may be off by what is allowed, and by what it gains until it is compared again.
    static let aheadAtMost = SteadyTime.tolerance + .seconds(1)
    /// What is decided may wait for batches before it, for a server that does nothing for a while, and for a slow store.
    static let behindAtMost = Span.minutes(1)

    /// - Parameter now: true time, at which the batch became durable.
    func checkTime(of batch: Batch, at now: Timestamp) {
        for event in batch.events {
            let ahead = event.at - now
            if ahead > Auditor.aheadAtMost {
                find("time: event \(event.seq) is of \(utc: event.at), \(ahead.milliseconds) ms ahead of \(utc: now), its commit")
            }
            if Span.zero - ahead > Auditor.behindAtMost {
                find("time: event \(event.seq) is of \(utc: event.at), \(-ahead.milliseconds) ms behind \(utc: now), its commit")
            }
        }
    }
}
