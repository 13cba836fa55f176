import Dispatching

/// What a subscriber is told: first the events that it missed, page by page, then those that happen, each once and in order.
///
/// Live events that arrive while pages are read are kept. When they become too many to keep, they are let go and read as another
/// page. So the memory is bounded, and there is neither a gap nor a repetition where the two meet.
struct EventStream: Sendable {
    let subscription: Subscription
    /// Every event up to here that the subscriber is to see was given out or waits.
    private(set) var cursor: Int64
    /// The most events that may be unread.
    private let limit: Int

    private var isLive = false
    /// A page was asked for and has not come.
    private var awaitsPage = true
    /// What happened while pages are read.
    private var kept: [Event] = []
    /// Whether some of that was let go.
    private var hasLetGo = false

    /// Given out when the socket takes octets.
    private var waiting: [Event] = []
    /// The numbers of the events that were written and not acknowledged; nil until the first acknowledgement.
    private var unacknowledged: [Int64]?

    init(_ subscription: Subscription, limit: Int) {
        self.subscription = subscription
        self.limit = limit
        cursor = subscription.since ?? 0
    }

    /// The most events of a page, and of those kept while pages are read: two of them are half of what may be unread.
    static func page(ofLimit limit: Int) -> Int { max(limit / 4, 1) }
    private var page: Int { Self.page(ofLimit: limit) }

    private var unread: Int { waiting.count + (unacknowledged?.count ?? 0) }

    /// Nothing waits: everything up to ``cursor`` was written.
    var isWritten: Bool { waiting.isEmpty }

    /// The subscriber has fallen too far behind.
    var isOverrun: Bool { unread >= limit }

    /// Takes live events. `head` is the last durable number, whether or not its event is among them.
    mutating func publish(_ events: [Event], head: Int64) {
        guard isLive else {
            guard !hasLetGo else { return }
            kept += events.filter(isWanted)
            if kept.count > page {
                kept = []
                hasLetGo = true
            }
            return
        }
        release(events)
        cursor = max(cursor, head)
    }

    /// Takes a page of events, which reaches `upTo`.
    mutating func replay(_ events: [Event], upTo: Int64, isLast: Bool) {
        guard awaitsPage else { return }
        awaitsPage = false
        release(events)
        cursor = max(cursor, upTo)
        guard isLast, !hasLetGo else {
            // The next page begins after the cursor; what is kept from there on is still right unless some was let go.
            if isLast { hasLetGo = false }
            return
        }
        isLive = true
        release(kept)
        kept = []
    }

    /// How many events to ask for after ``cursor``; nil when none are missing, or when the subscriber has to read first.
    mutating func askForPage() -> Int? {
        guard !isLive, !awaitsPage, waiting.isEmpty, unread + 2 * page < limit else { return nil }
        awaitsPage = true
        return page
    }

    /// Lets go of what waits, to be read again as pages when it can be written: it does not wait for the subscriber.
    mutating func putOff() {
        guard isLive, let first = waiting.first else { return }
        cursor = first.seq - 1
        waiting = []
        isLive = false
    }

    /// Takes out what is to be written now.
    mutating func takeWaiting() -> [Event] {
        guard !waiting.isEmpty else { return [] }
        let taken = waiting
        waiting = []
        unacknowledged?.append(contentsOf: taken.map(\.seq))
        return taken
    }

    /// The subscriber has handled everything up to `seq`.
    mutating func acknowledge(_ seq: Int64) {
        unacknowledged = unacknowledged?.filter { $0 > seq } ?? []
    }

    /// Events in order, those that were given out before left out.
    private mutating func release(_ events: [Event]) {
        for event in events where event.seq > cursor && isWanted(event) {
            waiting.append(event)
            cursor = event.seq
        }
    }

    private func isWanted(_ event: Event) -> Bool {
        subscription.topics.contains(event.kind.topic) && event.scope.isVisible(to: subscription.principal)
    }
}
