import Dispatching

/// Who is told which events: the subscriptions of all connections and the most recent events, as a pure value.
///
/// A subscription is entered before its first page is read, and both ask the same value, so no event can fall between what is
/// replayed and what is live; the session drops what comes twice.
public struct Switchboard: Sendable {
    /// Events kept in memory by a server, for whoever was away for a moment.
    public static let usualMemory = 8_192
    /// Events of the ring looked at for one page, visible or not.
    static let scanLimit = 2_048

    /// What one connection is told of a batch.
    public struct Delivery: Sendable {
        public let connection: UInt64
        /// Ascending.
        public let events: [Event]
        /// The connection is told nothing after them: its user may no longer log in.
        public var farewell: Refusal?
    }

    /// A page of events for a subscription.
    public struct Page: Sendable, Hashable {
        /// Ascending, all visible to the subscriber.
        public let events: [Event]
        /// Everything up to here was looked at.
        public let upTo: Int64
        /// `upTo` is the last durable event.
        public let isLast: Bool

        public init(events: [Event], upTo: Int64, isLast: Bool) {
            self.events = events
            self.upTo = upTo
            self.isLast = isLast
        }
    }

    private var ring: EventRing
    private var subscribers: [UInt64: Subscriber] = [:]
    private var listeners = Listeners()

    /// - Parameter memory: how many of the last events are kept at least.
    public init(memory: Int = Switchboard.usualMemory) { ring = EventRing(capacity: memory) }

    /// `seq` of the last durable event.
    public var head: Int64 { ring.head }

    /// Begins anew, when this server begins to decide: earlier events are in the journal only.
    public mutating func begin(head: Int64) { ring.reset(head: head) }

    /// - Parameter events: durable, following those published before.
    /// - Returns: who is to be told, by connection, ascending.
    public mutating func publish(_ events: [Event]) -> [Delivery] {
        ring.append(events)
        guard !subscribers.isEmpty else { return [] }
        var told: [(connection: UInt64, place: Int)] = []
        var farewells: [UInt64: Refusal] = [:]
        for place in events.indices {
            if events[place].takesRightsAway { farewells.merge(dismiss(at: events[place])) { first, _ in first } }
            listeners.each(of: events[place].kind.topic, for: events[place].scope) { told.append(($0, place)) }
        }
        told.sort { $0 < $1 }
        var deliveries: [Delivery] = []
        var next = 0
        while next < told.count {
            let connection = told[next].connection
            let first = next
            while next < told.count, told[next].connection == connection { next += 1 }
            let seen = told[first..<next].map { events[$0.place] }
            deliveries.append(Delivery(connection: connection, events: seen, farewell: farewells.removeValue(forKey: connection)))
        }
        guard !farewells.isEmpty else { return deliveries }
        deliveries += farewells.map { Delivery(connection: $0.key, events: [], farewell: $0.value) }
        return deliveries.sorted { $0.connection < $1.connection }
    }

    /// Tells nothing more to those whom `event` keeps from logging in.
    private mutating func dismiss(at event: Event) -> [UInt64: Refusal] {
        var farewells: [UInt64: Refusal] = [:]
        for (connection, subscriber) in subscribers {
            guard let refusal = subscriber.farewell(at: event) else { continue }
            farewells[connection] = refusal
            if let audience = subscriber.audience { listeners.set(connection, in: audience, to: []) }
        }
        return farewells
    }

    // MARK: Subscribing

    /// Enters a subscription; its first page is read after that.
    public mutating func subscribe(_ subscription: Subscription, connection: UInt64) {
        subscribers[connection, default: Subscriber(audience: Audience(of: subscription.principal))].add(subscription)
        listen(connection)
    }

    /// - Returns: whether there was one.
    public mutating func unsubscribe(_ ticket: Ticket, connection: UInt64) -> Bool {
        guard subscribers[connection]?.subscription(ticket) != nil else { return false }
        subscribers[connection]?.remove(ticket)
        listen(connection)
        if subscribers[connection]?.isEmpty == true { subscribers[connection] = nil }
        return true
    }

    /// Brings up to date what the connection listens to.
    private mutating func listen(_ connection: UInt64) {
        guard let subscriber = subscribers[connection], let audience = subscriber.audience else { return }
        listeners.set(connection, in: audience, to: subscriber.topics)
    }

    /// The connection is gone.
    /// - Returns: how many subscriptions it had.
    public mutating func leave(_ connection: UInt64) -> Int {
        guard let subscriber = subscribers.removeValue(forKey: connection) else { return 0 }
        if let audience = subscriber.audience { listeners.set(connection, in: audience, to: []) }
        return subscriber.count
    }

    public func subscription(_ ticket: Ticket, connection: UInt64) -> Subscription? { subscribers[connection]?.subscription(ticket) }

    /// The next page of what the subscriber may see, when memory reaches back far enough; nil when only the journal does.
    public func page(for subscription: Subscription, after seq: Int64, limit: Int) -> Page? {
        guard let recent = ring.events(after: seq, limit: Switchboard.scanLimit) else { return nil }
        var page: [Event] = []
        var upTo = min(seq, head)
        for event in recent where page.count < limit {
            upTo = event.seq
            if event.scope.isVisible(to: subscription.principal) { page.append(event) }
        }
        return Page(events: page, upTo: upTo, isLast: upTo >= head)
    }
}
