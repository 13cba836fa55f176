import Dispatching
import Interpreting

/// What the journal keeps, and what was told of it.
struct Truth {
    var register = Register()
    /// The durable events.
    var events: [Event] = []
    /// The answers that are durable, by user and key.
    var ledger: [String: LedgerEntry] = [:]
    /// The answer for good that was told for a key: with which command, and what.
    var told: [String: (command: String, answer: String)] = [:]
    /// The last event that anybody was told of, or that there is one of its number.
    var toldHead: Int64 = 0

    /// Before anything was told.
    init(stage events: [Event]) {
        register.take(Batch(epoch: 0, events: events, ledger: []), isStage: true)
        self.events = events
    }

    mutating func take(_ batch: Batch) {
        register.take(batch)
        events += batch.events
    }
}
