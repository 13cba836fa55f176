import Interpreting
import Matching
import Rules

/// Rows of answers: how each thing is shown.
extension Engine {
    func row(_ request: Request) -> Row { row(request, chance: chance(of: request)) }

    /// - Parameter chance: as found at this moment; nil when nobody is looked for any more.
    func row(_ request: Request, chance: Int?) -> Row {
        let need = request.need
        var fields: [Field] = [
            Field("v", request.version), Field("state", request.state.rawValue), Field("language", need.language),
            Field("complexity", need.complexity.rawValue), Field("modality", request.modality.rawValue),
            Field("minutes", need.minutes), Field("start", need.isOnDemand ? "now" : local(need.start)),
            Field("place", today(need.place)), Field("rule", request.rule),
        ] + Field.optional("chance", chance) + [
            Field("answer-by", local(request.answerBy)), Field("organisation", request.organisation),
            Field("establishment", request.establishment), Field("agency", request.agency),
            Field("priority", need.priority.rawValue), Field("waves", request.progress.waves),
        ]
        if !need.fallback.isEmpty { fields.append(Field("fallback", need.fallback.map(\.rawValue))) }
        if let gender = need.gender { fields.append(Field(need.genderIsRequired ? "gender-required" : "gender", gender.rawValue)) }
        fields += Field.optional("dialect", need.dialect)
        if need.documents { fields.append(Field("documents", true)) }
        if need.participants > 1 { fields.append(Field("participants", need.participants)) }
        if need.emotional { fields.append(Field("emotional", true)) }
        if request.progress.isHeld { fields.append(Field("held", true)) }
        if let id = request.progress.assignment, let assignment = state.assignments[id] {
            fields.append(Field("assignment", id))
            fields.append(Field("interpreter", assignment.interpreter))
            if let name = state.interpreters[assignment.interpreter]?.name { fields.append(Field("name", name)) }
        }
        fields += Field.optional("because", request.progress.reason) + Field.optional("case", need.caseReference)
        return Row("REQUEST", request.id, fields + Field.optional("note", need.note))
    }

    func row(_ offer: Offer) -> Row {
        var fields: [Field] = [
            Field("v", offer.version), Field("state", offer.state.rawValue), Field("request", offer.request),
            Field("interpreter", offer.interpreter), Field("wave", offer.wave), Field("modality", offer.modality.rawValue),
        ]
        if let need = state.requests[offer.request]?.need { fields += [Field("language", need.language)] + terms(offer, of: need) }
        fields += [Field("travel", offer.travelMinutes), Field("expires", local(offer.expiresAt))]
        return Row("OFFER", offer.id, fields)
    }

    func row(_ assignment: Assignment) -> Row {
        var fields: [Field] = [
            Field("v", assignment.version), Field("state", assignment.state.rawValue), Field("request", assignment.request),
            Field("interpreter", assignment.interpreter),
        ]
        fields += Field.optional("name", state.interpreters[assignment.interpreter]?.name)
        fields += [
            Field("modality", assignment.modality.rawValue), Field("start", local(assignment.talk.start)),
            Field("end", local(assignment.talk.end)),
        ]
        // What is over keeps nobody busy.
        if assignment.state.isLive {
            fields += [Field("busy-from", local(assignment.during.start)), Field("busy-until", local(assignment.during.end))]
        }
        fields += [Field("travel", assignment.travelMinutes), Field("metres", assignment.travelMetres)]
        fields += Field.optional("place", assignment.place.map(today)) + Field.optional("started", assignment.startedAt.map(local))
        return Row("ASSIGNMENT", assignment.id, fields + Field.optional("ended", assignment.endedAt.map(local)))
    }

