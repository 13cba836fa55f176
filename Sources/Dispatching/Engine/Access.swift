import Interpreting

/// Who may do what; ``maySee(_:_:)`` and its kin say who may see what.
extension Engine {
    /// The principal behind `caller`, nil for the system itself; a refusal when the command is not theirs to give.
    func authorise(_ command: Command, from caller: Caller) -> Result<Principal?, Refusal> {
        switch identify(caller) {
        case .failure(let refusal): return .failure(refusal)
        case .success(nil): return .success(nil)
        case .success(let (principal, credential)?):
            if credential.scope == .read {
                return .failure(
                    Refusal(.notPermitted, "\(credential.id) may only read; use a credential with scope=full to change something"))
            }
            if command.roles.contains(principal.role) { return .success(principal) }
            let roles = command.roles.map(\.rawValue).joined(separator: " or ")
            return .failure(Refusal(.notPermitted, "this is for \(roles); you are \(principal.role.rawValue) \(principal.id)"))
        }
    }

    /// The principal and credential behind `caller`, checked anew each time: a revoked one stops working at once.
    func identify(_ caller: Caller) -> Result<(Principal, Credential)?, Refusal> {
        switch caller {
        case .system: return .success(nil)
        case .nobody: return .failure(Refusal(.authenticationRequired, "say who you are first: AUTH TOKEN tb_…"))
        case .principal(let id, let credentialID):
            guard let principal = state.principals[id], let credential = state.credentials[credentialID],
                credential.principal == id
            else { return .failure(Refusal(.authenticationFailed, "\(id) may no longer log in; ask your administrator")) }
            guard principal.isActive else { return .failure(.disabled(id)) }
            guard credential.isValid(at: turn.now) else { return .failure(.ended(credential, local)) }
            return .success((principal, credential))
        }
    }

    /// - Parameter former: pools that the interpreter has just left.
    func scope(of interpreter: Interpreter, former: [AgencyCode] = []) -> Scope {
        Scope(interpreter: interpreter.id, pools: interpreter.pools, former: former, gateway: interpreter.gateway)
    }

    func scope(of request: Request) -> Scope { Scope(organisation: request.organisation, agency: request.agency) }

    func scope(of offer: Offer) -> Scope {
        Scope(
            interpreter: offer.interpreter, agency: state.requests[offer.request]?.agency,
            gateway: state.interpreters[offer.interpreter]?.gateway)
    }

    func scope(of assignment: Assignment) -> Scope {
        let request = state.requests[assignment.request]
        return Scope(
            organisation: request?.organisation, interpreter: assignment.interpreter, agency: request?.agency,
            gateway: state.interpreters[assignment.interpreter]?.gateway)
    }
}

/// Finding things for somebody: what may not be seen answers exactly like what does not exist.
extension Engine {
    func request(_ id: RequestID, for viewer: Principal?) throws(Refusal) -> Request {
        guard let request = state.requests[id], maySee(request, viewer) else { throw absent(id.description, "LIST requests") }
        return request
    }

    func offer(_ id: OfferID, for viewer: Principal?) throws(Refusal) -> Offer {
        guard let offer = state.offers[id], maySee(offer, viewer) else {
            throw absent(id.description, "LIST offers")
        }
        return offer
    }

    func assignment(_ id: AssignmentID, for viewer: Principal?) throws(Refusal) -> Assignment {
        guard let assignment = state.assignments[id], maySee(assignment, viewer) else {
            throw absent(id.description, "LIST assignments")
        }
        return assignment
    }

    func interpreter(_ id: InterpreterID, for viewer: Principal?) throws(Refusal) -> Interpreter {
        guard let interpreter = state.interpreters[id], maySee(interpreter, viewer) else {
            throw absent(id.description, "LIST interpreters")
        }
        return interpreter
    }

    func organisation(_ id: OrganisationID, for viewer: Principal?) throws(Refusal) -> Organisation {
        guard let organisation = state.organisations[id], maySee(id, viewer) else {
            throw absent(id.description, "LIST organisations")
        }
        return organisation
    }

    func absent(_ what: String, _ look: String) -> Refusal {
        Refusal(.notFound, "\(what) does not exist or is not yours to see; \(look) shows what is")
    }

    /// The interpreter that `principal` is.
    func ownInterpreter(_ principal: Principal?) throws(Refusal) -> Interpreter {
        guard let id = principal?.interpreter, let interpreter = state.interpreters[id] else {
            throw Refusal(.notPermitted, "only an interpreter can say this about itself; log in with an interpreter's token")
        }
        return interpreter
    }

    /// The interpreter in whose name `principal` speaks: its own, or for a gateway one of those that it rings.
    /// - Parameter id: whom a gateway means; an interpreter need not say.
    func interpreter(spokenForBy principal: Principal?, _ id: InterpreterID?) throws(Refusal) -> Interpreter {
        guard let principal, principal.role == .gateway else {
            let own = try ownInterpreter(principal)
            guard id == nil || id == own.id else { throw absent(id.map(\.description) ?? "", "WHOAMI") }
            return own
        }
        guard let id else { throw Refusal(.badValue, "interpreter= is missing; say for whom: interpreter=I…") }
        return try interpreter(id, for: principal)
    }

    /// Refuses when somebody else changed the thing since the caller looked.
    func require(version actual: Int, expected: Int?, of id: some CustomStringConvertible) throws(Refusal) {
        if let expected, expected != actual {
            throw Refusal(.versionMismatch, "\(id) is at version \(actual), not \(expected); SHOW \(id), then decide again")
        }
    }
}
