import Dispatching
import Interpreting

/// A server of a world with faults, and how it fares.
struct FaultServer {
    enum Part: Hashable {
        case down, standby
        /// Believes that it decides in this epoch.
        case leading(epoch: Int64)
    }

    var core: SimulatedServer<FaultDecider>
    /// Counts its lives.
    var life = 1
    var part = Part.standby
    /// How far the clock of its machine is ahead.
    var offset = Span.zero
    /// By which it decides.
    var time = SteadyTime()
    /// Does nothing until then, in milliseconds.
    var pausedUntil: Int64?
    /// What would have happened to it since, in order: nothing that comes later overtakes it.
    var waiting: [Happening] = []
    var wakeAt: Int64?
    /// The connections by the number that the server gave them.
    var links: [Int: Int] = [:]
    /// What keeps it from the database.
    var separation: Separation?
    /// Counted since its lease is no longer renewed; nil while it is.
    var term: LeaseTerm?
    /// The database went back, and it has not reached the one that is there now.
    var isUnaware = false
    /// The journal's number of the last commit that it knows to be durable, and of the one whose verdict is on its way.
    var knownCommit = 0
    var commitOnItsWay: Int?
    /// A batch of it was sent, and the database has not answered.
    var isAtDatabase = false
    /// Counts the batches that it sent, and their verdicts.
    var batches = 0

    /// The epoch in which it believes to decide.
    var epoch: Int64? {
        if case .leading(let epoch) = part { epoch } else { nil }
    }
}
