/// One figure of one queue: what the formula says, and what the simulation found.
public struct QueueStudyRow: Codable, Hashable, Sendable {
    public enum Figure: String, Codable, CaseIterable, Sendable {
        /// Of all customers, in mean service times.
        case meanWait = "mean wait"
        /// Of all customers.
        case shareWaited = "share that waits"
        /// Of all customers.
        case shareLost = "share lost"

        /// The queues that have it.
        var kind: QueueModel.Kind { self == .shareLost ? .erlangB : .erlangC }

        func simulated(_ figures: QueueFigures) -> Double {
            switch self {
            case .meanWait: figures.meanWait
            case .shareWaited: figures.shareWaited
            case .shareLost: figures.shareLost
            }
        }

        func formula(load: Double, servers: Int) -> Double {
            switch self {
            case .meanWait: ErlangFormulas.meanWait(load: load, servers: servers)
            case .shareWaited: ErlangFormulas.waitProbability(load: load, servers: servers)
            case .shareLost: ErlangFormulas.lossProbability(load: load, servers: servers)
            }
        }
    }

    /// Arrivals per mean service time (erlang).
    public var load: Double
    public var servers: Int
    public var figure: Figure
    public var formula: Double
    public var simulated: Estimate
    /// Whether the formula's value lies in the confidence interval.
    public var isInside: Bool
    /// Of all replications.
    public var events: Int
}
