import Interpreting

/// What decides inputs one after the other: the engine, or in a simulation an engine with a deliberate fault.
public protocol Decider: Sendable {
    var state: State { get }
    /// When it wants ``Input/wake``; nil while nothing is pending.
    var nextWake: Timestamp? { get }
    mutating func handle(_ input: Input, at now: Timestamp) -> Outcome
    /// Keeps what somebody else answered to a command as the answer to its key.
    /// - Returns: nil when it has no key, or an answer is kept already.
    mutating func keep(_ refusal: Refusal, for input: Input, at now: Timestamp) -> Outcome?
    /// Takes back the last decision that has not been taken back yet.
    mutating func takeBack(_ undo: DecisionUndo)
    /// Takes over what is durable and was not decided here.
    mutating func takeOver(_ events: [Event], answers: [LedgerEntry]) throws(JournalGap)
    /// Leaves alone for a while what a ``Input/wakeStep`` did that was taken back.
    /// - Returns: what it is about, for the log.
    mutating func setAside(_ undo: DecisionUndo) -> String?
}

extension Engine: Decider {}
