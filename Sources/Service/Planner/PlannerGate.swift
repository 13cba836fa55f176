import Dispatching
import Interpreting

/// Where the planner's thread waits until a plan is due. What is noted comes from other threads.
///
/// Unchecked because the compiler cannot see that `condition` guards the rest.
final class PlannerGate: @unchecked Sendable {
    private let condition = SteadyCondition()
    private var trigger: PlanTrigger
    private var isStopped = false

    init(_ settings: Configuration.Planner) {
        trigger = PlanTrigger(everyEvents: Int64(settings.everyEvents), pause: .seconds(settings.pauseSeconds))
    }

    func note(_ events: [Event]) {
        guard let last = events.last else { return }
        change { $0.note(head: last.seq) }
    }

    /// The next plan needs no events and no pause.
    func ask() { change { $0.ask() } }

    /// A plan begins now.
    func begin(head: Int64) { change { $0.begin(head: head, at: now) } }

    func stop() {
        condition.withLock {
            isStopped = true
            condition.broadcast()
        }
    }

    var hasStopped: Bool { condition.withLock { isStopped } }

    /// Blocks until a plan is due.
    /// - Returns: false when there will be none any more.
    func wait() -> Bool {
        condition.withLock {
            while !isStopped {
                let due = trigger.due
                if let due, due <= now { return true }
                condition.wait(atMost: due.map { .milliseconds(($0 - now).milliseconds) }) { isStopped || trigger.due != due }
            }
            return false
        }
    }

    /// Waits for so long, or until it is stopped.
    func pause(_ span: Duration) {
        condition.withLock {
            condition.wait(atMost: span) { isStopped }
        }
    }

    private func change(_ body: (inout PlanTrigger) -> Void) {
        condition.withLock {
            body(&trigger)
            condition.broadcast()
        }
    }

    private var now: Timestamp { Uptime.moment }
}
