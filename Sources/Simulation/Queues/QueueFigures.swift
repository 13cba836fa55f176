/// What came of one run of a `QueueModel`.
public struct QueueFigures: Codable, Hashable, Sendable {
    /// How many were counted, those of the warm-up not.
    public var customers = 0
    /// Of those counted, how many found all servers busy and waited.
    public var waited = 0
    /// Of those counted, how many found all servers busy and were lost.
    public var lost = 0
    /// Of those counted, in mean service times.
    public var totalWait = 0.0
    /// Arrivals and ends of service that the calendar gave out, those of the warm-up too.
    public var events = 0

    public init() {}

    /// In mean service times, of all who were counted and served; 0 when there was nobody.
    public var meanWait: Double { customers > lost ? totalWait / Double(customers - lost) : 0 }
    /// 0 when there was nobody.
    public var shareWaited: Double { customers > 0 ? Double(waited) / Double(customers) : 0 }
    /// 0 when there was nobody.
    public var shareLost: Double { customers > 0 ? Double(lost) / Double(customers) : 0 }
}
