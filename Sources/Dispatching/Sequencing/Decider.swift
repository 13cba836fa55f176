import Interpreting

/// What decides inputs one after the other: the engine, or in a simulation an engine with a deliberate fault.
public protocol Decider: Sendable {
    var state: State { get }
    /// When it wants ``Input/wake``; nil while nothing is pending.
    var nextWake: Timestamp? { get }
    mutating func handle(_ input: Input, at now: Timestamp) -> Outcome
}

extension Engine: Decider {}
