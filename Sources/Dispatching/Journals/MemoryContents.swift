import Interpreting

/// What a journal in memory holds, and the rules that a database would have as constraints.
struct MemoryContents: Sendable {
    var epoch: Int64
    private(set) var events: [Event] = []
    private(set) var ledger: [LedgerEntry] = []

    private var keys: [LedgerName: Timestamp] = [:]
    private var requests: [RequestID: RequestState] = [:]
    private var offers: [OfferID: OfferState] = [:]
    private var assignments: [AssignmentID: Assignment] = [:]
    /// Ascending.
    private var liveOfInterpreter: [InterpreterID: [AssignmentID]] = [:]
    private var liveOfRequest: [RequestID: [AssignmentID]] = [:]

    private struct LedgerName: Hashable {
        let principal: PrincipalID
        let key: String
    }

    init(epoch: Int64) { self.epoch = epoch }

    /// Takes over `batch` whole, or nothing of it.
    mutating func append(_ batch: Batch) throws(JournalFailure) {
        guard batch.epoch == epoch else { throw .fenced("epoch \(batch.epoch) is over, the present one is \(epoch)") }
        try checkGap(batch.events)
        try checkKeys(batch.ledger)
        let changed = try checkedSteps(batch.events)
        try checkOverlaps(changed)
        keep(batch, changed)
    }

    private func checkGap(_ new: [Event]) throws(JournalFailure) {
        var next = (events.last?.seq ?? 0) + 1
        for event in new {
            guard event.seq == next else { throw .notCommitted("event \(event.seq) does not follow: \(next) is next") }
            next += 1
        }
    }

    private func checkKeys(_ entries: [LedgerEntry]) throws(JournalFailure) {
        guard let newest = entries.map(\.at).max() else { return }
        var names: Set<LedgerName> = []
        for entry in entries {
            let name = LedgerName(principal: entry.principal, key: entry.key)
            let isKept = keys[name].map { $0 + LedgerEntry.retention > newest } ?? false
            guard !isKept, names.insert(name).inserted else {
                throw .notCommitted("key \(entry.key) of \(entry.principal) has an answer already")
            }
        }
    }

    /// The rows with a lifecycle as they stand after a batch.
    private struct Changed {
        var requests: [RequestID: RequestState] = [:]
        var offers: [OfferID: OfferState] = [:]
        var assignments: [AssignmentID: Assignment] = [:]
    }

    private func checkedSteps(_ new: [Event]) throws(JournalFailure) -> Changed {
        var changed = Changed()
        for change in new.lazy.flatMap(\.changes) {
            switch change {
            case .request(let row):
                try check(row.id, changed.requests[row.id] ?? requests[row.id], row.state)
                changed.requests[row.id] = row.state
            case .offer(let row):
                try check(row.id, changed.offers[row.id] ?? offers[row.id], row.state)
                changed.offers[row.id] = row.state
            case .assignment(let row):
                try check(row.id, (changed.assignments[row.id] ?? assignments[row.id])?.state, row.state)
                changed.assignments[row.id] = row
            default: break
            }
        }
        return changed
    }

    private func check<Thing, State: Lifecycle>(
        _ id: Identifier<Thing>, _ old: State?, _ new: State
    ) throws(JournalFailure) {
        let isAllowed = old.map { $0.allows(new) } ?? State.initial.contains(new)
        guard isAllowed else { throw .rejected(Rejection("\(id) cannot go from \(old?.rawValue ?? "nothing") to \(new.rawValue)")) }
    }

    /// Like the database, at the end of the batch: what overlaps in between does not matter.
    private func checkOverlaps(_ changed: Changed) throws(JournalFailure) {
        for row in changed.assignments.values.sorted(by: { $0.id < $1.id }) where row.state.isLive {
            for other in neighbours(of: row, changed) where other.id != row.id && other.state.isLive {
                if other.interpreter == row.interpreter, other.during.overlaps(row.during) {
                    throw .rejected(Rejection("\(row.id) overlaps \(other.id) of the same interpreter \(row.interpreter)"))
                }
                if other.request == row.request {
                    throw .rejected(Rejection("\(row.id) is the second live assignment of \(row.request), beside \(other.id)"))
                }
            }
        }
    }

    /// Assignments of the same interpreter or request, as they stand after the batch.
    private func neighbours(of row: Assignment, _ changed: Changed) -> [Assignment] {
        let kept = (liveOfInterpreter[row.interpreter] ?? []) + (liveOfRequest[row.request] ?? [])
        let stored = kept.compactMap { changed.assignments[$0] == nil ? assignments[$0] : nil }
        return stored + changed.assignments.values.filter { $0.interpreter == row.interpreter || $0.request == row.request }
            .sorted { $0.id < $1.id }
    }

    private mutating func keep(_ batch: Batch, _ changed: Changed) {
        events += batch.events
        ledger += batch.ledger
        for entry in batch.ledger { keys[LedgerName(principal: entry.principal, key: entry.key)] = entry.at }
        requests.merge(changed.requests) { $1 }
        offers.merge(changed.offers) { $1 }
        for (id, row) in changed.assignments {
            if let old = assignments.updateValue(row, forKey: id), old.state.isLive {
                liveOfInterpreter[old.interpreter]?.removeSorted(id)
                liveOfRequest[old.request]?.removeSorted(id)
            }
            guard row.state.isLive else { continue }
            liveOfInterpreter[row.interpreter, default: []].insertSorted(id)
            liveOfRequest[row.request, default: []].insertSorted(id)
        }
    }
}
