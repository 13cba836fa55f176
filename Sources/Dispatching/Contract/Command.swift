import Interpreting

/// Everything that can be asked to change. One small file in Commands/ decides each.
///
/// Texts for language, place and time are kept as typed: the engine resolves them with its rule book, so that refusals can
/// name what would have been right.
public enum Command: Hashable, Sendable {
    // Requester.
    case submit(Submit)
    case amend(Amend)
    case cancel(RequestID, expected: Int?, reason: String?)
    // Interpreter.
    case available(CalendarEntry)
    case unavailable(CalendarEntry)
    case withdrawCalendarEntry(AvailabilityID)
    /// A gateway says for whom.
    case onDuty(modalities: [Modality], until: String?, for: InterpreterID? = nil)
    case offDuty(for: InterpreterID? = nil)
    case accept(OfferID, expected: Int?)
    case decline(OfferID, expected: Int?, reason: String?)
    case release(AssignmentID, expected: Int?, reason: String?)
    case start(AssignmentID, expected: Int?)
    case finish(AssignmentID, expected: Int?, absent: Absentee? = nil)
    // Coordinator.
    case assign(RequestID, InterpreterID, expected: Int?)
    /// Whether its interpreter is kept from being asked for the same request again.
    case unassign(AssignmentID, expected: Int?, reason: String?, excludes: Bool = false)
    case hold(RequestID, on: Bool, expected: Int?)
    // Administrator.
    case addOrganisation(name: String, sector: Sector, place: String)
    case changeOrganisation(OrganisationID, name: String?, sector: Sector?, expected: Int?)
    case addEstablishment(OrganisationID, name: String, place: String)
    case addAgreement(OrganisationID, agency: String, from: String, until: String?)
    case endAgreement(AgreementID, until: String)
    case addInterpreter(InterpreterProfile)
    case changeInterpreter(InterpreterID, InterpreterProfile, expected: Int?)
    case retireInterpreter(InterpreterID, expected: Int?)
    case reinstateInterpreter(InterpreterID, expected: Int?)
    case addUser(role: Role, label: String, organisation: OrganisationID?, interpreter: InterpreterID?, agency: String?)
    case disableUser(PrincipalID)
    case enableUser(PrincipalID)
    case addCredential(PrincipalID, kind: Credential.Kind, digest: String, scope: Credential.Scope, days: Int)
    case revokeCredential(CredentialID)
}

extension Command {
    /// The places in it, as typed.
    var places: [String] {
        switch self {
        case .submit(let submit): [submit.place].compactMap(\.self)
        case .amend(let amend): [amend.place].compactMap(\.self)
        case .addOrganisation(_, _, let place), .addEstablishment(_, _, let place): [place]
        case .addInterpreter(let profile), .changeInterpreter(_, let profile, _): [profile.home].compactMap(\.self)
        default: []
        }
    }
}

/// Who did not come to a conversation that is finished.
public enum Absentee: String, Hashable, Sendable, CaseIterable {
    case client
}

/// `SUBMIT`.
public struct Submit: Hashable, Sendable {
    public var language: String
    public var complexity: Complexity
    public var minutes: Int
    /// RFC 3339 text, or `now` for on-demand.
    public var start: String
    /// NIS code, postal code or name; nil means the establishment's own municipality.
    public var place: String?
    /// nil means the organisation's first.
    public var establishment: EstablishmentID?
    public var fallback: [Modality]
    public var priority: Priority
    public var gender: Gender?
    public var genderIsRequired: Bool
    public var documents: Bool
    public var participants: Int
    public var emotional: Bool
    public var caseReference: String?
    public var note: String?
    /// Of the language, as a wish.
    public var dialect: String?

    public init(
        language: String, complexity: Complexity, minutes: Int, start: String, place: String? = nil,
        establishment: EstablishmentID? = nil, fallback: [Modality] = [], priority: Priority = .normal, gender: Gender? = nil,
        genderIsRequired: Bool = false, documents: Bool = false, participants: Int = 1, emotional: Bool = false,
        caseReference: String? = nil, note: String? = nil, dialect: String? = nil
    ) {
        self.language = language
        self.complexity = complexity
        self.minutes = minutes
        self.start = start
        self.place = place
        self.establishment = establishment
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

/// `AMEND`: what is nil stays as it is.
public struct Amend: Hashable, Sendable {
    public var request: RequestID
    public var expected: Int?
    public var complexity: Complexity?
    public var minutes: Int?
    public var start: String?
    public var place: String?
    public var fallback: [Modality]?
    public var priority: Priority?
    public var gender: Gender?
    public var genderIsRequired: Bool?
    public var note: String?
    public var dialect: String?
    /// Agrees that an assignment ends and offers go out anew when time, place or kind change.
    public var reopen: Bool

    public init(
        request: RequestID, expected: Int? = nil, complexity: Complexity? = nil, minutes: Int? = nil, start: String? = nil,
        place: String? = nil, fallback: [Modality]? = nil, priority: Priority? = nil, gender: Gender? = nil,
        genderIsRequired: Bool? = nil, note: String? = nil, dialect: String? = nil, reopen: Bool = false
    ) {
        self.request = request
        self.expected = expected
        self.complexity = complexity
        self.minutes = minutes
        self.start = start
        self.place = place
        self.fallback = fallback
        self.priority = priority
        self.gender = gender
        self.genderIsRequired = genderIsRequired
        self.note = note
        self.dialect = dialect
        self.reopen = reopen
    }
}

/// `AVAILABLE` or `UNAVAILABLE` with a stretch of time, repeated on the same wall-clock times each week.
public struct CalendarEntry: Hashable, Sendable {
    public var from: String
    public var until: String
    /// 1 means once.
    public var weeks: Int

    public init(from: String, until: String, weeks: Int = 1) {
        self.from = from
        self.until = until
        self.weeks = weeks
    }
}

/// `INTERPRETER add` and `INTERPRETER set`: for `set`, what is nil stays as it is.
public struct InterpreterProfile: Hashable, Sendable {
    public var name: String?
    public var gender: Gender?
    public var home: String?
    public var modalities: [Modality]?
    public var pools: [String]?
    /// Strongest first; `language`, then, after colons, `trained` or `certified`, and dialects of it.
    public var languages: [String]?
    public var maximumKilometres: Int?
    public var maximumMinutesPerDay: Int?
    public var maximumMinutesPerWeek: Int?
    /// A gateway's user, or `none`.
    public var gateway: String?
    /// Whether urgent work may be offered at any hour.
    public var mayBeWoken: Bool?
    /// Says that somebody who is registered with this name is another person.
    public var isAnother = false

    public init(
        name: String? = nil, gender: Gender? = nil, home: String? = nil, modalities: [Modality]? = nil, pools: [String]? = nil,
        languages: [String]? = nil, maximumKilometres: Int? = nil, maximumMinutesPerDay: Int? = nil,
        maximumMinutesPerWeek: Int? = nil, gateway: String? = nil, mayBeWoken: Bool? = nil
    ) {
        self.name = name
        self.gender = gender
        self.home = home
        self.modalities = modalities
        self.pools = pools
        self.languages = languages
        self.maximumKilometres = maximumKilometres
        self.maximumMinutesPerDay = maximumMinutesPerDay
        self.maximumMinutesPerWeek = maximumMinutesPerWeek
        self.gateway = gateway
        self.mayBeWoken = mayBeWoken
    }
}