    func row(_ interpreter: Interpreter) -> Row {
        var fields: [Field] = [
            Field("v", interpreter.version), Field("name", interpreter.name), Field("gender", interpreter.gender.rawValue),
            Field("home", today(interpreter.home)), Field("modalities", interpreter.modalities.map(\.rawValue)),
            Field("pools", interpreter.pools),
            Field("languages", interpreter.competences.map(text)),
            Field("active", interpreter.isActive),
        ]
        if state.loginEnds(of: interpreter.id) <= turn.now { fields.append(Field("login", false)) }
        if let duty = interpreter.duty {
            fields.append(Field("duty", duty.modalities.map(\.rawValue)))
            fields.append(Field("duty-until", local(duty.until)))
            fields += Field.optional("duty-held-since", duty.heldSince.map(local))
        }
        fields += Field.optional("max-km", interpreter.maximumKilometres)
        fields += Field.optional("max-day", interpreter.maximumMinutesPerDay) + Field.optional("gateway", interpreter.gateway)
        if interpreter.mayBeWoken == true { fields.append(Field("wakes", true)) }
        return Row("INTERPRETER", interpreter.id, fields + Field.optional("max-week", interpreter.maximumMinutesPerWeek))
    }

    /// As it is given to `INTERPRETER`: `apc:syrian`, `so:trained`.
    private func text(_ competence: Competence) -> String {
        let level = competence.level == .certified ? [] : [competence.level.rawValue]
        return ([competence.language.text] + level + competence.dialects).joined(separator: ":")
    }

    func row(_ entry: Availability) -> Row {
        Row(entry.kind == .available ? "AVAILABLE" : "ABSENT", entry.id, [
            Field("interpreter", entry.interpreter), Field("from", local(entry.interval.start)),
            Field("until", local(entry.interval.end)), Field("withdrawn", entry.isWithdrawn),
        ])
    }

    func row(_ organisation: Organisation) -> Row {
        Row("ORGANISATION", organisation.id, [
            Field("v", organisation.version), Field("name", organisation.name), Field("sector", organisation.sector.rawValue),
        ])
    }

    func row(_ establishment: Establishment) -> Row {
        Row("ESTABLISHMENT", establishment.id, [
            Field("organisation", establishment.organisation), Field("name", establishment.name),
            Field("place", today(establishment.municipality)),
        ] + Field.optional("agency", rules.agencies.agency(serving: establishment.municipality)?.value))
    }

    func row(_ agreement: Agreement) -> Row {
        Row("AGREEMENT", agreement.id, [
            Field("organisation", agreement.organisation), Field("agency", agreement.agency), Field("from", agreement.from),
        ] + Field.optional("until", agreement.until))
    }

    func row(_ principal: Principal) -> Row {
        Row("USER", principal.id, [
            Field("role", principal.role.rawValue), Field("label", principal.label), Field("active", principal.isActive),
        ] + belonging(principal))
    }

    func row(_ principal: Principal, credential: Credential) -> Row {
        Row("PRINCIPAL", principal.id, [
            Field("role", principal.role.rawValue), Field("label", principal.label),
        ] + belonging(principal) + [
            Field("credential", credential.id), Field("scope", credential.scope.rawValue), Field("expires", local(credential.expiresAt)),
        ])
    }

    private func belonging(_ principal: Principal) -> [Field] {
        Field.optional("organisation", principal.organisation) + Field.optional("interpreter", principal.interpreter)
            + Field.optional("agency", principal.agency)
    }

    func row(_ credential: Credential) -> Row {
        Row("TOKEN", credential.id, [
            Field("user", credential.principal), Field("kind", credential.kind.rawValue), Field("scope", credential.scope.rawValue),
            Field("digest", credential.digest), Field("expires", local(credential.expiresAt)),
        ] + Field.optional("revoked", credential.takenBackAt.map(local)))
    }

    /// - Parameter isAnonymous: a requester does not learn who could; the interpreters are nothing to it yet.
    func row(_ relaxation: Relaxation, isAnonymous: Bool) -> Row {
        Row("HINT", "", [
            Field("change", change(relaxation.kind)), Field("eligible", relaxation.eligibleCount),
        ] + Field.optional("best", isAnonymous ? nil : relaxation.best) + [
            Field("text", isAnonymous ? relaxation.anonymousText : relaxation.text)
        ])
    }

    private func change(_ kind: Relaxation.Kind) -> String {
        switch kind {
        case .pool(let agency): "pool:\(agency)"
        case .modality(let modality): "modality:\(modality.rawValue)"
        case .start(let start): "start:\(local(start))"
        case .gender: "gender"
        }
    }

    func row(_ rule: RuleReference, _ kind: String = "RULE") -> Row {
        Row(kind, rule.id, [Field("at", rule.citation), Field("reason", rule.reason), Field("source", rule.source)])
    }
}
