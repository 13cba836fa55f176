import Interpreting

/// A host that an event brings, with its own demand.
public struct Newcomer: Hashable, Sendable {
    public var host: Host
    public var opens: CivilDate
    /// Requests in an ordinary week.
    public var perWeek: Double
    /// Weights by tag, ascending by tag.
    public var languages: [Weight]

    public struct Weight: Hashable, Sendable {
        public var tag: String
        public var weight: Double
    }
}
