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

    /// What one transaction made durable, or a lease that was taken.
    private struct Commit {
        /// Given to no other, whatever is lost.
        let number: Int
        let events: Int
        let answers: Int
        /// In which it was made.
        let epoch: Int64
    }

    private(set) var events: [Event]
    private(set) var ledger: [LedgerEntry] = []
    /// Of the writer that may write.
    private(set) var epoch: Int64
    /// Batches that only the primary has.
    private(set) var unreplicated: [Batch] = []
    /// Counts the promotions of the database's standbys.
    private(set) var timeline: Int64 = 1
    /// In order: what a promotion takes away is at the end.
    private var commits: [Commit] = []
    private var commitsEver = 0
    /// The journal before its end was lost, for servers that still read in the database that is gone.
    private var eventsBefore: [Int: [Event]] = [:]
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
        epoch = bug == .timelineIgnored ? epoch + 1 : Epoch.next(after: epoch, onTimeline: timeline)
        gate.fence(epoch: epoch)
        note(events: 0, answers: 0)
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
        note(events: batch.events.count, answers: batch.ledger.count)
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

    private func note(events: Int, answers: Int) {
        commitsEver += 1
        commits.append(Commit(number: commitsEver, events: events, answers: answers, epoch: epoch))
    }

    /// The number of the last commit; 0 when there is none.
    var lastCommit: Int { commits.last?.number ?? 0 }

    func has(commit number: Int) -> Bool { number == 0 || commits.contains { $0.number == number } }

    // MARK: The standby

    /// The standby has everything now.
    /// - Returns: what it had not.
    func replicate() -> [Batch] {
        defer { unreplicated = [] }
        return unreplicated
    }

    /// A standby takes the primary's place: what the primary had alone is gone, and so is what the standby had not received.
    ///
    /// - Parameters:
    ///   - losing: how many of the commits before it had not; at most all since the beginning.
    ///   - readers: servers that read on in the database that is gone, until ``leavesBefore(_:)``.
    /// - Returns: how many of the commits that were durable are gone, and how many events in them.
    @discardableResult
    func promote(losing: Int = 0, readers: [Int] = []) -> (commits: Int, events: Int) {
        for server in readers where eventsBefore[server] == nil { eventsBefore[server] = events }
        remove(unreplicated.count)
        unreplicated = []
        let lost = min(losing, commits.count)
        let lostEvents = remove(lost)
        epoch = commits.last?.epoch ?? 0
        timeline += 1
        gate = MemoryJournal(epoch: epoch, agencies: agencies)
        gate.append(Batch(epoch: epoch, events: events, ledger: ledger)) { _ in }
        return (lost, lostEvents)
    }

    /// Takes the last commits away.
    /// - Returns: how many events were in them.
    @discardableResult
    private func remove(_ count: Int) -> Int {
        let lost = commits.suffix(count)
        let lostEvents = lost.reduce(0) { $0 + $1.events }
        events.removeLast(lostEvents)
        ledger.removeLast(lost.reduce(0) { $0 + $1.answers })
        commits.removeLast(count)
        return lostEvents
    }

    /// The server reads in the database that is there now.
    func leavesBefore(_ server: Int) { eventsBefore[server] = nil }

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
        let keys = Set(known.keys)
        return Recovery(
            missed: Array(events.drop { $0.seq <= known.head }),
            answers: ledger.filter { $0.at >= known.at || keys.contains(KnownJournal.Key($0)) })
    }

    /// A page for a subscription, as the archive of a server reads it.
    func page(
        _ subscription: Subscription, after seq: Int64, through last: Int64, limit: Int, for server: Int
    ) -> Switchboard.Page {
        let events = eventsBefore[server] ?? events
        var page: [Event] = []
        var upTo = seq
        for event in events.drop(while: { $0.seq <= seq }) where page.count < limit && event.seq <= last {
            upTo = event.seq
            if event.scope.isVisible(to: subscription.principal), subscription.topics.contains(event.kind.topic) { page.append(event) }
        }
        return Switchboard.Page(events: page, upTo: min(upTo, max(last, 0)), isLast: upTo >= last)
    }
}
