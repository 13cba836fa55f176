/// Somebody or something that may log in: its role decides the commands, its belonging decides the rows.
public struct Principal: Identified, Hashable, Codable {
    public static let letter: Character = "U"

    public let id: PrincipalID
    public var role: Role
    /// How screens name it: a desk or a function, for instance `reception desk`.
    public var label: String
    /// Set for requesters.
    public var organisation: OrganisationID?
    /// Set for interpreters.
    public var interpreter: InterpreterID?
    /// Set for coordinators.
    public var agency: AgencyCode?
    public var isActive: Bool

    public init(
        id: PrincipalID, role: Role, label: String, organisation: OrganisationID? = nil, interpreter: InterpreterID? = nil,
        agency: AgencyCode? = nil, isActive: Bool = true
    ) {
        self.id = id
        self.role = role
        self.label = label
        self.organisation = organisation
        self.interpreter = interpreter
        self.agency = agency
        self.isActive = isActive
    }
}
