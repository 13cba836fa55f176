import Interpreting
import Matching

/// What the engine takes in.
public enum Input: Hashable, Sendable {
    /// Changes something, or is refused.
    case command(Command, from: Caller, key: IdempotencyKey?)
    /// Changes nothing.
    case query(Query, from: Caller)
    /// The moment named by `Engine.nextWake` has come.
    case wake
    /// The same, but only the first thing that is due is done: after the store refused what a whole ``wake`` had done.
    case wakeStep
    /// A session of a user who can say yes has begun or ended: whoever it speaks for can be reached, or no longer. Changes nothing that
    /// is kept; what follows from it is due at once (`Engine.nextWake`).
    case sessionBegan(PrincipalID), sessionEnded(PrincipalID)
    /// A planner is done with what `Engine.planning` gave it. Changes nothing by itself; the next offers follow it.
    case planComputed(HorizonPlan)
}

/// Who speaks.
public enum Caller: Hashable, Sendable {
    /// The operator's own process: bootstrapping and the demo's registrar.
    case system
    case principal(PrincipalID, credential: CredentialID)
    /// Not yet authenticated.
    case nobody
}

/// Makes a command safe to repeat: the same key has one effect and one answer.
public struct IdempotencyKey: Hashable, Sendable {
    /// Characters at most in `text`.
    public static let lengthLimit = 64

    /// As the client chose it; unique within its principal.
    public let text: String
    /// Identifies the command with its parameters, without key and tag: SHA-256 in hexadecimal digits.
    public let fingerprint: String

    public init(_ text: String, fingerprint: String) {
        self.text = text
        self.fingerprint = fingerprint
    }
}

/// What came of an input.
public struct Outcome: Sendable {
    /// To be committed, in order, before the reply leaves.
    public var events: [Event]
    /// nil for `wake`.
    public var reply: Reply?
    /// To be committed with the events: the answer that a repetition gets.
    public var ledger: LedgerEntry?
    /// When the engine wants `Input.wake`; nil while nothing is pending.
    public var nextWake: Timestamp?
    /// What takes the decision back while its events are not durable; nil when it changed nothing.
    public var undo: DecisionUndo?

    public init(
        events: [Event] = [], reply: Reply? = nil, ledger: LedgerEntry? = nil, nextWake: Timestamp? = nil, undo: DecisionUndo? = nil
    ) {
        self.events = events
        self.reply = reply
        self.ledger = ledger
        self.nextWake = nextWake
        self.undo = undo
    }
}

/// The answer kept for a key.
public struct LedgerEntry: Hashable, Codable, Sendable {
    /// How long an answer is kept, in memory and in tables alike.
    public static let retention = Span.days(7)

    public var principal: PrincipalID
    public var key: String
    public var fingerprint: String
    public var reply: Reply
    public var at: Timestamp

    public init(principal: PrincipalID, key: String, fingerprint: String, reply: Reply, at: Timestamp) {
        self.principal = principal
        self.key = key
        self.fingerprint = fingerprint
        self.reply = reply
        self.at = at
    }
}
