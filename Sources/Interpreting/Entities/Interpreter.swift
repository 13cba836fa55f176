/// A freelance interpreter, certified in a language or on the way to it.
public struct Interpreter: Identified, Hashable, Codable {
    public static let letter: Character = "I"

    public let id: InterpreterID
    public var version: Int
    /// The working name by which requesters get to know the interpreter.
    public var name: String
    public var gender: Gender
    /// Where journeys begin and end.
    public var home: MunicipalityCode
    /// What the interpreter offers, ascending.
    public var modalities: [Modality]
    /// The agencies whose pool the interpreter belongs to, ascending.
    public var pools: [AgencyCode]
    /// Strongest first.
    public var competences: [Competence]
    /// One way, great-circle kilometres; nil leaves it to the rule book's cap.
    public var maximumKilometres: Int?
    /// Interpreted minutes a day and a week; nil leaves it to the rule book.
    public var maximumMinutesPerDay: Int?
    public var maximumMinutesPerWeek: Int?
    public var isActive: Bool
    /// Ready for on-demand work now.
    public var duty: Duty?
    /// The user of a gateway that rings the interpreter's telephone and answers in his or her name.
    public var gateway: PrincipalID?
    /// Consents to be asked at any hour for urgent work; nil when nobody said so.
    public var mayBeWoken: Bool?

    public init(
        id: InterpreterID, version: Int = 1, name: String, gender: Gender, home: MunicipalityCode, modalities: [Modality],
        pools: [AgencyCode], competences: [Competence], maximumKilometres: Int? = nil, maximumMinutesPerDay: Int? = nil,
        maximumMinutesPerWeek: Int? = nil, isActive: Bool = true, duty: Duty? = nil,
        gateway: PrincipalID? = nil, mayBeWoken: Bool? = nil
    ) {
        self.id = id
        self.version = version
        self.name = name
        self.gender = gender
        self.home = home
        self.modalities = modalities.sorted()
        self.pools = pools.sorted()
        self.competences = competences
        self.maximumKilometres = maximumKilometres
        self.maximumMinutesPerDay = maximumMinutesPerDay
        self.maximumMinutesPerWeek = maximumMinutesPerWeek
        self.isActive = isActive
        self.duty = duty
        self.gateway = gateway
        self.mayBeWoken = mayBeWoken
    }

    /// The competence in `language` and its place in the list, 0 being the strongest.
    public func competence(in language: LanguageTag) -> (competence: Competence, place: Int)? {
        for (place, competence) in competences.enumerated() where competence.language == language { return (competence, place) }
        return nil
    }
}

/// One language of an interpreter.
public struct Competence: Hashable, Codable, Sendable {
    public var language: LanguageTag
    public var level: CertificateLevel
    /// Those of the language that the interpreter speaks, ascending.
    public var dialects: [String]

    public init(language: LanguageTag, level: CertificateLevel, dialects: [String] = []) {
        self.language = language
        self.level = level
        self.dialects = dialects
    }
}

/// Being ready for on-demand work.
public struct Duty: Hashable, Codable, Sendable {
    /// Telephone, video or both, ascending.
    public var modalities: [Modality]
    public var since: Timestamp
    /// Duty ends by itself then.
    public var until: Timestamp
    /// On hold since then, because nobody could be reached; nobody is rung while it is.
    public var heldSince: Timestamp?

    public init(modalities: [Modality], since: Timestamp, until: Timestamp, heldSince: Timestamp? = nil) {
        self.modalities = modalities.sorted()
        self.since = since
        self.until = until
        self.heldSince = heldSince
    }
}
