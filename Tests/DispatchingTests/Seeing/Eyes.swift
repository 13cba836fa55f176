import Interpreting

@testable import Dispatching

/// Who may see what, said once more and independently of the engine: by who somebody is and by what lies in the tables.
final class Eyes {
    let state: State
    let viewer: Principal
    /// Events are told once, when they happen, and told again to whoever resumes: for them an offer that is over counts as well.
    private let isForEvents: Bool
    /// Looked up once: most answers name the same things again and again.
    private lazy var requestsInSight = state.requests.all().filter(sees)
    private lazy var requestsHadWork = state.requests.all().filter(hadWork)
    private var known: [String: Bool] = [:]

    init(state: State, viewer: Principal, isForEvents: Bool = false) {
        self.state = state
        self.viewer = viewer
        self.isForEvents = isForEvents
    }

    private var agency: AgencyCode? { viewer.agency }

    /// Where each of the three agencies answers; nothing else is in the world of this test.
    static func agency(of place: MunicipalityCode) -> AgencyCode {
        switch place.description {
        case "44021": AgencyCode("amal")
        case "11002": AgencyCode("atlas")
        default: AgencyCode("agii")
        }
    }

    // MARK: Things

    func sees(_ request: Request) -> Bool {
        switch viewer.role {
        case .admin: true
        case .requester: request.organisation == viewer.organisation
        case .coordinator: request.agency == agency
        case .interpreter, .gateway: isAskedNow(request) || worksOn(request)
        }
    }

    private var isOfInterpreters: Bool { viewer.role == .interpreter || viewer.role == .gateway }

    /// An interpreter speaks for itself, a gateway for those whose telephone it rings.
    private func isSpokenFor(_ id: InterpreterID) -> Bool {
        viewer.role == .gateway ? state.interpreters[id]?.gateway == viewer.id : id == viewer.interpreter
    }

    private func isAskedNow(_ request: Request) -> Bool {
        state.offers.all().contains {
            $0.request == request.id && isSpokenFor($0.interpreter) && (isForEvents || $0.state == .made)
        }
    }

    private func worksOn(_ request: Request) -> Bool {
        state.assignments.all().contains {
            $0.request == request.id && isSpokenFor($0.interpreter)
                && (isForEvents || $0.state == .confirmed || $0.state == .started)
        }
    }

    func sees(_ offer: Offer) -> Bool {
        switch viewer.role {
        case .admin: true
        case .requester: false
        case .coordinator: state.requests[offer.request]?.agency == agency
        case .interpreter, .gateway: isSpokenFor(offer.interpreter)
        }
    }

    func sees(_ assignment: Assignment) -> Bool {
        switch viewer.role {
        case .admin: true
        case .requester: state.requests[assignment.request]?.organisation == viewer.organisation
        case .coordinator: state.requests[assignment.request]?.agency == agency
        case .interpreter, .gateway: isSpokenFor(assignment.interpreter)
        }
    }

    /// The row with everything: home, limits, calendar.
    func sees(_ interpreter: Interpreter) -> Bool {
        switch viewer.role {
        case .admin: true
        case .requester: hasWorkedForViewer(interpreter.id)
        case .coordinator: interpreter.pools.contains { $0 == agency }
        case .interpreter, .gateway: isSpokenFor(interpreter.id)
        }
    }

    /// Whoever has or had work of the viewer's is known by name.
    private func hasWorkedForViewer(_ id: InterpreterID) -> Bool {
        state.assignments.all().contains { $0.interpreter == id && sees($0) }
    }

    func sees(_ establishment: Establishment) -> Bool {
        switch viewer.role {
        case .admin: true
        case .requester: establishment.organisation == viewer.organisation
        case .coordinator: Eyes.agency(of: establishment.municipality) == agency
        case .interpreter, .gateway: false
        }
    }

    func sees(_ agreement: Agreement) -> Bool {
        switch viewer.role {
        case .admin: true
        case .requester: agreement.organisation == viewer.organisation
        case .coordinator: agreement.agency == agency
        case .interpreter, .gateway: false
        }
    }

    func sees(_ organisation: Organisation) -> Bool {
        if viewer.role == .admin || viewer.organisation == organisation.id { return true }
        return state.establishments.all().contains { $0.organisation == organisation.id && sees($0) }
            || state.agreements.all().contains { $0.organisation == organisation.id && sees($0) }
    }

    func sees(_ entry: Availability) -> Bool {
        guard viewer.role != .requester, let interpreter = state.interpreters[entry.interpreter] else { return false }
        return sees(interpreter)
    }

    func sees(_ user: Principal) -> Bool { viewer.role == .admin || user.id == viewer.id }
    func sees(_ token: Credential) -> Bool { viewer.role == .admin || token.principal == viewer.id }

