import Interpreting
import Rules

/// What `SUBMIT` and `AMEND` check alike before a request is taken on.
extension Engine {
    /// The modality table's decision for `need`.
    func advice(on need: Need) -> Ruling<ModalityAdvice> { advice(on: Talk(need)) }

    func advice(on talk: Talk) -> Ruling<ModalityAdvice> {
        rules.advise(minutes: talk.minutes, complexity: talk.complexity, circumstances: talk.circumstances)
    }

    /// What of a conversation the modality table looks at, and what its requester consents to.
    struct Talk {
        let minutes: Int
        let complexity: Complexity
        let circumstances: Circumstances
        let fallback: [Modality]

        init(_ need: Need) {
            (minutes, complexity, fallback) = (need.minutes, need.complexity, need.fallback)
            circumstances = Circumstances(documents: need.documents, participants: need.participants, emotional: need.emotional)
        }

        init(_ advice: AdviceCase) {
            (minutes, complexity, fallback) = (advice.minutes, advice.complexity, advice.fallback)
            circumstances = Circumstances(documents: advice.documents, participants: advice.participants, emotional: advice.emotional)
        }
    }

    /// The modality to begin with among those agreed to: the advised one first, then those of `fallback` in their order.
    /// - Throws: when the conversation is too long for one interpreter in each of them, with what to book instead.
    func modalities(_ talk: Talk, _ advice: ModalityAdvice) throws(Refusal) -> [Modality] {
        let agreed = [advice.modality] + talk.fallback.filter { $0 != advice.modality && advice.allows($0) }
        let able = agreed.filter { !rules.working.isTooLong(talk.minutes, $0) }
        let division = rules.division(
            minutes: talk.minutes, modality: advice.modality, complexity: talk.complexity, circumstances: talk.circumstances)
        guard able.isEmpty, let division else { return able }
        let others = advice.alternatives.map(\.rawValue).joined(separator: " ")
        let consent = others.isEmpty ? "" : ", or agree to fallback=(\(others)), where one interpreter can do it"
        throw Refusal(
            .badDuration,
            "minutes=\(talk.minutes) is too long for one interpreter, at most \(division.value.limit) \(advice.modality.phrase) "
                + "(\(division.rule.citation)): \(division.rule.reason); \(division.value.advice)\(consent)")
    }

    func checkMinutes(_ minutes: Int) throws(Refusal) {
        guard let rule = rules.modality.refusal(minutes: minutes) else { return }
        let range = rules.modality.limits.value
        throw Refusal(
            .badDuration,
            "minutes=\(minutes) is not possible; \(range.lowerBound) to \(range.upperBound) (\(rule.citation)): \(rule.reason)")
    }

    /// The start as typed; `now` alone is on demand, whatever else is an appointment.
    func start(_ text: String) throws(Refusal) -> (start: Timestamp, isOnDemand: Bool) {
        if text.lowercased() == "now" { return (turn.now, true) }
        let start = try moment(text, named: "start")
        if start < turn.now {
            throw Refusal(.startInPast, "start=\(text) is over; it is now \(local(turn.now)). Give a later start, or start=now")
        }
        let horizon = rules.offers.horizon
        if start > turn.now + horizon.value {
            throw Refusal(
                .tooFarAhead,
                "start=\(text) is more than \(horizon.value.minutes / 1440) days ahead (\(horizon.rule.citation)); "
                    + "ask again from \(local(start - horizon.value))")
        }
        return (start, false)
    }

    /// Checks the parts of `need` that rules speak about, and gives the modality to arrange.
    func checked(_ need: Need) throws(Refusal) -> Ruling<ModalityAdvice> {
        try checkMinutes(need.minutes)
        guard (1...Circumstances.mostParticipants).contains(need.participants) else {
            let most = Circumstances.mostParticipants
            throw Refusal(.badValue, "participants=\(need.participants) is out of range; from 1 to \(most)")
        }
        if need.genderIsRequired, need.gender == nil {
            throw Refusal(.badValue, "gender-required=yes says no gender; add gender=female, gender=male or gender=other, or leave it out")
        }
        if let note = need.note { try checkText(note, named: "note", limit: Need.noteLimit) }
        if let reference = need.caseReference { try checkCaseReference(reference) }
        let advice = advice(on: need)
        _ = try agreed(Talk(need), advice)
        return advice
    }

