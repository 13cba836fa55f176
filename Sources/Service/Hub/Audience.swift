import Dispatching
import Interpreting
import Sessions

/// Those who see the same events: the same rule as `Scope.isVisible(to:)`, turned into keys so that an event finds its
/// subscribers without asking each.
enum Audience: Hashable, Sendable {
    case administrators
    case agency(AgencyCode)
    case organisation(OrganisationID)
    case interpreter(InterpreterID)

    /// nil when the principal belongs to nothing and so sees nothing.
    init?(of principal: Principal) {
        switch principal.role {
        case .admin: self = .administrators
        case .coordinator:
            guard let agency = principal.agency else { return nil }
            self = .agency(agency)
        case .requester:
            guard let organisation = principal.organisation else { return nil }
            self = .organisation(organisation)
        case .interpreter:
            guard let interpreter = principal.interpreter else { return nil }
            self = .interpreter(interpreter)
        }
    }

    /// Everybody who may see what has this scope.
    static func all(for scope: Scope) -> [Audience] {
        var all = [Audience.administrators]
        if let agency = scope.agency { all.append(.agency(agency)) }
        if let organisation = scope.organisation { all.append(.organisation(organisation)) }
        if let interpreter = scope.interpreter { all.append(.interpreter(interpreter)) }
        return all
    }
}

/// What one connection subscribed to.
struct Seat: Sendable {
    let address: ConnectionAddress
    let audience: Audience?
    private var subscriptions: [Ticket: Subscription] = [:]
    private(set) var topics: Set<Topic> = []

    init(address: ConnectionAddress, audience: Audience?) {
        self.address = address
        self.audience = audience
    }

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
