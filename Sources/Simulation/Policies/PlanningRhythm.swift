import Interpreting

/// How often a simulated service plans the coming days, and how hard it works on it. The work is counted in steps, so that the same seed
/// makes the same plans on any machine; the time that a plan takes on the virtual clock is that of the service.
public struct PlanningRhythm: Sendable {
    public var horizonDays = 14
    /// Events that make a plan out of date: as in the service.
    public var everyEvents: Int64 = 200
    /// From the beginning of one plan to that of the next at least. The service waits a minute; a simulated year has half a million.
    public var pause = Span.minutes(15)
    public var stepsPerRequest = 50

    public init() {}

    func steps(for count: Int) -> Int { stepsPerRequest * count }

    /// As long as the service works on so many requests: half a second and more for each 250, five seconds at most.
    func duration(for count: Int) -> Span { Span(milliseconds: min(5_000, 50 + 2 * Int64(count))) }
}
