import Dispatching
import Foundation
import Interpreting

/// Where the planner's thread waits until a plan is due. What is noted comes from other threads.
///
/// Unchecked because the compiler cannot see that `condition` guards the rest.
final class PlannerGate: @unchecked Sendable {
    private let condition = NSCondition()
    private var trigger: PlanTrigger
    private var isStopped = false
    private let origin = ContinuousClock.now

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
                guard let due = trigger.due else {
                    condition.wait()
                    continue
                }
                let left = due - now
                if left <= .zero { return true }
                _ = condition.wait(until: Date(timeIntervalSinceNow: Double(left.milliseconds) / 1000))
            }
            return false
        }
    }

    /// Waits for so long, or until it is stopped.
    func pause(_ span: Duration) {
        condition.withLock {
            let end = Date(timeIntervalSinceNow: span.inSeconds)
            while !isStopped, condition.wait(until: end) {}
        }
    }

    private func change(_ body: (inout PlanTrigger) -> Void) {
        condition.withLock {
            body(&trigger)
            condition.broadcast()
        }
    }

    /// Of a clock that never goes back.
    private var now: Timestamp { Timestamp(milliseconds: (ContinuousClock.now - origin).wholeMicroseconds / 1000) }
}
