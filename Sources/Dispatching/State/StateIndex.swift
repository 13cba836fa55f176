import Interpreting

/// Ways into the tables other than by number. Everything follows from the rows.
struct StateIndex: Hashable, Sendable {
    private(set) var establishments = PagedDictionary<OrganisationID, [EstablishmentID]>()
    private(set) var agreements = PagedDictionary<OrganisationID, [AgreementID]>()
    private(set) var credentials = PagedDictionary<String, CredentialID>()
    /// Active interpreters who have the language among their competences.
    private(set) var speakers: [LanguageTag: [InterpreterID]] = [:]
    /// Interpreters who are registered and not active.
    private(set) var retired: [InterpreterID] = []
    /// Everybody with calendar, assignments and offers, ready for matching.
    var diaries = Diaries()
    /// Requests that are not over.
    private(set) var liveRequests: [RequestID] = []
    /// Those of them that nobody is being asked for at this moment.
    private(set) var openRequests: [RequestID] = []
    private(set) var openRequestsOfLanguage: [LanguageTag: [RequestID]] = [:]
    /// How many of them each organisation has.
    private(set) var liveRequestCount = PagedDictionary<OrganisationID, Int>()
    private(set) var requestsOfOrganisation = PagedDictionary<OrganisationID, [RequestID]>()
    private(set) var offersOfRequest = PagedDictionary<RequestID, [OfferID]>()
    private(set) var offersOfInterpreter = PagedDictionary<InterpreterID, [OfferID]>()
    private(set) var assignmentsOfRequest = PagedDictionary<RequestID, [AssignmentID]>()
    private(set) var assignmentsOfInterpreter = PagedDictionary<InterpreterID, [AssignmentID]>()
    /// Assignments that take the interpreter's time, now or later.
    private(set) var liveAssignments = PagedDictionary<InterpreterID, [AssignmentID]>()
    /// Requests that carry a case reference, for continuity.
    private(set) var requestsOfCase = PagedDictionary<String, [RequestID]>()

    mutating func update(establishment old: Establishment?, _ new: Establishment?) {
        if let old { establishments[old.organisation]?.removeSorted(old.id) }
        if let new { establishments[new.organisation, default: []].insertSorted(new.id) }
    }

    mutating func update(agreement old: Agreement?, _ new: Agreement?) {
        if let old { agreements[old.organisation]?.removeSorted(old.id) }
        if let new { agreements[new.organisation, default: []].insertSorted(new.id) }
    }

    mutating func update(credential old: Credential?, _ new: Credential?) {
        if let old { credentials[old.digest] = nil }
        if let new { credentials[new.digest] = new.id }
    }

    mutating func update(interpreter old: Interpreter?, _ new: Interpreter?) {
        if let id = (new ?? old)?.id { diaries.set(id, new) }
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
        if old?.state != new?.state { updateOpen(old, new) }
        if let old, new == nil { requestsOfOrganisation[old.organisation]?.removeSorted(old.id) }
        if let new, old == nil { requestsOfOrganisation[new.organisation, default: []].insertSorted(new.id) }
        guard old?.need.caseReference != new?.need.caseReference else { return }
        if let old, let reference = old.need.caseReference { requestsOfCase[reference]?.removeSorted(old.id) }
        if let new, let reference = new.need.caseReference { requestsOfCase[reference, default: []].insertSorted(new.id) }
    }

    private mutating func updateOpen(_ old: Request?, _ new: Request?) {
        if let old, old.state == .open {
            openRequests.removeSorted(old.id)
            openRequestsOfLanguage[old.need.language]?.removeSorted(old.id)
        }
        if let new, new.state == .open {
            openRequests.insertSorted(new.id)
            openRequestsOfLanguage[new.need.language, default: []].insertSorted(new.id)
        }
    }

    private mutating func updateLive(_ old: Request?, _ new: Request?) {
        if let old, old.isLive {
            liveRequests.removeSorted(old.id)
            liveRequestCount[old.organisation, default: 0] -= 1
        }
        if let new, new.isLive {
            liveRequests.insertSorted(new.id)
            liveRequestCount[new.organisation, default: 0] += 1
        }
    }

    mutating func update(offer old: Offer?, _ new: Offer?) {
        diaries.replace(old, with: new)
        if let old, new == nil {
            offersOfRequest[old.request]?.removeSorted(old.id)
            offersOfInterpreter[old.interpreter]?.removeSorted(old.id)
        } else if let new, old == nil {
            offersOfRequest[new.request, default: []].insertSorted(new.id)
            offersOfInterpreter[new.interpreter, default: []].insertSorted(new.id)
        }
    }

    mutating func update(assignment old: Assignment?, _ new: Assignment?) {
        if let id = (new ?? old)?.interpreter { diaries.change(id) { $0.replace(old, with: new) } }
        if let old, old.state.isLive { liveAssignments[old.interpreter]?.removeSorted(old.id) }
        if let new, new.state.isLive { liveAssignments[new.interpreter, default: []].insertSorted(new.id) }
        if let old, new == nil {
            assignmentsOfRequest[old.request]?.removeSorted(old.id)
            assignmentsOfInterpreter[old.interpreter]?.removeSorted(old.id)
        } else if let new, old == nil {
            assignmentsOfRequest[new.request, default: []].insertSorted(new.id)
            assignmentsOfInterpreter[new.interpreter, default: []].insertSorted(new.id)
        }
    }
}

extension Request {
    /// Not over.
    fileprivate var isLive: Bool { !state.isFinal }
}
