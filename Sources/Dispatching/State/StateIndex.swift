import Interpreting

/// Ways into the tables other than by number. Everything follows from the rows.
struct StateIndex: Hashable, Sendable {
    private(set) var establishments = IdentifierMap<Organisation, [EstablishmentID]>(empty: [])
    private(set) var agreements = IdentifierMap<Organisation, [AgreementID]>(empty: [])
    private(set) var credentials = PagedDictionary<String, CredentialID>()
    private(set) var credentialsOfUser = IdentifierMap<Principal, [CredentialID]>(empty: [])
    private(set) var usersOfInterpreter = IdentifierMap<Interpreter, [PrincipalID]>(empty: [])
    /// Active interpreters who have the language among their competences.
    private(set) var speakers: [LanguageTag: [InterpreterID]] = [:]
    /// Whom each gateway rings.
    private(set) var interpretersOfGateway = IdentifierMap<Principal, [InterpreterID]>(empty: [])
    /// Interpreters who are registered and not active.
    private(set) var retired: [InterpreterID] = []
    /// Everybody with calendar, assignments and offers, ready for matching.
    var diaries = Diaries()
    /// Requests that are not over.
    private(set) var liveRequests: [RequestID] = []
    /// Those of them that nobody is being asked for at this moment.
    private(set) var openRequests: [RequestID] = []
    private(set) var openRequestsOfLanguage: [LanguageTag: [RequestID]] = [:]
    /// Those for which somebody is being asked, and somebody better may still come: calls, and what is asked in a modality that was only
    /// agreed to.
    private(set) var improvableRequestsOfLanguage: [LanguageTag: [RequestID]] = [:]
    /// How many of them each organisation has.
    private(set) var liveRequestCount = IdentifierMap<Organisation, Int>(empty: 0)
    private(set) var requestsOfOrganisation = IdentifierMap<Organisation, [RequestID]>(empty: [])
    private(set) var offersOfRequest = IdentifierMap<Request, [OfferID]>(empty: [])
    private(set) var offersOfInterpreter = IdentifierMap<Interpreter, [OfferID]>(empty: [])
    private(set) var assignmentsOfRequest = IdentifierMap<Request, [AssignmentID]>(empty: [])
    private(set) var assignmentsOfInterpreter = IdentifierMap<Interpreter, [AssignmentID]>(empty: [])
    /// Assignments that take the interpreter's time, now or later.
    private(set) var liveAssignments = IdentifierMap<Interpreter, [AssignmentID]>(empty: [])
    /// Requests that carry a case reference, for continuity.
    private(set) var requestsOfCase = PagedDictionary<String, [RequestID]>()

    mutating func update(establishment old: Establishment?, _ new: Establishment?) {
        if let old { establishments[old.organisation].removeSorted(old.id) }
        if let new { establishments[new.organisation].insertSorted(new.id) }
    }

    mutating func update(agreement old: Agreement?, _ new: Agreement?) {
        if let old { agreements[old.organisation].removeSorted(old.id) }
        if let new { agreements[new.organisation].insertSorted(new.id) }
    }

    mutating func update(credential old: Credential?, _ new: Credential?) {
        if let old { credentials[old.digest] = nil }
        if let new { credentials[new.digest] = new.id }
        if let old { credentialsOfUser[old.principal].removeSorted(old.id) }
        if let new { credentialsOfUser[new.principal].insertSorted(new.id) }
    }

    mutating func update(principal old: Principal?, _ new: Principal?) {
        if let old, let interpreter = old.interpreter { usersOfInterpreter[interpreter].removeSorted(old.id) }
        if let new, let interpreter = new.interpreter { usersOfInterpreter[interpreter].insertSorted(new.id) }
    }

