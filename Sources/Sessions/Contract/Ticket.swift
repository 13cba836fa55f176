/// Names a question of one session, so that the answer finds its command.
public struct Ticket: Hashable, Sendable {
    /// Counts from 1 within its session.
    public let number: UInt64

    public init(_ number: UInt64) { self.number = number }
}
