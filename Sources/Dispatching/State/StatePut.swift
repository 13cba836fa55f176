import Interpreting

/// What a row replaced, so that a refused command can be taken back whole.
enum Undo: Sendable {
    case organisation(OrganisationID, Organisation?)
    case establishment(EstablishmentID, Establishment?)
    case agreement(AgreementID, Agreement?)
    case principal(PrincipalID, Principal?)
    case credential(CredentialID, Credential?)
    case interpreter(InterpreterID, Interpreter?)
    case availability(AvailabilityID, Availability?)
    case request(RequestID, Request?)
    case offer(OfferID, Offer?)
    case assignment(AssignmentID, Assignment?)
}

extension State {
    /// Stores a row, keeps the indexes and timers true, and says what it replaced.
    @discardableResult
    mutating func put(_ change: Change) -> Undo {
        switch change {
        case .organisation(let row): .organisation(row.id, organisations.put(row, at: row.id))
        case .establishment(let row): .establishment(row.id, replace(row.id, with: row))
        case .agreement(let row): .agreement(row.id, replace(row.id, with: row))
        case .principal(let row): .principal(row.id, replace(row.id, with: row))
        case .credential(let row): .credential(row.id, replace(row.id, with: row))
        case .interpreter(let row): .interpreter(row.id, replace(row.id, with: row))
        case .availability(let row): .availability(row.id, replace(row.id, with: row))
        case .request(let row): .request(row.id, replace(row.id, with: row))
        case .offer(let row): .offer(row.id, replace(row.id, with: row))
        case .assignment(let row): .assignment(row.id, replace(row.id, with: row))
        }
    }

    /// Puts back what was there.
    mutating func revert(_ undo: Undo) {
        switch undo {
        case .organisation(let id, let old): organisations.put(old, at: id)
        case .establishment(let id, let old): replace(id, with: old)
        case .agreement(let id, let old): replace(id, with: old)
        case .principal(let id, let old): replace(id, with: old)
        case .credential(let id, let old): replace(id, with: old)
        case .interpreter(let id, let old): replace(id, with: old)
        case .availability(let id, let old): replace(id, with: old)
        case .request(let id, let old): replace(id, with: old)
        case .offer(let id, let old): replace(id, with: old)
        case .assignment(let id, let old): replace(id, with: old)
        }
    }

    @discardableResult
    private mutating func replace(_ id: EstablishmentID, with new: Establishment?) -> Establishment? {
        let old = establishments.put(new, at: id)
        index.update(establishment: old, new)
        return old
    }
    @discardableResult
    private mutating func replace(_ id: AgreementID, with new: Agreement?) -> Agreement? {
        let old = agreements.put(new, at: id)
        index.update(agreement: old, new)
        return old
    }
    @discardableResult
    private mutating func replace(_ id: CredentialID, with new: Credential?) -> Credential? {
        let old = credentials.put(new, at: id)
        index.update(credential: old, new)
        updateLogin(of: (new ?? old).flatMap { principals[$0.principal] })
        if let new { timers.schedule(new) }
        return old
    }
    @discardableResult
    private mutating func replace(_ id: PrincipalID, with new: Principal?) -> Principal? {
        let old = principals.put(new, at: id)
        index.update(principal: old, new)
        updateLogin(of: old)
        updateLogin(of: new)
        return old
    }
    @discardableResult
    private mutating func replace(_ id: InterpreterID, with new: Interpreter?) -> Interpreter? {
        let old = interpreters.put(new, at: id)
        index.update(interpreter: old, new)
        if old?.gateway != new?.gateway { updateLogin(of: id) }
        if let new, old?.duty?.until != new.duty?.until { timers.schedule(new) }
        return old
    }
    @discardableResult
    private mutating func replace(_ id: AvailabilityID, with new: Availability?) -> Availability? {
        let old = availabilities.put(new, at: id)
        index.update(availability: old, new)
        return old
    }
    @discardableResult
    private mutating func replace(_ id: RequestID, with new: Request?) -> Request? {
        let old = requests.put(new, at: id)
        index.update(request: old, new)
        // An entry that was made stands until its time comes.
        if let new, old?.isSearching != true || old?.answerBy != new.answerBy { timers.schedule(new) }
        return old
    }
    @discardableResult
    private mutating func replace(_ id: OfferID, with new: Offer?) -> Offer? {
        let old = offers.put(new, at: id)
        index.update(offer: old, new)
        if let new { timers.schedule(new) }
        return old
    }
    @discardableResult
    private mutating func replace(_ id: AssignmentID, with new: Assignment?) -> Assignment? {
        let old = assignments.put(new, at: id)
        index.update(assignment: old, new)
        if let new, old?.nextStepAt != new.nextStepAt { timers.schedule(new) }
        return old
    }
}
