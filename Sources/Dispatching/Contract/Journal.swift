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
    /// Surely not committed; nothing of it exists. The same batch may be taken later, or the journal has events that its writer does
    /// not know.
    case notCommitted(String)
    /// The store refuses a row of the batch, and would refuse it again: nothing of the batch exists. What else is in the batch is not
    /// to blame.
    case rejected(Rejection)
    /// It exists on one machine only, although standbys had been promised when it was sent: they were taken away while it waited.
    case alone(String)
    /// It may or may not exist: the connection broke after COMMIT was sent, or the store confirmed with a reservation.
    case unknown(String)
    /// Another writer has taken the lease: this process must stop deciding.
    case fenced(String)
}

extension JournalFailure: CustomStringConvertible {
    /// One line for logs.
    public var description: String {
        switch self {
        case .notCommitted(let text): "not committed: \(text)"
        case .rejected(let rejection): "a row is refused: \(rejection.text)"
        case .alone(let text): "committed on one machine only: \(text)"
        case .unknown(let text): "perhaps committed: \(text)"
        case .fenced(let text): "another server decides: \(text)"
        }
    }
}

/// What a store says of a row that it refuses.
public struct Rejection: Hashable, Sendable {
    /// For whoever sent the command; holds no value of any row.
    public var text: String
    public var table: String?
    public var constraint: String?

    public init(_ text: String, table: String? = nil, constraint: String? = nil) {
        self.text = text
        self.table = table
        self.constraint = constraint
    }
}

/// Where batches become durable, one at a time and in order.
///
/// The verdict comes by callback so that the same engine runs on PostgreSQL, in memory and on a simulated disk; only after
/// success may any reply or push of the batch leave.
public protocol Journal: AnyObject, Sendable {
    /// Commits `batch` whole or not at all, then calls `verdict` exactly once, on any thread.
    func append(_ batch: Batch, verdict: @escaping @Sendable (Result<Void, JournalFailure>) -> Void)
}
