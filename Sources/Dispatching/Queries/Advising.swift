import Interpreting
import Matching
import Rules

/// `ADVISE` and `QUOTE`: what would be arranged, and what it would cost, before anything is asked.
extension Engine {
    func advise(_ advice: AdviceCase) throws(Refusal) -> Reply {
        let (language, ruling, able) = try ruling(advice)
        let arranged = able.first ?? ruling.value.modality
        let isAdvised = arranged == ruling.value.modality
        var rows = [
            Row("ADVICE", "", [
                Field("modality", ruling.value.modality.rawValue), Field("alternatives", ruling.value.alternatives.map(\.rawValue)),
                Field("rule", ruling.rule.id), Field("at", ruling.rule.citation), Field("reason", ruling.rule.reason),
                Field("source", ruling.rule.source),
            ] + Field.optional("arranged", isAdvised ? nil : arranged.rawValue))
        ]
        rows += ruling.value.excluded.map { excluded in
            Row("EXCLUDED", "", [
                Field("modality", excluded.modality.rawValue), Field("rule", excluded.rule.id), Field("reason", excluded.rule.reason),
            ])
        }
        if let longer = rules.modality.interpretedMinutes(stated: advice.minutes, complexity: advice.complexity) {
            rows.append(Row("HINT", "", [Field("minutes", longer.value), Field("rule", longer.rule.id), Field("text", longer.rule.reason)]))
        }
        if let aid = try aid(advice) { rows.append(aid) }
        let speakers = speakers(of: language).count
        rows.append(Row("POOL", language.text, [Field("interpreters", speakers)]))
        let name = rules.languages.language(language)?.names.english ?? language.text
        let nobody = speakers == 0 ? "; but no interpreter for \(name) is registered" : ""
        let consent = isAdvised ? "" : ", as fallback= allows; \(ruling.value.modality.phrase) is advised"
        return .done(
            speakers == 0 ? .nobodyYet : .rule, "\(arranged.phrase)\(consent), because \(ruling.rule.reason)\(nobody)", rows: rows)
    }

    /// - Returns: among others what may be arranged of what is advised and consented to, as `SUBMIT` would begin with it.
    private func ruling(_ advice: AdviceCase) throws(Refusal) -> (LanguageTag, Ruling<ModalityAdvice>, able: [Modality]) {
        try checkMinutes(advice.minutes)
        let ruling = self.advice(on: Talk(advice))
        let language = try language(advice.language)
        return (language, ruling, try agreed(Talk(advice), ruling))
    }

    /// Whether an interpreter is what helps, when something was said about the client's languages.
    private func aid(_ advice: AdviceCase) throws(Refusal) -> Row? {
        guard advice.dutch != nil || !advice.contact.isEmpty else { return nil }
        var level = DutchLevel.none
        if let text = advice.dutch {
            guard let known = DutchLevel(stated: text.lowercased()) else {
                throw Refusal(.badValue, "dutch=\(text) is not a level; it is one of \(DutchLevel.statements.joined(separator: ", "))")
            }
            level = known
        }
        var contact: [LanguageTag] = []
        for text in advice.contact { contact.append(try contactLanguage(text)) }
        let ruling = rules.aid.decide(
            AidCase(dutch: level, contactLanguages: contact, minutes: advice.minutes, complexity: advice.complexity))
        return Row("AID", ruling.value.kind.rawValue, [
            Field("en", ruling.value.english), Field("nl", ruling.value.dutch), Field("dutch", level.rawValue),
            Field("rule", ruling.rule.id),
        ])
    }

    func quote(_ advice: AdviceCase, start text: String?, place: String?, for viewer: Principal?) throws(Refusal) -> Reply {
        let (language, ruling, able) = try ruling(advice)
        var (moment, isOnDemand) = (turn.now, false)
        if let text { (moment, isOnDemand) = try start(text) }
        // Of what is consented to, work at once begins with a remote one.
        let remote = isOnDemand ? able.first(where: \.isRemote) : nil
        let modality = remote ?? able.first ?? ruling.value.modality
        let consent = modality == ruling.value.modality ? "" : ", as fallback= allows; \(ruling.value.modality.phrase) is advised"
        let metres = try nearestMetres(language, place: place, modality: modality)
        let quote = rules.tariffs.quote(
            modality: modality, minutes: advice.minutes, metres: metres, start: moment, calendar: rules.calendar)
        var rows = quote.lines.map { line in
            Row(
                "LINE", "",
                [Field("what", line.label), Field("cents", line.cents)] + Field.optional("minutes", line.minutes)
                    + [Field("rule", line.rule.id)])
        }
        let free = rules.cancellation.freeUntil(start: moment, calendar: rules.calendar)
        rows.append(Row("CANCELLATION", "", [Field("free-until", local(free.value)), Field("rule", free.rule.id)]))
        let sector = viewer?.organisation.flatMap { state.organisations[$0]?.sector }
        rows += hoursHint(start: moment, minutes: advice.minutes, modality: modality, sector: sector)
        let start = text == nil ? "; reckoned for a start now, \(local(Timestamp(seconds: moment.seconds))): give start= for another" : ""
        let journey = modality == .onsite ? "; \(journeyPhrase(place: place, metres: metres))" : ""
        let isOver = free.value < turn.now ? "; cancelling it is no longer free, that ended at \(local(free.value))" : ""
        return .done(.rule, "about \(euros(quote.totalCents)) EUR \(modality.phrase)\(consent)\(journey)\(start)\(isOver)", rows: rows)
    }

    private func journeyPhrase(place: String?, metres: Int?) -> String {
        if place == nil { return "without kilometres, because no place was given: add place=" }
        return metres == nil ? "without kilometres, because nobody who could come is known" : "kilometres as from the nearest interpreter"
    }

    /// From the nearest home of somebody who speaks the language; nil when it does not matter or is not known.
    private func nearestMetres(_ language: LanguageTag, place: String?, modality: Modality) throws(Refusal) -> Int? {
        guard modality == .onsite, let place else { return nil }
        let destination = try municipality(place)
        return speakers(of: language).compactMap { state.interpreters[$0] }.filter { $0.modalities.contains(.onsite) }
            .compactMap { rules.travel.metres(from: $0.home, to: destination) }.min()
    }
}
