import Interpreting
import Rules

extension Examination {
    /// What about the person, whatever the calendar says, speaks against it; the language by which the job would be served.
    func person<R: Reasons>(_ candidate: Candidate, _ reasons: inout R) throws(EnoughSaid) -> Pick? {
        let interpreter = candidate.interpreter
        if !interpreter.isActive { try reasons.add(.inactive, "not active in the register") }
        let pick = try language(interpreter, &reasons)
        try modality(candidate, &reasons)
        try pool(interpreter, &reasons)
        if job.genderIsRequired, let gender = job.gender, gender != interpreter.gender {
            try reasons.add(.gender, "\(interpreter.gender.rawValue); \(gender.rawValue) needed")
        }
        if job.minutes > alone.value {
            try reasons.add(.solo, alone.rule, "\(job.minutes) minutes, at most \(alone.value) alone by \(job.modality.rawValue)")
        }
        if job.exhausted.contains(interpreter.id) {
            try reasons.add(.declinedBefore, "declined, let pass or gave back this request before")
        }
        if job.excluded.contains(interpreter.id) { try reasons.add(.excluded, "excluded for this request") }
        return pick
    }

    private func language<R: Reasons>(_ interpreter: Interpreter, _ reasons: inout R) throws(EnoughSaid) -> Pick? {
        guard let pick = pick(interpreter) else {
            if let trained = interpreter.competences.first(where: { languages.contains($0.language) }) {
                try reasons.add(
                    .certificate, "trained, not certified, in \(trained.language); a certificate is needed to stand in for \(job.language)")
            } else {
                try reasons.add(.language, languageText(interpreter))
            }
            return nil
        }
        if pick.level == .trained, !crisis.value { try reasons.add(.crisis, crisis.rule, crisisText) }
        return pick
    }

    /// The best of the interpreter's languages for the job: certified before trained, then the least penalty, then the strongest.
    ///
    /// Lists are read in place and nothing is built: this is asked of everybody.
    private func pick(_ interpreter: Interpreter) -> Pick? {
        var best: Pick?
        for place in interpreter.competences.indices {
            for rank in languages.indices where languages[rank] == interpreter.competences[place].language {
                let pick = Pick(place: place, rank: rank, level: interpreter.competences[place].level)
                // Who stands in is certified.
                if rank > 0, pick.level != .certified { break }
                if let other = best, !isBetter(pick, than: other) { break }
                best = pick
                break
            }
        }
        return best
    }

    private func isBetter(_ pick: Pick, than other: Pick) -> Bool {
        if pick.level != other.level { return pick.level > other.level }
        return penalty(pick) < penalty(other)
    }

    private func penalty(_ pick: Pick) -> Int { pick.rank == 0 ? 0 : substitutes[pick.rank - 1].penalty }

    func match(_ pick: Pick) -> LanguageMatch {
        LanguageMatch(
            language: languages[pick.rank], level: pick.level, place: pick.place,
            substitute: pick.rank == 0 ? nil : substitutes[pick.rank - 1])
    }

    private func languageText(_ interpreter: Interpreter) -> String {
        let own = interpreter.competences.map(\.language.text).joined(separator: ", ")
        let others = substitutes.isEmpty ? "" : " or a substitute for it (\(substitutes.map(\.offered.text).joined(separator: ", ")))"
        return "interprets \(own.isEmpty ? "nothing" : own); \(job.language)\(others) needed"
    }

    private var crisisText: String {
        guard job.crises.contains(job.language) else {
            return "trained, not certified, in \(job.language); no crisis is declared for it"
        }
        let talk = "\(job.complexity.rawValue) conversations by \(job.modality.rawValue)"
        return "trained, not certified, in \(job.language); the crisis does not open it for \(talk)"
    }

    private func modality<R: Reasons>(_ candidate: Candidate, _ reasons: inout R) throws(EnoughSaid) {
        let interpreter = candidate.interpreter
        if !candidate.dossier.modalities.contains(job.modality) {
            try reasons.add(.modality, "offers \(listed(interpreter.modalities)); \(job.modality.rawValue) needed")
        }
        guard job.isOnDemand else { return }
        guard let duty = candidate.dossier.duty else { return try reasons.add(.duty, "not on duty") }
        if now >= duty.end {
            try reasons.add(.duty, "on duty until \(date(duty.end)); it is \(date(now))")
        } else if now < duty.start {
            try reasons.add(.duty, "on duty from \(date(duty.start)); it is \(date(now))")
        } else if !candidate.dossier.dutyModalities.contains(job.modality) {
            try reasons.add(.duty, "on duty for \(listed(interpreter.duty?.modalities ?? [])); \(job.modality.rawValue) needed")
        }
    }

    private func listed(_ modalities: [Modality]) -> String {
        modalities.isEmpty ? "nothing" : modalities.map(\.rawValue).joined(separator: ", ")
    }

    private func pool<R: Reasons>(_ interpreter: Interpreter, _ reasons: inout R) throws(EnoughSaid) {
        if interpreter.pools.contains(job.agency) { return }
        var first: Int?
        // By index: a loop over the elements would copy each pool for each candidate.
        for index in pools.indices where interpreter.pools.contains(pools[index].code) {
            if pools[index].opensAt <= now { return }
            if let earlier = first, pools[earlier].opensAt <= pools[index].opensAt { continue }
            first = index
        }
        guard let first = first.map({ pools[$0] }) else {
            return try reasons.add(.pool, poolsText(interpreter.pools))
        }
        try reasons.add(.pool, first.rule, "in pool \(first.code), which helps \(job.agency) from \(date(first.opensAt))")
    }

    private func poolsText(_ own: [AgencyCode]) -> String {
        "in the pools \(own.isEmpty ? "of nobody" : own.map(\.text).joined(separator: ", ")), which do not help \(job.agency)"
    }
}