    /// As `modalities`, after a look at whether every fallback is possible.
    func agreed(_ talk: Talk, _ advice: Ruling<ModalityAdvice>) throws(Refusal) -> [Modality] {
        let able = try modalities(talk, advice.value)
        for modality in talk.fallback where !advice.value.allows(modality) {
            let allowed = advice.value.alternatives.map(\.rawValue).joined(separator: " ")
            let rule = advice.value.excluded.first { $0.modality == modality }?.rule ?? advice.rule
            throw Refusal(
                .modalityNotAllowed,
                "fallback=\(modality.rawValue) is not possible for this conversation (\(rule.citation)): \(rule.reason); "
                    + (allowed.isEmpty ? "there is no alternative" : "possible: \(allowed)"))
        }
        return able
    }

    private func checkCaseReference(_ reference: String) throws(Refusal) {
        try checkVisible(reference, named: "case")
        let fits = !reference.isLonger(than: Need.caseLimit) && !reference.isEmpty
            && reference.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard fits else {
            throw Refusal(
                .badValue,
                "case=\(reference.excerpt(40)) is not possible; 1 to \(Need.caseLimit) letters without accents, digits or signs, no space")
        }
        try checkText(reference, named: "case", limit: Need.caseLimit)
    }

    /// The modality to begin with: what the table says unless it is too long for one interpreter, else the first that is consented to;
    /// for work at once a remote one.
    func firstModality(_ need: Need, _ advice: Ruling<ModalityAdvice>) throws(Refusal) -> Modality {
        let able = try modalities(Talk(need), advice.value)
        if let first = able.first(where: { !need.isOnDemand || $0.isRemote }) { return first }
        let possible = advice.value.alternatives.filter(\.isRemote).map(\.rawValue).joined(separator: " ")
        throw Refusal(
            .modalityNotAllowed,
            "this conversation is advised on site (\(advice.rule.citation)), which cannot begin now; "
                + (possible.isEmpty ? "give a start" : "give a start, or agree to fallback=(\(possible))"))
    }

    /// How it is arranged, or was to be, and why: `by video, as fallback= allows; on site is advised, because …`.
    func arrangement(_ request: Request, _ advice: Ruling<ModalityAdvice>) -> String {
        let advised = advice.value.modality
        let consent = request.modality == advised ? "" : ", as fallback= allows; \(advised.phrase) is advised"
        let asked = request.state == .unfilled || request.state == .cancelled ? "asked for " : ""
        return "\(asked)\(request.modality.phrase)\(consent), because \(advice.rule.reason)"
    }

    /// Refuses without an agreement in force on the day of the conversation, with the date on which it ended.
    func requireAgreement(_ organisation: OrganisationID, with agency: AgencyCode, at start: Timestamp) throws(Refusal) {
        let day = rules.calendar.local(start).date
        let all = agreements(of: organisation, with: agency)
        if all.contains(where: { $0.isInForce(on: day) }) { return }
        let story: String
        if let ended = all.compactMap(\.until).filter({ $0 < day }).max() {
            story = "the last one ended on \(ended)"
        } else if let next = all.map(\.from).filter({ $0 > day }).min() {
            story = "the next one begins on \(next)"
        } else {
            story = "there never was one"
        }
        let next = all.isEmpty ? "conclude one" : "renew it"
        throw Refusal(
            .noAgreement,
            "\(organisation) has no cooperation agreement with \(agency) in force on \(day): \(story); ask \(whenOpen(agency)) to \(next)")
    }

    /// The establishment meant: the one named, else the one in the place of the conversation, else the first.
    func establishment(
        _ id: EstablishmentID?, of organisation: OrganisationID, in place: MunicipalityCode?
    ) throws(Refusal) -> Establishment {
        let own = state.index.establishments[organisation].compactMap { state.establishments[$0] }
        if let id {
            if let named = own.first(where: { $0.id == id }) { return named }
            throw absent(id.description, "LIST establishments")
        }
        if let there = own.first(where: { today($0.municipality) == place }) { return there }
        guard let first = own.first else {
            throw Refusal(.notFound, "\(organisation) has no establishment; ask an administrator for ORGANISATION site")
        }
        return first
    }
}
