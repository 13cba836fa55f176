import Interpreting

/// How a job lies in one interpreter's calendar.
public struct Fit: Hashable, Sendable {
    /// The interpreter's time that the job takes: from departure (on site) or the beginning of the preparation (remote) to the
    /// end of the least rest after it. The journey begins where the previous on-site conversation was, or at home when there was
    /// none or there is time to go home in between. No two of one interpreter overlap.
    public var during: Interval
    /// Minutes of the journey to it; 0 when remote.
    public var travelMinutes: Int
    /// Great-circle metres of the journey to it; 0 when remote.
    public var travelMetres: Int
    /// The next on-site commitment, when its journey changes because of this job.
    public var successor: Successor?

    public init(during: Interval, travelMinutes: Int, travelMetres: Int, successor: Successor? = nil) {
        self.during = during
        self.travelMinutes = travelMinutes
        self.travelMetres = travelMetres
        self.successor = successor
    }
}

/// A commitment whose inbound journey begins somewhere else than before, with its new values.
public struct Successor: Hashable, Sendable {
    public var assignment: AssignmentID
    public var during: Interval
    public var travelMinutes: Int
    public var travelMetres: Int

    public init(assignment: AssignmentID, during: Interval, travelMinutes: Int, travelMetres: Int) {
        self.assignment = assignment
        self.during = during
        self.travelMinutes = travelMinutes
        self.travelMetres = travelMetres
    }
}
