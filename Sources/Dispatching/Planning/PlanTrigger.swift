import Interpreting

/// When to plan anew: a value without a clock, for whoever runs a planner. Its moments may be of any clock that never goes back.
public struct PlanTrigger: Sendable {
    /// Events since the last plan's basis after which a plan is out of date.
    public let everyEvents: Int64
    /// From the beginning of one plan to that of the next at least, unless somebody asked for it.
    public let pause: Span

    private var head: Int64 = 0
    /// Of the last plan that was begun.
    private var basis: (head: Int64, at: Timestamp)?
    private var isAsked = false

    public init(everyEvents: Int64, pause: Span) {
        self.everyEvents = max(1, everyEvents)
        self.pause = pause
    }

    /// Events up to `seq` have happened.
    public mutating func note(head: Int64) { self.head = max(self.head, head) }

    /// Somebody asked for a plan, or there is none: the next one needs no events and no pause.
    public mutating func ask() { isAsked = true }

    /// A plan was begun, on the state after event `head`.
    public mutating func begin(head: Int64, at now: Timestamp) {
        isAsked = false
        basis = (head, now)
        note(head: head)
    }

    /// When to begin the next plan, given what has happened so far: a moment that is past when somebody asked, nil while nothing
    /// calls for one.
    public var due: Timestamp? {
        if isAsked { return basis?.at ?? Timestamp(milliseconds: 0) }
        guard let basis, head - basis.head >= everyEvents else { return nil }
        return basis.at + pause
    }
}
