import Dispatching

/// What one connection subscribed to.
struct Subscriber: Sendable {
    let audience: Audience?
    private var subscriptions: [Ticket: Subscription] = [:]
    /// In the order of `Topic.allCases`; a handful, which is searched faster than hashed.
    private(set) var topics: [Topic] = []

    init(audience: Audience?) { self.audience = audience }

    var isEmpty: Bool { subscriptions.isEmpty }
    var count: Int { subscriptions.count }

    mutating func add(_ subscription: Subscription) {
        subscriptions[subscription.ticket] = subscription
        gather()
    }

    mutating func remove(_ ticket: Ticket) {
        subscriptions[ticket] = nil
        gather()
    }

    private mutating func gather() {
        topics = Topic.allCases.filter { topic in subscriptions.values.contains { $0.topics.contains(topic) } }
    }

    /// Why it is told nothing more from `event` on; nil when that is not so.
    func farewell(at event: Event) -> Refusal? {
        for subscription in subscriptions.values {
            guard let credential = subscription.credential else { continue }
            if let refusal = event.farewell(to: subscription.principal.id, with: credential) { return refusal }
        }
        return nil
    }

    func subscription(_ ticket: Ticket) -> Subscription? { subscriptions[ticket] }
}
