import Dispatching
import Interpreting

/// Those who see the same events: the same rule as `Scope.isVisible(to:)`, turned into keys so that an event finds its
/// subscribers without asking each.
enum Audience: Hashable, Sendable {
    case administrators
    case agency(AgencyCode)
    case organisation(OrganisationID)
    case interpreter(InterpreterID)
    case gateway(PrincipalID)

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
        case .gateway: self = .gateway(principal.id)
        }
    }
}
