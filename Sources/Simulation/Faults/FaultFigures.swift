/// What went wrong on purpose in a run, counted.
public struct FaultFigures: Hashable, Sendable {
    /// Servers that died.
    public var crashes = 0
    /// Servers asked to stop.
    public var drains = 0
    /// Servers that did nothing for a while.
    public var pauses = 0
    /// Times that the clock of a server was set.
    public var clockJumps = 0
    /// Servers that handed over because their clock was wrong.
    public var clockHandovers = 0
    /// Times that another server took over.
    public var takeovers = 0
    /// Batches that a server sent in an epoch that was over.
    public var fencedBatches = 0
    /// Batches refused, or with a verdict that nobody knew.
    public var troubledBatches = 0
    /// Batches without a verdict for too long.
    public var overdueBatches = 0
    /// Inputs that the journal refused alone.
    public var rejectedInputs = 0
    /// Times that a server and the database did not reach each other.
    public var partitions = 0
    /// Times that the database's standby was away.
    public var standbyAbsences = 0
    /// Waits for it that were cancelled.
    public var cancelledWaits = 0
    /// Times that it took the primary's place.
    public var promotions = 0
    /// Times that one that lagged did.
    public var laggingPromotions = 0
    /// Durable events that were gone then.
    public var lostEvents = 0
    /// Times that a server read the journal again after a failure.
    public var recoveries = 0
    /// Connections that broke somewhere in a packet.
    public var cutConnections = 0
    /// Clients that did not read for a while.
    public var slowReaders = 0
    /// Interpreters who were gone for a while.
    public var absences = 0
    /// Those of them who were sent away for it, and heard so.
    public var sentAway = 0
    /// Commands sent again with the same key.
    public var repeatedCommands = 0
    /// Lines outside the grammar.
    public var badLines = 0

    /// Nothing went wrong.
    public init() {}

    /// Of several runs together.
    public static func + (left: FaultFigures, right: FaultFigures) -> FaultFigures {
        var sum = left
        for path in FaultFigures.all { sum[keyPath: path] += right[keyPath: path] }
        return sum
    }

    private static var all: [WritableKeyPath<FaultFigures, Int>] {
        [
            \.crashes, \.drains, \.pauses, \.clockJumps, \.clockHandovers, \.takeovers, \.fencedBatches, \.troubledBatches,
            \.overdueBatches, \.rejectedInputs, \.partitions, \.standbyAbsences, \.cancelledWaits, \.promotions, \.laggingPromotions,
            \.lostEvents, \.recoveries, \.cutConnections, \.slowReaders, \.absences, \.sentAway, \.repeatedCommands, \.badLines,
        ]
    }
}
