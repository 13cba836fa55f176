import Interpreting
import Rules

extension Examination {
    /// Minutes more than a fair share in 28 days that count as one assignment a week: an hour in each of the four.
    private static let fairnessUnit = 240

    func score(_ candidate: Candidate, _ pick: Pick, _ fit: Fit) -> Score {
        Score(
            level: pick.level, substitute: pick.rank == 0 ? nil : substitutes[pick.rank - 1], units: units(candidate, pick, fit),
            prices: book.prices)
    }

    /// The place of the score in the order, without what it is made of.
    func rank(_ candidate: Candidate, _ pick: Pick, _ fit: Fit) -> Score.Rank {
        Score.Rank(level: pick.level, points: units(candidate, pick, fit).total(book.prices) + penalty(pick))
    }

    private func units(_ candidate: Candidate, _ pick: Pick, _ fit: Fit) -> CostVector {
        let interpreter = candidate.dossier.interpreter
        var units = CostVector()
        units[.travelMinute] = fit.travelMinutes
        units[.substitution] = pick.rank == 0 ? 0 : 1
        if let gender = job.gender, gender != interpreter.gender { units[.gender] = 1 }
        if job.caseReference != nil, !candidate.isContinuity { units[.continuity] = 1 }
        units[.fairness] = (candidate.recentMinutes - job.fairMinutes) / Examination.fairnessUnit
        units[.scarcity] = candidate.shadowPrice * fit.during.length.minutes / 60
        units[.aid] = pick.isAid ? 1 : 0
        units[.nonFirstLanguage] = pick.place
        units[.shortJobFar] = fit.travelMinutes > job.minutes ? 1 : 0
        units[.trainedOnly] = pick.level == .trained ? 1 : 0
        return units
    }
}
