/// What the engine decided in one go, to be committed in one transaction.
public struct Batch: Hashable, Sendable {
    /// The writer's fencing epoch; a journal that knows a higher one refuses.
    public var epoch: Int64
    /// Consecutive `seq`, the first following the journal's head.
    public var events: [Event]
    public var ledger: [LedgerEntry]

    public init(epoch: Int64, events: [Event], ledger: [LedgerEntry]) {
        self.epoch = epoch
        self.events = events
        self.ledger = ledger
    }

    public var isEmpty: Bool { events.isEmpty && ledger.isEmpty }
}

/// Why a batch was not, or perhaps not, committed.
public enum JournalFailure: Error, Hashable, Sendable {
    /// Surely not committed; nothing of it exists.
    case notCommitted(String)
    /// The connection broke after COMMIT was sent: it may or may not exist.
    case unknown(String)
    /// Another writer has taken the lease: this process must stop deciding.
    case fenced(String)
}

/// Where batches become durable, one at a time and in order.
///
/// The verdict comes by callback so that the same engine runs on PostgreSQL, in memory and on a simulated disk; only after
/// success may any reply or push of the batch leave.
public protocol Journal: AnyObject, Sendable {
    /// Commits `batch` whole or not at all, then calls `verdict` exactly once, on any thread.
    func append(_ batch: Batch, verdict: @escaping @Sendable (Result<Void, JournalFailure>) -> Void)
}
