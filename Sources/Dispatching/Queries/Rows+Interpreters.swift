import Interpreting

/// Rows as interpreters see them: what they need to decide and to do their work, and of the past what is their own.
extension Engine {
    func row(_ request: Request, for viewer: Principal?) -> Row {
        viewer?.role.isOfInterpreters == true ? questionRow(request, for: viewer) : row(request)
    }

    /// What is asked, where and when; not how the search goes, and nobody else's name.
    private func questionRow(_ request: Request, for viewer: Principal?) -> Row {
        let need = request.need
        var fields: [Field] = [
            Field("v", request.version), Field("state", request.state.rawValue), Field("language", need.language),
            Field("complexity", need.complexity.rawValue), Field("modality", request.modality.rawValue),
            Field("minutes", need.minutes), Field("start", need.isOnDemand ? "now" : local(need.start)),
            Field("place", today(need.place)), Field("rule", request.rule), Field("organisation", request.organisation),
            Field("establishment", request.establishment), Field("agency", request.agency),
        ]
        fields += Field.optional("dialect", need.dialect)
        if need.documents { fields.append(Field("documents", true)) }
        if need.participants > 1 { fields.append(Field("participants", need.participants)) }
        if need.emotional { fields.append(Field("emotional", true)) }
        if let assignment = request.progress.assignment.flatMap({ state.assignments[$0] }), maySee(assignment, viewer) {
            fields += [Field("assignment", assignment.id), Field("interpreter", assignment.interpreter)]
        }
        return Row("REQUEST", request.id, fields + Field.optional("case", need.caseReference) + Field.optional("note", need.note))
    }

    func row(_ offer: Offer, for viewer: Principal?) -> Row {
        viewer?.role.isOfInterpreters == true ? ownRow(offer) : row(offer)
    }

    /// Kind, length, time and place are shown as long as they are still to be decided upon, or its work.
    private func ownRow(_ offer: Offer) -> Row {
        var fields: [Field] = [
            Field("v", offer.version), Field("state", offer.state.rawValue), Field("request", offer.request),
            Field("interpreter", offer.interpreter), Field("modality", offer.modality.rawValue),
        ]
        if let request = state.requests[offer.request] {
            fields.append(Field("language", request.need.language))
            if isCurrent(offer, of: request) { fields += terms(offer, of: request.need) }
        }
        fields += [Field("travel", offer.travelMinutes), Field("made", local(offer.madeAt)), Field("expires", local(offer.expiresAt))]
        fields += Field.optional("answered", offer.answeredAt.map(local)) + Field.optional("because", because(offer))
        let own = offer.state == .accepted ? ownOutcome(of: offer)?.id : nil
        return Row("OFFER", offer.id, fields + Field.optional("assignment", own))
    }

    private func isCurrent(_ offer: Offer, of request: Request) -> Bool {
        switch offer.state {
        case .made: true
        case .accepted: request.progress.assignment.map { $0 == ownOutcome(of: offer)?.id } ?? false
        case .declined, .expired, .withdrawn: false
        }
    }

    /// Kind, length, time and place as they were offered. What does not change stands in the request.
    func terms(_ offer: Offer, of need: Need) -> [Field] {
        let terms = offer.terms ?? Offer.Terms(need)
        return [
            Field("complexity", terms.complexity.rawValue), Field("minutes", terms.minutes),
            Field("start", need.isOnDemand ? "now" : local(terms.start)), Field("place", today(terms.place)),
        ] + Field.optional("dialect", need.dialect)
    }

    /// That an interpreter of the own pool has no time then. What for, for whom and where is another agency's.
    func busyRow(_ assignment: Assignment) -> Row {
        Row("BUSY", assignment.interpreter, [
            Field("from", local(assignment.during.start)), Field("until", local(assignment.during.end)),
        ])
    }
}