    mutating func update(interpreter old: Interpreter?, _ new: Interpreter?) {
        if let id = (new ?? old)?.id { diaries.set(id, new) }
        if old?.gateway != new?.gateway {
            if let old, let gateway = old.gateway { interpretersOfGateway[gateway].removeSorted(old.id) }
            if let new, let gateway = new.gateway { interpretersOfGateway[gateway].insertSorted(new.id) }
        }
        // Duty changes often and does not concern the other indexes.
        if let old, let new, old.isActive == new.isActive, old.competences == new.competences { return }
        if let old { retired.removeSorted(old.id) }
        if let new, !new.isActive { retired.insertSorted(new.id) }
        for competence in old.map(\.competences) ?? [] { speakers[competence.language]?.removeSorted(old?.id ?? Identifier(0)) }
        guard let new, new.isActive else { return }
        for competence in new.competences { speakers[competence.language, default: []].insertSorted(new.id) }
    }

    mutating func update(availability old: Availability?, _ new: Availability?) {
        if let id = (new ?? old)?.interpreter { diaries.change(id) { $0.replace(old, with: new) } }
    }

    mutating func update(request old: Request?, _ new: Request?) {
        if old?.isLive != new?.isLive { updateLive(old, new) }
        if old?.state != new?.state || old?.isImprovable != new?.isImprovable { updateOpen(old, new) }
        if let old, new == nil { requestsOfOrganisation[old.organisation].removeSorted(old.id) }
        if let new, old == nil { requestsOfOrganisation[new.organisation].insertSorted(new.id) }
        guard old?.need.caseReference != new?.need.caseReference else { return }
        if let old, let reference = old.need.caseReference { requestsOfCase[reference]?.removeSorted(old.id) }
        if let new, let reference = new.need.caseReference { requestsOfCase[reference, default: []].insertSorted(new.id) }
    }

    private mutating func updateOpen(_ old: Request?, _ new: Request?) {
        if let old, old.state == .open {
            openRequests.removeSorted(old.id)
            openRequestsOfLanguage[old.need.language]?.removeSorted(old.id)
        }
        if let old, old.isImprovable { improvableRequestsOfLanguage[old.need.language]?.removeSorted(old.id) }
        if let new, new.isImprovable { improvableRequestsOfLanguage[new.need.language, default: []].insertSorted(new.id) }
        if let new, new.state == .open {
            openRequests.insertSorted(new.id)
            openRequestsOfLanguage[new.need.language, default: []].insertSorted(new.id)
        }
    }

    private mutating func updateLive(_ old: Request?, _ new: Request?) {
        if let old, old.isLive {
            liveRequests.removeSorted(old.id)
            liveRequestCount[old.organisation] -= 1
        }
        if let new, new.isLive {
            liveRequests.insertSorted(new.id)
            liveRequestCount[new.organisation] += 1
        }
    }

    mutating func update(offer old: Offer?, _ new: Offer?) {
        diaries.replace(old, with: new)
        if let old, new == nil {
            offersOfRequest[old.request].removeSorted(old.id)
            offersOfInterpreter[old.interpreter].removeSorted(old.id)
        } else if let new, old == nil {
            offersOfRequest[new.request].insertSorted(new.id)
            offersOfInterpreter[new.interpreter].insertSorted(new.id)
        }
    }

    mutating func update(assignment old: Assignment?, _ new: Assignment?) {
        if let id = (new ?? old)?.interpreter { diaries.change(id) { $0.replace(old, with: new) } }
        if let old, old.state.isLive { liveAssignments[old.interpreter].removeSorted(old.id) }
        if let new, new.state.isLive { liveAssignments[new.interpreter].insertSorted(new.id) }
        if let old, new == nil {
            assignmentsOfRequest[old.request].removeSorted(old.id)
            assignmentsOfInterpreter[old.interpreter].removeSorted(old.id)
        } else if let new, old == nil {
            assignmentsOfRequest[new.request].insertSorted(new.id)
            assignmentsOfInterpreter[new.interpreter].insertSorted(new.id)
        }
    }
}

extension Request {
    /// Not over.
    fileprivate var isLive: Bool { !state.isFinal }
    fileprivate var isImprovable: Bool { state == .offered && (need.isOnDemand || need.fallback.contains(modality)) }
}
