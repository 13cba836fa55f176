import Interpreting

/// `SHOW` and `SNAPSHOT`.
extension Engine {
    func show(_ what: String, for viewer: Principal?) throws(Refusal) -> Reply {
        guard let letter = what.first else { throw Refusal(.badValue, "name what to show, for instance SHOW R17") }
        let rows: [Row]
        switch letter {
        case Request.letter where RequestID(what) != nil: rows = try showRequest(Identifier(what), viewer)
        case Offer.letter where OfferID(what) != nil:
            rows = [row(try offer(Identifier(what) ?? Identifier(0), for: viewer), for: viewer)]
        case Assignment.letter where AssignmentID(what) != nil:
            rows = [row(try assignment(Identifier(what) ?? Identifier(0), for: viewer))]
        case Interpreter.letter where InterpreterID(what) != nil:
            rows = try showInterpreter(Identifier(what) ?? Identifier(0), viewer)
        case Organisation.letter where OrganisationID(what) != nil:
            rows = try showOrganisation(Identifier(what) ?? Identifier(0), viewer)
        default: rows = try showOther(what, viewer)
        }
        return .done(.object, "\(what) as it stands", rows: rows)
    }

    private func showRequest(_ id: RequestID?, _ viewer: Principal?) throws(Refusal) -> [Row] {
        let request = try request(id ?? Identifier(0), for: viewer)
        let assignments = state.index.assignmentsOfRequest[request.id].compactMap { state.assignments[$0] }
        let visible = assignments.filter { maySee($0, viewer) }
        let fees = viewer?.role.isOfInterpreters == true ? [] : fees(of: request).map(row)
        return [row(request, for: viewer)] + visible.map(row) + fees
    }

    /// The interpreter with what it has to do; of work for another agency a coordinator learns that there is no time then.
    private func showInterpreter(_ id: InterpreterID, _ viewer: Principal?) throws(Refusal) -> [Row] {
        if let organisation = viewer?.organisation, let known = state.interpreters[id], isAssigned(id, within: organisation) {
            return [Row("INTERPRETER", id, [Field("name", known.name), Field("gender", known.gender.rawValue)])]
        }
        let interpreter = try interpreter(id, for: viewer)
        let live = state.index.liveAssignments[id].compactMap { state.assignments[$0] }
        return [row(interpreter)] + live.map { maySee($0, viewer) ? row($0) : busyRow($0) }
    }

    /// Whether the interpreter works or worked for the organisation, which then knows the name.
    private func isAssigned(_ id: InterpreterID, within organisation: OrganisationID) -> Bool {
        state.index.assignmentsOfInterpreter[id].contains { assignment in
            state.assignments[assignment].flatMap { state.requests[$0.request] }?.organisation == organisation
        }
    }

    private func showOrganisation(_ id: OrganisationID, _ viewer: Principal?) throws(Refusal) -> [Row] {
        let organisation = try organisation(id, for: viewer)
        let sites = state.index.establishments[id].compactMap { state.establishments[$0] }.filter { maySee($0, viewer) }
        let agreements = state.index.agreements[id].compactMap { state.agreements[$0] }.filter { maySee($0, viewer) }
        return [row(organisation)] + sites.map(row) + agreements.map(row)
    }

    /// Things without a table of their own in the requester's world, and what the rule book names.
    private func showOther(_ what: String, _ viewer: Principal?) throws(Refusal) -> [Row] {
        if let id = EstablishmentID(what), let site = state.establishments[id], maySee(site, viewer) {
            return [row(site)]
        }
        if let id = AgreementID(what), let agreement = state.agreements[id], maySee(agreement, viewer) {
            return [row(agreement)]
        }
        if let id = AvailabilityID(what), let entry = state.availabilities[id],
            let interpreter = state.interpreters[entry.interpreter], maySee(interpreter, viewer)
        {
            return [row(entry)]
        }
        if let id = PrincipalID(what), let user = state.principals[id], seesAll(viewer) || viewer?.id == id { return [row(user)] }
        if let id = CredentialID(what), let token = state.credentials[id], seesAll(viewer) || token.principal == viewer?.id {
            return [row(token)]
        }
        return try showNamed(what)
    }

    /// What the rule book names: an agency, a municipality, a language; both of the latter when the word is of both, as `Mol` is.
    private func showNamed(_ what: String) throws(Refusal) -> [Row] {
        let agency = AgencyCode(what.lowercased())
        if rules.agencies.agency(agency) != nil { return [agencyRow(agency)] }
        var rows = rules.gazetteer.resolve(what).map { [municipalityRow($0.code)] } ?? []
        let meaning = rules.languages.meaning(of: what)
        switch meaning {
        case .language(let tag): rows.append(languageRow(tag))
        case .several(let asked): rows += asked.members.map(languageRow)
        case .named(let tags): rows += tags.map(languageRow)
        case .other, .unknown: break
        }
        if !rows.isEmpty { return rows }
        if let kind = what.first.flatMap(ListKind.init(lettered:)), what.dropFirst().allSatisfy(\.isNumber) {
            throw absent(what, "LIST \(kind.rawValue)")
        }
        if rules.gazetteer.isShared(what) { throw unknownPlace(what, named: "SHOW ") }
        if case .other(let other) = meaning {
            let all = "LIST languages shows all \(rules.languages.all.count)"
            throw Refusal(.notFound, "\(what) is \(other.english), which the service does not have; \(all)")
        }
        throw Refusal(
            .notFound, "\(what) does not exist or is not yours to see; SHOW takes an identifier such as R17, or what LIST agencies, "
                + "LIST languages and LIST municipalities show")
    }

    /// All that the viewer may see and that is not over, true at `head`: the base for `SUBSCRIBE since=`.
    func snapshot(for viewer: Principal?) -> Reply {
        var rows = [Row("SNAPSHOT", "", [Field("head", state.head), Field("at", local(turn.now))])]
        let requests = state.index.liveRequests.compactMap { state.requests[$0] }.filter { maySee($0, viewer) }
        rows += requests.map { row($0, for: viewer) }
        var offers: [Row] = []
        var assignments: [Row] = []
        for request in requests {
            offers += liveOffers(for: request.id).compactMap { state.offers[$0] }
                .filter { maySee($0, viewer) }.map { row($0, for: viewer) }
            if let id = request.progress.assignment, let live = state.assignments[id], maySee(live, viewer) {
                assignments.append(row(live))
            }
        }
        rows += offers + assignments
        return .done(
            .ready,
            "\(requests.count.counted("request")), \(offers.count.counted("offer")), "
                + "\(assignments.count.counted("assignment")) at head \(state.head)",
            rows: rows)
    }
}

extension ListKind {
    /// What is listed of the things whose identifiers begin with a letter.
    fileprivate init?(lettered letter: Character) {
        switch letter {
        case Establishment.letter: self = .establishments
        case Agreement.letter: self = .agreements
        case Availability.letter: self = .availability
        case Principal.letter: self = .users
        case Credential.letter: self = .tokens
        default: return nil
        }
    }
}
