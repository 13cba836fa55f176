import Dispatching
import Interpreting
import Synchronization

/// Whether this process may still speak as the one that decides, by its own count: looked at before anything leaves, from any thread.
///
/// It needs no answer of anybody, so it also holds for a process that was stopped, or a machine that slept, and goes on.
final class LeaseWatch: Sendable {
    /// Milliseconds on ``Uptime``; never before a lease was won, and the last thing that counts once it has passed.
    private let end = Atomic<Int64>(.max)

    /// The lease was won or renewed.
    /// - Parameter sent: on ``Uptime``, when the database was asked for it.
    func renewed(sent: Span, timeToLive: Span) {
        // What is over stays over: whatever was said since may not have been true.
        guard !isOver else { return }
        end.store(LeaseTerm(renewalSent: sent, timeToLive: timeToLive).end.milliseconds, ordering: .releasing)
    }

    /// Nothing may be said any more.
    var isOver: Bool { end.load(ordering: .acquiring) <= Uptime.now.milliseconds }

    /// Returns when it is over, or when the task is cancelled.
    func waitUntilOver() async {
        while !Task.isCancelled {
            let left = end.load(ordering: .acquiring) - Uptime.now.milliseconds
            if left <= 0 { return }
            // It may be renewed meanwhile, and a sleep does not count the sleep of the machine.
            try? await Task.sleep(for: .milliseconds(min(left, 250)))
        }
    }
}
