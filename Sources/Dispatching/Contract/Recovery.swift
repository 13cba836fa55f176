import Interpreting

/// What a server knows of the journal when a batch has failed.
public struct KnownJournal: Hashable, Sendable {
    /// The fencing epoch in which it writes.
    public var epoch: Int64
    /// `seq` of the last event that it knows to be durable, and when that happened.
    public var head: Int64
    public var at: Timestamp
    /// Keys that the journal would not take, perhaps because it has answers for them of which the server never heard: those are wanted
    /// whenever they were kept. An answer without events moves nothing in the journal that would give it away.
    public var keys: [Key]

    /// Who used which key.
    public struct Key: Hashable, Sendable {
        public let principal: PrincipalID
        public let text: String

        public init(_ entry: LedgerEntry) {
            principal = entry.principal
            text = entry.key
        }
    }

    public init(epoch: Int64, head: Int64, at: Timestamp, keys: [Key] = []) {
        self.epoch = epoch
        self.head = head
        self.at = at
        self.keys = keys
    }
}

/// What the journal holds behind the event that a server knows, after a failure.
public struct Recovery: Hashable, Sendable {
    /// Committed without the server's knowing, ascending: subscribers have not seen them yet.
    public var missed: [Event]
    /// The answers kept since that event, and those for the keys that were asked for; may hold some that the server knows.
    public var answers: [LedgerEntry]

    public init(missed: [Event], answers: [LedgerEntry]) {
        self.missed = missed
        self.answers = answers
    }
}
