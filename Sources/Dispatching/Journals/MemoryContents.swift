import Interpreting

/// What a journal in memory holds, and the constraints of the database: those of ``Schema``.
struct MemoryContents: Sendable {
    var epoch: Int64
    private(set) var events: [Event] = []
    private(set) var ledger: [LedgerEntry] = []

    private var rows: MemoryRows
    private var keys: [LedgerName: Timestamp] = [:]
    /// What was kept until then is forgotten.
    private var forgotten = Timestamp(milliseconds: .min)
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

    /// - Parameter agencies: which there are; nil for any.
    init(epoch: Int64, agencies: Set<AgencyCode>?) {
        self.epoch = epoch
        rows = MemoryRows(agencies: agencies)
    }

    /// Takes over `batch` whole, or nothing of it.
    mutating func append(_ batch: Batch) throws(JournalFailure) {
        guard batch.epoch == epoch else { throw .fenced("epoch \(batch.epoch) is over, the present one is \(epoch)") }
        try checkGap(batch.events)
        let added = try rows.checked(batch)
        try checkKeys(batch.ledger)
        let changed = try checkedSteps(batch.events)
        try checkExclusions(changed)
        rows.keep(added)
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
        let forgotten = max(forgotten, newest - LedgerEntry.retention)
        var names: Set<LedgerName> = []
        for entry in entries {
            let name = LedgerName(principal: entry.principal, key: entry.key)
            let isKept = keys[name].map { $0 > forgotten } ?? false
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
                try check(Schema.request, changed.requests[row.id] ?? requests[row.id], row.state)
                changed.requests[row.id] = row.state
            case .offer(let row):
                try check(Schema.offer, changed.offers[row.id] ?? offers[row.id], row.state)
                changed.offers[row.id] = row.state
            case .assignment(let row):
                try check(Schema.assignment, (changed.assignments[row.id] ?? assignments[row.id])?.state, row.state)
                changed.assignments[row.id] = row
            default: break
            }
        }
        return changed
    }

    private func check<Row, State: Lifecycle>(_ table: TableSchema<Row>, _ old: State?, _ new: State) throws(JournalFailure) {
        guard !(old.map { $0.allows(new) } ?? State.initial.contains(new)) else { return }
        let step = "\(old.map { "a \(table.name) that is \($0.rawValue)" } ?? "a new \(table.name)") cannot become \(new.rawValue)"
        throw .rejected(table.rejection(Check<Row>.lifecycleName(table.name), step))
    }

    /// Like the database, at the end of the batch: what overlaps in between does not matter.
    private func checkExclusions(_ changed: Changed) throws(JournalFailure) {
        for row in changed.assignments.values.sorted(by: { $0.id < $1.id }) where row.state.isLive {
            for other in neighbours(of: row, changed) where other.id != row.id {
                for exclusion in Schema.assignment.exclusions where exclusion.excludes(row, other) {
                    throw .rejected(Schema.assignment.rejection(exclusion.name, "an assignment cannot be there together with another"))
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
        for entry in batch.ledger {
            keys[LedgerName(principal: entry.principal, key: entry.key)] = entry.at
            forgotten = max(forgotten, entry.at - LedgerEntry.retention)
        }
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
