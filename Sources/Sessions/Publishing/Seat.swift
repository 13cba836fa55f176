import Dispatching

/// What one connection subscribed to.
struct Seat: Sendable {
    let audience: Audience?
    private var subscriptions: [Ticket: Subscription] = [:]
    private(set) var topics: Set<Topic> = []

    init(audience: Audience?) { self.audience = audience }

    var isEmpty: Bool { subscriptions.isEmpty }
    var count: Int { subscriptions.count }

    mutating func add(_ subscription: Subscription) {
        subscriptions[subscription.ticket] = subscription
        topics = Set(subscriptions.values.flatMap(\.topics))
    }

    mutating func remove(_ ticket: Ticket) {
        subscriptions[ticket] = nil
        topics = Set(subscriptions.values.flatMap(\.topics))
    }

    func subscription(_ ticket: Ticket) -> Subscription? { subscriptions[ticket] }
}
