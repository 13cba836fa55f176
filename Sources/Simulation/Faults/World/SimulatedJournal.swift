import Dispatching
import Interpreting
import Sessions

/// The database of a world with faults: one journal and one lease for all servers.
///
/// What it refuses is what ``MemoryJournal`` refuses, whose rules are those of the database; a deliberate bug may take them away.
final class SimulatedJournal {
    /// Carries a verdict out of the callback of a journal that calls it at once.
    private final class Slip: @unchecked Sendable {
        // One world, one thread.
        var verdict: Result<Void, JournalFailure> = .failure(.unknown("no verdict"))
    }

    private(set) var events: [Event]
    private(set) var ledger: [LedgerEntry] = []
    /// Of the writer that may write.
    private(set) var epoch: Int64
    /// Batches that only the primary has.
    private(set) var unreplicated: [Batch] = []
    private var gate: MemoryJournal
    private let agencies: Set<AgencyCode>
    private let bug: DeliberateBug?
    /// Whether an event's rows are refused: what the constraints of a database can do that its engine does not know.
    private let refuses: (Event) -> Bool
    /// What it refuses, it takes from now on.
    var isLenient = false

    init(_ stage: Stage, bug: DeliberateBug?, refuses: @escaping (Event) -> Bool = { _ in false }) {
        events = stage.events
        self.bug = bug
        self.refuses = refuses
        epoch = 0
        agencies = Set(stage.rules.agencies.all.map(\.code))
        gate = MemoryJournal(epoch: 0, agencies: agencies)
        gate.append(Batch(epoch: 0, events: events, ledger: [])) { _ in }
    }

    var head: Int64 { events.last?.seq ?? 0 }

    /// Somebody takes the lease.
    func takeLease() -> Int64 {
        epoch += 1
        gate.fence(epoch: epoch)
        return epoch
    }

    /// - Parameter isReplicated: the standby has it as well.
    func append(_ batch: Batch, isReplicated: Bool = true) -> Result<Void, JournalFailure> {
        if let failure = refusal(of: batch) { return .failure(failure) }
        var batch = batch
        if bug == .fenceNotChecked { batch.epoch = epoch }
        if bug?.isPastTheGate == true {
            guard batch.epoch == epoch else { return .failure(.fenced("epoch \(batch.epoch) is over")) }
        } else {
            let slip = Slip()
            gate.append(batch) { slip.verdict = $0 }
            guard case .success = slip.verdict else { return slip.verdict }
        }
        events += batch.events
        ledger += batch.ledger
        if isReplicated { unreplicated = [] } else { unreplicated.append(batch) }
        return .success(())
    }

    /// What is refused whether or not the standby is there.
    func refusal(of batch: Batch) -> JournalFailure? {
        if batch.epoch != epoch, bug != .fenceNotChecked { return .fenced("epoch \(batch.epoch) is over, the present one is \(epoch)") }
        if let first = batch.events.first, first.seq <= head, bug?.isPastTheGate != true {
            return .notCommitted("event \(first.seq) does not follow: the journal ends at \(head)")
        }
        guard !isLenient, let refused = batch.events.first(where: refuses) else { return nil }
        return .rejected(Rejection("a row of \(refused.kind.rawValue) is poisoned", constraint: Poison.mark))
    }

    // MARK: The standby

    /// The standby has everything now.
    /// - Returns: what it had not.
    func replicate() -> [Batch] {
        defer { unreplicated = [] }
        return unreplicated
    }

    /// The standby takes the primary's place.
    func promote() {
        events.removeLast(unreplicated.reduce(0) { $0 + $1.events.count })
        ledger.removeLast(unreplicated.reduce(0) { $0 + $1.ledger.count })
        unreplicated = []
        gate = MemoryJournal(epoch: epoch, agencies: agencies)
        gate.append(Batch(epoch: epoch, events: events, ledger: ledger)) { _ in }
    }

    /// What a server that starts begins with.
    ///
    /// - Parameter isAgain: after another, or after a failure.
    func recover(isAgain: Bool) -> State {
        var events = events[...]
        if isAgain, bug == .staleSnapshot { events = events.dropLast(3) }
        let ledger = bug == .ledgerNotRecovered ? [] : ledger
        let last = bug == .clockTrusted ? nil : events.last?.at
        return State(
            rows: events.lazy.flatMap(\.changes), head: events.last?.seq ?? 0, at: last ?? Timestamp(milliseconds: .min), ledger: ledger)
    }

    /// What a server reads after a failure.
    func recovery(after known: KnownJournal) -> Recovery {
        Recovery(missed: Array(events.drop { $0.seq <= known.head }), answers: ledger.filter { $0.at >= known.at })
    }

    /// A page for a subscription, as the archive of a server reads it.
    func page(_ subscription: Subscription, after seq: Int64, through last: Int64, limit: Int) -> Switchboard.Page {
        var page: [Event] = []
        var upTo = seq
        for event in events.drop(while: { $0.seq <= seq }) where page.count < limit && event.seq <= last {
            upTo = event.seq
            if event.scope.isVisible(to: subscription.principal), subscription.topics.contains(event.kind.topic) { page.append(event) }
        }
        return Switchboard.Page(events: page, upTo: min(upTo, max(last, 0)), isLast: upTo >= last)
    }
}
