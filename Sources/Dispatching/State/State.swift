import Interpreting

/// Everything the engine knows: the rows of all tables and the indexes over them.
///
/// Rows change only by `put`, called for the changes of events; indexes follow the rows, so a state loaded from the tables
/// and a state replayed from the journal are the same.
public struct State: Sendable {
    /// `seq` of the last event that is in it; 0 when there is none.
    public internal(set) var head: Int64 = 0
    /// When the last event happened; whoever decides next begins no earlier, whatever its clock says.
    public internal(set) var at = Timestamp(milliseconds: .min)

    var organisations = Table<Organisation>()
    var establishments = Table<Establishment>()
    var agreements = Table<Agreement>()
    var principals = Table<Principal>()
    var credentials = Table<Credential>()
    var interpreters = Table<Interpreter>()
    var availabilities = Table<Availability>()
    var requests = Table<Request>()
    var offers = Table<Offer>()
    var assignments = Table<Assignment>()

    var index = StateIndex()
    var ledger = Ledger()
    var timers = Timers()

    public init() {}

    /// The state that the tables hold.
    ///
    /// - Parameters:
    ///   - rows: every row of every table, in any order.
    ///   - head: `seq` of the last journal row.
    ///   - at: its moment.
    ///   - ledger: the answers kept for idempotency keys.
    public init(
        rows: some Sequence<Change>, head: Int64, at: Timestamp = Timestamp(milliseconds: .min), ledger: some Sequence<LedgerEntry>
    ) {
        for row in rows { put(row) }
        for entry in ledger { self.ledger.put(entry) }
        self.head = head
        self.at = at
    }

    /// Every row in canonical order (tables in the order of `Change`, numbers ascending): two states are the same exactly
    /// when these and `head` are. Answers kept for keys do not belong to it: they expire.
    public var rows: [Change] {
        var rows: [Change] = []
        rows.append(contentsOf: organisations.all().map(Change.organisation))
        rows.append(contentsOf: establishments.all().map(Change.establishment))
        rows.append(contentsOf: agreements.all().map(Change.agreement))
        rows.append(contentsOf: principals.all().map(Change.principal))
        rows.append(contentsOf: credentials.all().map(Change.credential))
        rows.append(contentsOf: interpreters.all().map(Change.interpreter))
        rows.append(contentsOf: availabilities.all().map(Change.availability))
        rows.append(contentsOf: requests.all().map(Change.request))
        rows.append(contentsOf: offers.all().map(Change.offer))
        rows.append(contentsOf: assignments.all().map(Change.assignment))
        return rows
    }

    /// Takes over an event read from the journal; its `seq` must follow `head`.
    public mutating func replay(_ event: Event) throws(JournalGap) {
        guard event.seq == head + 1 else { throw JournalGap(expected: head + 1, found: event.seq) }
        for change in event.changes { put(change) }
        head = event.seq
        at = max(at, event.at)
    }
}

/// The journal skips or repeats a number.
public struct JournalGap: Error, Hashable, Sendable {
    public let expected: Int64
    public let found: Int64
}

extension State {
    /// Requests that are not over, by number.
    public var liveRequests: [Request] { index.liveRequests.compactMap { requests[$0] } }

    /// The one for whom a credential with this SHA-256 stands, whether or not it is still valid.
    public func principal(digest: String) -> Principal? {
        index.credentials[digest].flatMap { credentials[$0] }.flatMap { principals[$0.principal] }
    }

    /// Nothing was ever registered: a new database.
    public var isEmpty: Bool { head == 0 }
}
