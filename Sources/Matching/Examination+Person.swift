import Interpreting
import Rules

extension Examination {
    /// What about the person, whatever the calendar says, speaks against it; the language by which the job would be served.
    ///
    /// Builds nothing and takes nothing along: this is asked of everybody.
    @inline(__always)
    func person<Facts: PersonalFacts>(_ facts: Facts, _ found: (Obstacle) throws(EnoughSaid) -> Void) throws(EnoughSaid) -> Pick? {
        if !facts.isActive { try found(.inactive) }
        if now >= facts.loginEnds, !job.isAgreed { try found(.noLogin) }
        let pick = try language(facts, found)
        if !facts.modalities.contains(job.modality) { try found(.modality) }
        if job.isOnDemand { try duty(facts, found) }
        let isOwn = facts.isInOwnPool(in: self)
        if !isOwn { try pool(facts, found) }
        let isOtherGender = job.gender.map { $0 != facts.gender } ?? false
        if job.genderIsRequired, isOtherGender { try found(.gender) }
        if job.minutes > alone.value { try found(.solo) }
        if job.exhausted.contains(facts.id) { try found(.declinedBefore) }
        let silence = job.silence(of: facts.id)
        if let silence, let obstacle = job.silences[silence].obstacle(silence, at: now) { try found(obstacle) }
        if job.excluded.contains(facts.id) { try found(.excluded) }
        guard let pick else { return nil }
        let isOtherDialect = job.dialect.map { pick.rank > 0 || !facts.speaks($0, ofCompetence: pick.place) } ?? false
        return Pick(
            place: pick.place, rank: pick.rank, level: pick.level, isAid: !isOwn, isOtherGender: isOtherGender,
            isOtherDialect: isOtherDialect, silences: silence.map { job.silences[$0].times } ?? 0)
    }

    @inline(__always)
    private func language<Facts: PersonalFacts>(
        _ facts: Facts, _ found: (Obstacle) throws(EnoughSaid) -> Void
    ) throws(EnoughSaid) -> Pick? {
        var best: Pick?
        var isSpeaker = false
        for place in 0..<facts.competenceCount {
            guard let rank = facts.rank(ofCompetence: place, in: self) else { continue }
            isSpeaker = true
            let pick = Pick(
                place: place, rank: rank, level: facts.level(ofCompetence: place), isAid: false, isOtherGender: false,
                isOtherDialect: false)
            // Only the certified serve, in their language and in one for which it stands in.
            if pick.level != .certified { continue }
            if let best, !isBetter(pick, than: best) { continue }
            best = pick
        }
        guard let best else {
            try found(isSpeaker ? .certificate : .language)
            return nil
        }
        return best
    }

    /// The least penalty, then the strongest.
    private func isBetter(_ pick: Pick, than other: Pick) -> Bool { penalty(pick) < penalty(other) }

    func penalty(_ pick: Pick) -> Int { pick.rank == 0 ? 0 : substitutes[pick.rank - 1].penalty }

    func match(_ pick: Pick) -> LanguageMatch {
        LanguageMatch(
            language: languages[pick.rank], level: pick.level, place: pick.place,
            substitute: pick.rank == 0 ? nil : substitutes[pick.rank - 1])
    }

    @inline(__always)
    private func duty<Facts: PersonalFacts>(_ facts: Facts, _ found: (Obstacle) throws(EnoughSaid) -> Void) throws(EnoughSaid) {
        guard let duty = facts.duty else { return try found(.notOnDuty) }
        if now >= duty.end {
            try found(.dutyIsOver)
        } else if now < duty.start {
            try found(.dutyIsLater)
        } else if !facts.dutyModalities.contains(job.modality) {
            try found(.dutyModality)
        }
    }

    @inline(__always)
    private func pool<Facts: PersonalFacts>(_ facts: Facts, _ found: (Obstacle) throws(EnoughSaid) -> Void) throws(EnoughSaid) {
        var first: Int?
        for place in pools.indices where facts.isIn(pool: place, in: self) {
            if pools[place].opensAt <= now { return }
            if let earlier = first, pools[earlier].opensAt <= pools[place].opensAt { continue }
            first = place
        }
        try found(.pool(later: first))
    }
}
