import Interpreting

/// Something that happened: what, when, by whom, who may see it, and the rows as they stand after it.
///
/// Events are the only way in which state changes. Their `seq` is gap-free in commit order; each is one row of the journal.
public struct Event: Hashable, Codable, Sendable {
    /// Counts from 1.
    public var seq: Int64
    public var at: Timestamp
    public var kind: EventKind
    /// Who caused it; nil when the engine did by itself.
    public var actor: PrincipalID?
    /// Who may see it.
    public var scope: Scope
    /// What it is about, for instance `O81`.
    public var subject: String
    /// What subscribers are told.
    public var fields: [Field]
    /// Every row that it changes, whole, as it stands afterwards.
    public var changes: [Change]

    public init(
        seq: Int64, at: Timestamp, kind: EventKind, actor: PrincipalID?, scope: Scope, subject: String, fields: [Field],
        changes: [Change]
    ) {
        self.seq = seq
        self.at = at
        self.kind = kind
        self.actor = actor
        self.scope = scope
        self.subject = subject
        self.fields = fields
        self.changes = changes
    }
}

/// Whose eyes an event is for. Administrators see every event; others only where their own belonging is named.
public struct Scope: Hashable, Codable, Sendable {
    public var organisation: OrganisationID?
    public var interpreter: InterpreterID?
    public var agency: AgencyCode?
    /// The gateway that rings the interpreter.
    public var gateway: PrincipalID?
    /// Agencies that it concerns besides `agency`; nil when there are none, as in every event of before there could be any.
    public private(set) var others: [AgencyCode]?

    public init(
        organisation: OrganisationID? = nil, interpreter: InterpreterID? = nil, agency: AgencyCode? = nil, gateway: PrincipalID? = nil
    ) {
        self.organisation = organisation
        self.interpreter = interpreter
        self.agency = agency
        self.gateway = gateway
    }

    /// What happens to an interpreter concerns the agencies of all its pools, those that it has just left too.
    public init(interpreter: InterpreterID, pools: [AgencyCode], former: [AgencyCode] = [], gateway: PrincipalID? = nil) {
        self.init(interpreter: interpreter, agencies: pools + former.filter { !pools.contains($0) }, gateway: gateway)
    }

    /// - Parameter agencies: each once.
    public init(
        organisation: OrganisationID? = nil, interpreter: InterpreterID? = nil, agencies: [AgencyCode], gateway: PrincipalID? = nil
    ) {
        self.init(organisation: organisation, interpreter: interpreter, agency: agencies.first, gateway: gateway)
        if agencies.count > 1 { others = Array(agencies.dropFirst()) }
    }

    /// All agencies that it concerns.
    public var agencies: [AgencyCode] { (agency.map { [$0] } ?? []) + (others ?? []) }

    /// Whether `principal` may see what has this scope.
    public func isVisible(to principal: Principal) -> Bool {
        switch principal.role {
        case .admin: true
        case .coordinator: principal.agency.map { $0 == agency || others?.contains($0) == true } ?? false
        case .requester: organisation != nil && organisation == principal.organisation
        case .interpreter: interpreter != nil && interpreter == principal.interpreter
        case .gateway: gateway == principal.id
        }
    }
}

/// One row of state after an event. Tables of the database have the same names.
public enum Change: Hashable, Codable, Sendable {
    case organisation(Organisation)
    case establishment(Establishment)
    case agreement(Agreement)
    case principal(Principal)
    case credential(Credential)
    case interpreter(Interpreter)
    case availability(Availability)
    case request(Request)
    case offer(Offer)
    case assignment(Assignment)
}
