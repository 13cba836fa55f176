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
        let need = Need(
            language: try language(submit.language), complexity: submit.complexity, minutes: submit.minutes, start: start,
            isOnDemand: isOnDemand, place: place ?? establishment.municipality, fallback: submit.fallback,
            priority: submit.priority, gender: submit.gender, genderIsRequired: submit.genderIsRequired,
            documents: submit.documents, participants: submit.participants, emotional: submit.emotional,
            caseReference: submit.caseReference, note: submit.note)
        let advice = try checked(need)
        let modality = try firstModality(need, advice)
        try requireAgreement(organisation, with: agency, at: start)

        var request = Request(
            id: state.requests.nextID, organisation: organisation, establishment: establishment.id, agency: agency,
            requestedBy: principal.id, need: need, modality: modality, rule: advice.rule.id, submittedAt: turn.now,
            answerBy: answerBy(need), chance: 0)
        let prospect = prospect(of: request)
        request.chance = prospect.chance
        try record(
            .requestOpened, request.id.description, scope: scope(of: request), fields: openedFields(request),
            changes: [.request(request)])
        try advance(request.id, eligible: prospect.eligible)
        let now = state.requests[request.id] ?? request
        let more = prospect.hints.isEmpty ? "" : ", and rows HINT tell more"
        return .done(
            now.confirmation(.object), "request \(now.id) is \(standing(now))\(more); \(arrangement(now, advice))",
            rows: [row(now, chance: now.isSearching ? prospect.chance : nil)] + durationHint(need) + prospect.hints)
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

    /// Who can do it as asked, best first; the chance; and what would work better when nobody can.
    private func prospect(of request: Request) -> (eligible: [Ranked], chance: Int, hints: [Row]) {
        let speakers = speakers(for: request)
        let eligible = shortlist(for: request, among: speakers)
        let chance = chance(request, speakers, eligible: eligible)
        return (eligible, chance, chance == 0 ? hints(request, speakers) : [])
    }

    func openedFields(_ request: Request) -> [Field] {
        let need = request.need
        return [
            Field("v", request.version), Field("language", need.language), Field("complexity", need.complexity.rawValue),
            Field("modality", request.modality.rawValue), Field("minutes", need.minutes),
            Field("start", need.isOnDemand ? "now" : local(need.start)), Field("place", need.place),
            Field("priority", need.priority.rawValue), Field("rule", request.rule), Field("chance", request.chance),
            Field("answer-by", local(request.answerBy)),
        ]
    }

    private func hints(_ request: Request, _ speakers: Speakers) -> [Row] {
        let view = view(for: request)
        let found = matcher.relaxations(
            job(request), speakers, at: turn.now,
            prospect: { prospect(speakers.ids[$0], by: view) }, candidate: { candidate(speakers.ids[$0], by: view) })
        guard found.isEmpty else { return found.map { row($0, isAnonymous: true) } }
        let language = rules.languages.language(request.need.language)?.names.english ?? request.need.language.text
        let text =
            speakers.isEmpty
            ? "no interpreter for \(language) is registered yet; think of a contact language, ADVISE with contact= tells more"
            : "no single change would find an interpreter for \(language) now; try another day, or ask the agency"
        return [Row("HINT", "", [Field("change", "none"), Field("eligible", 0), Field("text", text)])]
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
