import Interpreting
import Matching
import Rules

/// `SUBMIT`: a request is taken on, and the search begins in the same breath.
extension Engine {
    mutating func submit(_ submit: Submit, by principal: Principal?) throws(Refusal) -> Reply {
        guard let principal, let organisation = principal.organisation else {
            throw Refusal(.notPermitted, "only a requester can submit; log in with a token of an organisation")
        }
        try requireRoom(organisation)
        var place: MunicipalityCode?
        if let text = submit.place { place = try municipality(text) }
        let establishment = try establishment(submit.establishment, of: organisation, in: place)
        guard let agency = rules.agencies.agency(serving: establishment.municipality)?.value else {
            throw Refusal(.unknownPlace, "no agency serves \(establishment.municipality) of \(establishment.id); ask an administrator")
        }
        let (start, isOnDemand) = try start(submit.start)
        let language = try language(submit.language)
        let need = Need(
            language: language, complexity: submit.complexity, minutes: submit.minutes, start: start,
            isOnDemand: isOnDemand, place: place ?? establishment.municipality, fallback: submit.fallback,
            priority: submit.priority, gender: submit.gender, genderIsRequired: submit.genderIsRequired,
            documents: submit.documents, participants: submit.participants, emotional: submit.emotional,
            caseReference: submit.caseReference, note: submit.note,
            dialect: try submit.dialect.map { text throws(Refusal) in try dialect(text, of: language) })
        let advice = try checked(need)
        let modality = try firstModality(need, advice)
        try requireAgreement(organisation, with: agency, at: start)

        var request = Request(
            id: state.requests.nextID, organisation: organisation, establishment: establishment.id, agency: agency,
            requestedBy: principal.id, need: need, modality: modality, rule: advice.rule.id, submittedAt: turn.now,
            answerBy: answerBy(need), chance: 0)
        let beginning = beginning(of: request)
        request.chance = beginning.chance
        try record(
            .requestOpened, request.id.description, scope: scope(of: request), fields: openedFields(request),
            changes: [.request(request)])
        try advance(request.id, eligible: beginning.eligible)
        let now = state.requests[request.id] ?? request
        return .done(
            confirmation(now, .object), "request \(now.id) is \(standing(now))\(beginning.more); \(arrangement(now, advice))",
            rows: [row(now, chance: now.isSearching ? beginning.chance : nil)] + durationHint(need) + hoursHint(now)
                + beginning.hints + agencyHint(now))
    }

    private func requireRoom(_ organisation: OrganisationID) throws(Refusal) {
        let own = state.index.liveRequestCount[organisation]
        if own >= limits.openRequestsPerOrganisation {
            throw Refusal(
                .tooManyOpen,
                "\(organisation) has \(own) requests that are not over, at most \(limits.openRequestsPerOrganisation); "
                    + "wait, or CANCEL some")
        }
    }

    func answerBy(_ need: Need) -> Timestamp {
        if need.isOnDemand { return turn.now + rules.offers.onDemand.value.giveUpAfter }
        return rules.offers.answerBy(submitted: turn.now, start: need.start, calendar: rules.calendar).value
    }

    /// How a search begins.
    struct Beginning {
        /// Who can do it as asked, best first.
        let eligible: [Ranked]
        let chance: Int
        /// What would work better when nobody can.
        let hints: [Row]

        /// For the end of a clause that tells how the request stands.
        var more: String { hints.isEmpty ? "" : ", and rows HINT tell more" }
    }

    func beginning(of request: Request) -> Beginning {
        let speakers = speakers(for: request)
        let eligible = shortlist(for: request, among: speakers)
        let chance = chance(request, speakers, eligible: eligible)
        return Beginning(eligible: eligible, chance: chance, hints: chance == 0 ? hints(request, speakers) : [])
    }

    /// - Parameter chance: at this moment, when it is not that of the beginning.
    func openedFields(_ request: Request, chance: Int? = nil) -> [Field] {
        let need = request.need
        let isLookedFor = request.state == .open || request.state == .offered
        return [
            Field("v", request.version), Field("language", need.language), Field("complexity", need.complexity.rawValue),
            Field("modality", request.modality.rawValue), Field("minutes", need.minutes),
            Field("start", need.isOnDemand ? "now" : local(need.start)), Field("place", need.place),
            Field("priority", need.priority.rawValue), Field("rule", request.rule),
        ] + (isLookedFor ? [Field("chance", chance ?? request.chance), Field("answer-by", local(request.answerBy))] : [])
            + Field.optional("dialect", need.dialect)
    }

    private func hints(_ request: Request, _ speakers: Speakers) -> [Row] {
        let view = view(for: request)
        let found = matcher.relaxations(
            job(request), speakers, at: turn.now,
            prospect: { prospect(speakers.ids[$0], by: view) }, candidate: { candidate(speakers.ids[$0], by: view) })
        return found.isEmpty ? [noChange(request, isKnown: !speakers.isEmpty)] : found.map { row($0, isAnonymous: true) }
    }

    /// That no single change helps.
    /// - Parameter isKnown: whether anybody speaks the language.
    func noChange(_ request: Request, isKnown: Bool) -> Row {
        let language = rules.languages.language(request.need.language)?.names.english ?? request.need.language.text
        let text =
            isKnown
            ? "no single change would find an interpreter for \(language) now; try another day, or ask \(whenOpen(request.agency))"
            : "no interpreter for \(language) is registered yet; think of a contact language, ADVISE with contact= tells more"
        return Row("HINT", "", [Field("change", "none"), Field("eligible", 0), Field("text", text)])
    }

    /// A talk through an interpreter takes longer: says so when the duration looks like that of a talk without.
    private func durationHint(_ need: Need) -> [Row] {
        guard let advised = rules.modality.interpretedMinutes(stated: need.minutes, complexity: need.complexity) else { return [] }
        return [
            Row("HINT", "", [
                Field("minutes", advised.value), Field("rule", advised.rule.id), Field("text", advised.rule.reason),
            ])
        ]
    }
}

extension Modality {
    /// As it stands in a sentence.
    var phrase: String {
        switch self {
        case .telephone: "by telephone"
        case .video: "by video"
        case .onsite: "on site"
        }
    }
}
