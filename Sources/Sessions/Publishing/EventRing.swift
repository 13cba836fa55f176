import Dispatching

/// The most recent events, for subscribers that were away for a moment only.
struct EventRing: Sendable {
    /// Without gaps, ascending.
    private var events: [Event] = []
    private let capacity: Int
    /// `seq` of the last durable event, also when none is kept.
    private(set) var head: Int64 = 0

    init(capacity: Int) { self.capacity = capacity }

    /// Forgets everything; what was before is in the journal only.
    mutating func reset(head: Int64) {
        events = []
        self.head = head
    }

    /// - Parameter fresh: follow the head.
    mutating func append(_ fresh: [Event]) {
        guard let last = fresh.last else { return }
        events.append(contentsOf: fresh)
        head = last.seq
        // Half at a time, so that the cost of moving is spread over many events.
        if events.count > 2 * capacity { events.removeFirst(events.count - capacity) }
    }

    /// The events after `seq`, at most `limit`; nil when they are older than what is kept.
    func events(after seq: Int64, limit: Int) -> ArraySlice<Event>? {
        guard seq < head else { return [] }
        guard let first = events.first, first.seq <= seq + 1 else { return nil }
        let start = Int(seq + 1 - first.seq)
        return events[start..<min(start + limit, events.count)]
    }
}
