/// A local authority or recognised social organisation that asks for interpreters.
public struct Organisation: Identified, Hashable, Codable {
    public static let letter: Character = "G"
    /// Characters at most in a name (``Swift/String/characterCount``), here and wherever something has one.
    public static let nameLimit = 120

    public let id: OrganisationID
    public var version: Int
    public var name: String
    public var sector: Sector

    public init(id: OrganisationID, version: Int = 1, name: String, sector: Sector) {
        self.id = id
        self.version = version
        self.name = name
        self.sector = sector
    }
}

/// A place where an organisation works; its municipality decides which agency answers.
public struct Establishment: Identified, Hashable, Codable {
    public static let letter: Character = "E"

    public let id: EstablishmentID
    public var organisation: OrganisationID
    public var name: String
    public var municipality: MunicipalityCode

    public init(id: EstablishmentID, organisation: OrganisationID, name: String, municipality: MunicipalityCode) {
        self.id = id
        self.organisation = organisation
        self.name = name
        self.municipality = municipality
    }
}

/// The cooperation agreement without which an organisation cannot ask.
public struct Agreement: Identified, Hashable, Codable {
    public static let letter: Character = "T"

    public let id: AgreementID
    public var organisation: OrganisationID
    public var agency: AgencyCode
    /// First day in force.
    public var from: CivilDate
    /// Last day in force; nil while no end is set.
    public var until: CivilDate?

    public init(id: AgreementID, organisation: OrganisationID, agency: AgencyCode, from: CivilDate, until: CivilDate?) {
        self.id = id
        self.organisation = organisation
        self.agency = agency
        self.from = from
        self.until = until
    }

    public func isInForce(on date: CivilDate) -> Bool { from <= date && (until.map { date <= $0 } ?? true) }
}