    /// By its identifier.
    func sees(_ letter: Character, _ number: Int64) -> Bool {
        switch letter {
        case Request.letter: state.requests[Identifier(number)].map(sees) ?? false
        case Offer.letter: state.offers[Identifier(number)].map(sees) ?? false
        case Assignment.letter: state.assignments[Identifier(number)].map(sees) ?? false
        case Interpreter.letter: state.interpreters[Identifier(number)].map(sees) ?? false
        case Organisation.letter: state.organisations[Identifier(number)].map(sees) ?? false
        case Establishment.letter: state.establishments[Identifier(number)].map(sees) ?? false
        case Agreement.letter: state.agreements[Identifier(number)].map(sees) ?? false
        case Availability.letter: state.availabilities[Identifier(number)].map(sees) ?? false
        case Principal.letter: state.principals[Identifier(number)].map(sees) ?? false
        case Credential.letter: state.credentials[Identifier(number)].map(sees) ?? false
        default: false
        }
    }

    // MARK: What may be read

    /// How much of a request somebody may read: all, only that there was one, or nothing.
    private enum Share { case all, history, nothing }

    /// An interpreter keeps the history of its own: the number of the request, and of work that it had also when and where.
    private func share(of request: Request) -> Share {
        if sees(request) { return .all }
        let hadOffer = state.offers.all().contains { $0.request == request.id && sees($0) }
        let hadWork = state.assignments.all().contains { $0.request == request.id && sees($0) }
        return hadOffer || hadWork ? .history : .nothing
    }

    private func hadWork(_ request: Request) -> Bool {
        isOfInterpreters && state.assignments.all().contains { $0.request == request.id && sees($0) }
    }

    /// Whether a mark such as `MARK-NOTE-7` may be read.
    func mayRead(mark: Substring) -> Bool { once(String(mark)) { allows(mark: mark) } }

    private func once(_ word: String, _ find: () -> Bool) -> Bool {
        if let known = known[word] { return known }
        let found = find()
        known[word] = found
        return found
    }

    private func allows(mark: Substring) -> Bool {
        let parts = mark.split(separator: "-")
        guard parts.count == 3, let number = Int64(parts[2]) else { return false }
        switch parts[1] {
        case "NOTE", "CASE", "LATER": return state.requests[Identifier(number)].map(sees) ?? false
        case "ANSWER": return sees(Offer.letter, number)
        case "REASON": return viewer.role == .admin || !isOfInterpreters && sees(Request.letter, number)
        case "LABEL": return sees(Principal.letter, number)
        case "NAME": return sees(Interpreter.letter, number) || hasWorkedForViewer(Identifier(number))
        case "HOUSE": return sees(Organisation.letter, number)
        case "SITE": return state.establishments.all().contains { $0.organisation == Identifier(number) && sees($0) }
        default: return false
        }
    }

    /// Whether an identifier may be read.
    func mayRead(_ letter: Character, _ number: Int64) -> Bool { once("\(letter)\(number)") { allows(letter, number) } }

    private func allows(_ letter: Character, _ number: Int64) -> Bool {
        if sees(letter, number) { return true }
        switch letter {
        case Request.letter: return state.requests[Identifier(number)].map { share(of: $0) != .nothing } ?? false
        // A coordinator may send anybody whose pool helps, and all pools do.
        case Interpreter.letter: return viewer.role == .coordinator
        case Organisation.letter: return isOfInterpreters && requestsInSight.contains { $0.organisation == Identifier(number) }
        case Establishment.letter:
            return isOfInterpreters && requestsInSight.contains { $0.establishment == Identifier(number) }
        // Which gateway rings somebody is part of the interpreter's row.
        case Principal.letter: return state.interpreters.all().contains { $0.gateway == Identifier(number) && sees($0) }
        default: return false
        }
    }

    /// Whether the second at which a conversation starts may be read, from which also the moments around it are counted.
    func mayRead(second: Int64) -> Bool { once(":\(second)") { allows(second: second) } }

    private func allows(second: Int64) -> Bool {
        guard second > 0, let request = state.requests[Identifier(second)] else { return true }
        return requestsInSight.contains { $0.id == request.id } || requestsHadWork.contains { $0.id == request.id }
    }

    /// The readings of the clock that give away conversations of others: their beginnings and ends, and those of the time they take.
    func hiddenClocks(_ local: (Timestamp) -> String) -> Set<String> {
        var hidden: Set<String> = []
        for request in state.requests.all() where !sees(request) && !hadWork(request) && !request.need.isOnDemand {
            hidden.formUnion([request.interval.start, request.interval.end].map(local))
        }
        return hidden
    }

    /// Places that nobody but others gives away.
    func mayRead(place: String) -> Bool { once(place) { allows(place: place) } }

    private func allows(place: String) -> Bool {
        let requests = state.requests.all().filter { $0.need.place.description == place }
        let homes = state.interpreters.all().filter { $0.home.description == place }
        let sites = state.establishments.all().filter { $0.municipality.description == place }
        guard !(requests.isEmpty && homes.isEmpty && sites.isEmpty) else { return true }
        return requests.contains { sees($0) || hadWork($0) } || sites.contains(where: sees)
            || viewer.role != .requester && homes.contains(where: sees)
    }
}
