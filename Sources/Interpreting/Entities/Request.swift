/// One question for an interpreter: from being asked to its end.
public struct Request: Identified, Hashable, Codable {
    public static let letter: Character = "R"

    public let id: RequestID
    /// Counts the changes; `if=VERSION` checks it.
    public var version: Int
    public var state: RequestState
    public var organisation: OrganisationID
    public var establishment: EstablishmentID
    /// Follows from the establishment's municipality.
    public var agency: AgencyCode
    public var requestedBy: PrincipalID
    public var need: Need
    /// The modality that is being arranged: the advised one, or an alternative consented to beforehand.
    public var modality: Modality
    /// Identifies the row of the modality table that decided, for instance `modality.complex-over-60`.
    public var rule: String
    public var submittedAt: Timestamp
    /// By then the requester has a name or an honest no.
    public var answerBy: Timestamp
    /// Estimated chance of success when asked, in per cent.
    public var chance: Int
    public var progress: Progress

    public init(
        id: RequestID, version: Int = 1, state: RequestState = .open, organisation: OrganisationID, establishment: EstablishmentID,
        agency: AgencyCode, requestedBy: PrincipalID, need: Need, modality: Modality, rule: String, submittedAt: Timestamp,
        answerBy: Timestamp, chance: Int, progress: Progress = Progress()
    ) {
        self.id = id
        self.version = version
        self.state = state
        self.organisation = organisation
        self.establishment = establishment
        self.agency = agency
        self.requestedBy = requestedBy
        self.need = need
        self.modality = modality
        self.rule = rule
        self.submittedAt = submittedAt
        self.answerBy = answerBy
        self.chance = chance
        self.progress = progress
    }

    /// An interpreter is being looked for.
    public var isSearching: Bool { state == .open || state == .offered }

    /// From the agreed start, for as long as was asked.
    public var interval: Interval { Interval(start: need.start, end: need.start + .minutes(need.minutes)) }
}

/// What the requester asks for: nothing in it names the person served.
public struct Need: Hashable, Codable, Sendable {
    /// Characters at most in `note` (``Swift/String/characterCount``).
    public static let noteLimit = 280
    /// Characters at most in `caseReference`.
    public static let caseLimit = 40

    public var language: LanguageTag
    public var complexity: Complexity
    /// Booked minutes of interpreted conversation.
    public var minutes: Int
    public var start: Timestamp
    /// Asked to begin at once, by ringing interpreters on duty.
    public var isOnDemand: Bool
    /// Where the conversation takes place.
    public var place: MunicipalityCode
    /// Modalities consented to beforehand, in the requester's order.
    public var fallback: [Modality]
    public var priority: Priority
    public var gender: Gender?
    /// Whether `gender` is a condition rather than a wish.
    public var genderIsRequired: Bool
    public var documents: Bool
    /// Clients taking part besides the professional and the interpreter.
    public var participants: Int
    public var emotional: Bool
    /// Opaque, the organisation's own; links the conversations of one client without naming the client.
    public var caseReference: String?
    public var note: String?
    /// Of the language, as a wish; one of those that the rules list for it.
    public var dialect: String?

    public init(
        language: LanguageTag, complexity: Complexity, minutes: Int, start: Timestamp, isOnDemand: Bool = false,
        place: MunicipalityCode, fallback: [Modality] = [], priority: Priority = .normal, gender: Gender? = nil,
        genderIsRequired: Bool = false, documents: Bool = false, participants: Int = 1, emotional: Bool = false,
        caseReference: String? = nil, note: String? = nil, dialect: String? = nil
    ) {
        self.language = language
        self.complexity = complexity
        self.minutes = minutes
        self.start = start
        self.isOnDemand = isOnDemand
        self.place = place
        self.fallback = fallback
        self.priority = priority
        self.gender = gender
        self.genderIsRequired = genderIsRequired
        self.documents = documents
        self.participants = participants
        self.emotional = emotional
        self.caseReference = caseReference
        self.note = note
        self.dialect = dialect
    }
}

/// How pressing a request is; weights in `rules/matching.yaml`.
public enum Priority: String, Hashable, Sendable, Codable, CaseIterable {
    case normal, high, urgent
}

/// How far the search for an interpreter has come.
public struct Progress: Hashable, Codable, Sendable {
    /// Waves of offers made so far.
    public var waves: Int
    /// A coordinator keeps the request back: no automatic offers.
    public var isHeld: Bool
    /// Interpreters not asked again: they said no, gave it back, or were excluded when a coordinator took it back. Ascending.
    public var exhausted: [InterpreterID]
    /// When the question became the present one, by an amendment or another modality; nil while it is the first. What was not answered
    /// before was another question.
    public var askedSince: Timestamp?
    /// The live assignment, if any.
    public var assignment: AssignmentID?
    /// When a final state was reached.
    public var closedAt: Timestamp?
    /// Why it ended as it did, for instance `no-eligible-interpreter`.
    public var reason: String?
    /// What was true of the people when somebody was confirmed, or when it ended without; nil while searching, and of requests that were
    /// decided before it was kept.
    public var decided: Decided?

    /// The reason of a completed request to which the client did not come.
    public static let clientAbsent = "client-absent"

    public init(
        waves: Int = 0, isHeld: Bool = false, exhausted: [InterpreterID] = [], askedSince: Timestamp? = nil,
        assignment: AssignmentID? = nil, closedAt: Timestamp? = nil, reason: String? = nil, decided: Decided? = nil
    ) {
        self.waves = waves
        self.isHeld = isHeld
        self.exhausted = exhausted
        self.askedSince = askedSince
        self.assignment = assignment
        self.closedAt = closedAt
        self.reason = reason
        self.decided = decided
    }
}
