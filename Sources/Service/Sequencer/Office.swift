import Dispatching

/// What is needed to decide: taken up when the lease was won, laid down by leaving the process.
public struct Office: Sendable {
    /// With the state as the tables hold it.
    public var engine: Engine
    /// The fencing epoch that every batch carries.
    public var epoch: Int64
    public var journal: any Journal
    /// Loads the state anew after a failure, with the events that were committed since the given `seq`.
    public var recover: @Sendable (_ since: Int64) async throws -> Recovery

    public init(
        engine: Engine, epoch: Int64, journal: any Journal, recover: @escaping @Sendable (_ since: Int64) async throws -> Recovery
    ) {
        self.engine = engine
        self.epoch = epoch
        self.journal = journal
        self.recover = recover
    }
}

/// What the database holds after a failure.
public struct Recovery: Sendable {
    /// With the state as the tables hold it.
    public var engine: Engine
    /// Committed without our knowing, ascending: subscribers have not seen them yet.
    public var missed: [Event]

    public init(engine: Engine, missed: [Event]) {
        self.engine = engine
        self.missed = missed
    }
}
