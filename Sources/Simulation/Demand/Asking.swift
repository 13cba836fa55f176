import Interpreting

/// The circumstances in which somebody asks.
public struct Asking: Hashable, Sendable {
    /// The day on which it is asked.
    public var date: CivilDate
    public var sector: Sector
    /// The agency's code.
    public var agency: String
    /// BCP 47.
    public var language: String
}
