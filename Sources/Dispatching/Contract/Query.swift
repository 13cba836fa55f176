import Interpreting

/// Everything that can be asked without changing anything.
public enum Query: Hashable, Sendable {
    /// Looks up a credential by the SHA-256 of its secret; the reply is one row `PRINCIPAL` (see `Engine.authenticate`).
    case authenticate(Credential.Kind, digest: String)
    case whoAmI
    case list(ListKind, filters: [ListFilter], after: String?, limit: Int)
    /// Any identifier: `R17`, `A55`, `I3`, a language tag or an agency code.
    case show(String)
    /// All that the caller may see and that is not over, with the `seq` it is true at.
    case snapshot
    /// The answer kept for an idempotency key.
    case outcome(key: String)
    case advise(AdviceCase)
    case quote(AdviceCase, start: String?, place: String?)
    case board(state: RequestState?, limit: Int)
    case candidates(RequestID)
    case explain(RequestID)
    /// The plan in force: its figures, and what it has for each request of the caller's agency.
    case plan(limit: Int)
    /// The rule book in force, or one of its rows.
    case rules(id: String?)
    case stats

    /// The places in it, as typed.
    var places: [String] {
        switch self {
        case .quote(_, _, let place): [place].compactMap(\.self)
        case .list(_, let filters, _, _): filters.filter { $0.name == .place }.map(\.value)
        case .show(let what): [what]
        default: []
        }
    }
}

/// What `LIST` can list.
public enum ListKind: String, Hashable, Sendable, CaseIterable {
    case requests, offers, assignments, interpreters, organisations, establishments, agreements, users, tokens, availability
    case languages, agencies, municipalities
}

/// `state=open`, `language=ti`, `request=R17`: only what matches all is listed.
public struct ListFilter: Hashable, Sendable {
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case state, language, modality, request, interpreter, organisation, agency, place
    }
    public var name: Name
    public var value: String

    public init(_ name: Name, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A conversation to be advised on, before anything is asked.
public struct AdviceCase: Hashable, Sendable {
    public var language: String
    public var complexity: Complexity
    public var minutes: Int
    public var documents: Bool
    public var participants: Int
    public var emotional: Bool
    /// Modalities that are consented to, as with `SUBMIT`.
    public var fallback: [Modality]
    /// How well the client speaks Dutch, if said: `none`, `basic`, `good`, or a level of the Common European Framework of Reference,
    /// `a1` to `c1`.
    public var dutch: String?
    /// Languages in which the professional and the client understand each other, if said.
    public var contact: [String]

    public init(
        language: String, complexity: Complexity, minutes: Int, documents: Bool = false, participants: Int = 1,
        emotional: Bool = false, fallback: [Modality] = [], dutch: String? = nil, contact: [String] = []
    ) {
        self.language = language
        self.complexity = complexity
        self.minutes = minutes
        self.documents = documents
        self.participants = participants
        self.emotional = emotional
        self.fallback = fallback
        self.dutch = dutch
        self.contact = contact
    }
}
