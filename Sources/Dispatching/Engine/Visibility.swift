import Interpreting
import Matching

/// Who may see what; nil is the system itself. Rows, texts and counts are made of nothing else.
extension Engine {
    /// An interpreter sees a request while it has to decide on an offer of it or has its work to do, and not afterwards.
    func maySee(_ request: Request, _ viewer: Principal?) -> Bool {
        guard let viewer else { return true }
        if viewer.role.isOfInterpreters {
            return interpreters(of: viewer).contains { requestsInSight(of: $0).containsSorted(request.id) }
        }
        return scope(of: request).isVisible(to: viewer)
    }

    func maySee(_ offer: Offer, _ viewer: Principal?) -> Bool { viewer.map(scope(of: offer).isVisible) ?? true }

    func maySee(_ assignment: Assignment, _ viewer: Principal?) -> Bool { viewer.map(scope(of: assignment).isVisible) ?? true }

    /// Whose work `viewer` sees as its own, ascending: for an interpreter one, for a gateway all that it rings.
    func interpreters(of viewer: Principal) -> [InterpreterID] {
        viewer.role == .gateway ? state.index.interpretersOfGateway[viewer.id] : viewer.interpreter.map { [$0] } ?? []
    }

    /// The requests of the interpreter's open offers and live assignments, ascending.
    func requestsInSight(of interpreter: InterpreterID) -> [RequestID] {
        var ids: [RequestID] = []
        for offer in state.index.diaries.offers(to: interpreter) {
            if let id = state.offers[offer]?.request { ids.insertSorted(id) }
        }
        for assignment in state.index.liveAssignments[interpreter] {
            if let id = state.assignments[assignment]?.request { ids.insertSorted(id) }
        }
        return ids
    }

    /// Whether `viewer` may see the whole row of `interpreter`: itself, the coordinators of its pools, administrators.
    func maySee(_ interpreter: Interpreter, _ viewer: Principal?) -> Bool {
        guard let viewer else { return true }
        switch viewer.role {
        case .admin: return true
        case .coordinator: return viewer.agency.map(interpreter.pools.contains) ?? false
        case .interpreter: return viewer.interpreter == interpreter.id
        case .gateway: return viewer.id == interpreter.gateway
        case .requester: return false
        }
    }

    /// A coordinator sees the establishments that its agency answers for.
    func maySee(_ establishment: Establishment, _ viewer: Principal?) -> Bool {
        maySee(organisation: establishment.organisation, viewer) { agency in
            rules.agencies.agency(serving: establishment.municipality)?.value == agency
        }
    }

    /// A coordinator sees the agreements with its agency.
    func maySee(_ agreement: Agreement, _ viewer: Principal?) -> Bool {
        maySee(organisation: agreement.organisation, viewer) { $0 == agreement.agency }
    }

    /// A coordinator sees the organisations of which it sees an establishment or an agreement.
    func maySee(_ organisation: OrganisationID, _ viewer: Principal?) -> Bool {
        maySee(organisation: organisation, viewer) { _ in
            state.index.establishments[organisation].contains { state.establishments[$0].map { maySee($0, viewer) } ?? false }
                || state.index.agreements[organisation].contains { state.agreements[$0].map { maySee($0, viewer) } ?? false }
        }
    }

    /// Whatever is an organisation's: for itself, for administrators, and for coordinators as `concerns` says.
    private func maySee(organisation: OrganisationID, _ viewer: Principal?, concerns: (AgencyCode) -> Bool) -> Bool {
        guard let viewer else { return true }
        switch viewer.role {
        case .admin: return true
        case .requester: return viewer.organisation == organisation
        case .coordinator: return viewer.agency.map(concerns) ?? false
        case .interpreter, .gateway: return false
        }
    }

    // MARK: Decisions

    /// Those who may ever be sent to `request`. Nobody else is named or counted to whoever watches it.
    func sendable(_ candidates: [Candidate], to request: Request, for viewer: Principal?) -> [Candidate] {
        seesAll(viewer) ? candidates : candidates.filter { matcher.mayServe($0.interpreter, request.agency) }
    }

    /// What the words about `candidates` may not tell `viewer`: what they do for others.
    func discretion(about candidates: [Candidate], for viewer: Principal?) -> Discretion {
        if seesAll(viewer) { return .none }
        let commitments = candidates.flatMap { $0.commitments.map(\.assignment) }
        return Discretion(hidden: commitments.filter { state.assignments[$0].map { !maySee($0, viewer) } ?? false }.sorted())
    }

    /// Why somebody cannot, in words for `viewer`: no home, calendar or register of people of other pools.
    func words(_ violation: Violation, about interpreter: InterpreterID, for viewer: Principal?) -> String {
        let isOwn = state.interpreters[interpreter].map { maySee($0, viewer) } ?? false
        return isOwn ? violation.text : violation.constraint.brief
    }
}
