import Dispatching
import Interpreting
import Matching

/// The planner of a simulated service: begins a plan when enough has happened, on the state as it is then, and is done with it as late
/// as the service's would be. What has become stale by then the engine drops.
struct PlannerDesk {
    private let rhythm: PlanningRhythm
    private var trigger: PlanTrigger
    /// The beginning of a plan, or its end, is on the agenda.
    private var isAtWork = false

    init(_ rhythm: PlanningRhythm) {
        self.rhythm = rhythm
        trigger = PlanTrigger(everyEvents: rhythm.everyEvents, pause: rhythm.pause)
        // As a server does that begins to decide.
        trigger.ask()
    }

    mutating func note(_ events: [Event]) {
        if let last = events.last { trigger.note(head: last.seq) }
    }

    /// When to call ``plan(_:at:)``, once for each plan; nil when that has been said or nothing calls for one.
    mutating func begins() -> Timestamp? {
        guard !isAtWork, let due = trigger.due else { return nil }
        isAtWork = true
        return due
    }

    /// - Returns: the plan, and when to hand it in; nil when nothing is to be planned.
    mutating func plan(_ engine: Engine, at now: Timestamp) -> (plan: HorizonPlan, at: Timestamp)? {
        let planning = engine.planning(days: rhythm.horizonDays, at: now)
        trigger.begin(head: planning.horizon.basis.head, at: now)
        guard planning.count > 0 else {
            isAtWork = false
            return nil
        }
        return (planning.run(steps: rhythm.steps(for: planning.count)), now + rhythm.duration(for: planning.count))
    }

    /// The plan was handed in.
    mutating func finish() { isAtWork = false }
}
