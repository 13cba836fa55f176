import Dispatching

/// What is needed to decide: taken up when the lease was won, laid down by leaving the process.
public struct SequencerStart: Sendable {
    /// With the state as the tables hold it.
    public var engine: Engine
    /// The fencing epoch that every batch carries.
    public var epoch: Int64
    public var journal: any Journal
    /// Reads what the journal holds behind an event, when nothing can come behind our back any more.
    public var recover: @Sendable (_ known: KnownJournal) async throws -> Recovery

    public init(
        engine: Engine, epoch: Int64, journal: any Journal, recover: @escaping @Sendable (_ known: KnownJournal) async throws -> Recovery
    ) {
        self.engine = engine
        self.epoch = epoch
        self.journal = journal
        self.recover = recover
    }
}
