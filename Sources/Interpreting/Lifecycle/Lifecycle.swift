/// A kind of thing whose state changes only along the transitions of one table.
///
/// The table is the single place that says which changes exist: the engine refuses any other, the diagram in ARCHITECTURE.md
/// shows it, and the CHECK constraints of the database repeat it (a test compares them).
public protocol Lifecycle: RawRepresentable<String>, CaseIterable, Hashable, Sendable, Codable {
    /// The state that a new thing has.
    static var initial: [Self] { get }
    /// All changes of state that are allowed, in reading order.
    static var transitions: [(from: Self, to: Self)] { get }
}

extension Lifecycle {
    /// Whether the table allows `self` to be followed by `next`; staying as it is always may be.
    @inlinable
    public func allows(_ next: Self) -> Bool {
        self == next || Self.transitions.contains { $0.from == self && $0.to == next }
    }

    /// No transition leads out of this state.
    @inlinable
    public var isFinal: Bool { !Self.transitions.contains { $0.from == self } }

    /// The states that may follow, in table order.
    public var successors: [Self] { Self.transitions.filter { $0.from == self }.map(\.to) }
}
