import Interpreting
import Rules

extension Examination {
    /// Minutes more than a fair share in 28 days that count as one assignment a week: an hour in each of the four.
    private static let fairnessUnit = 240

    func score(_ candidate: Candidate, _ match: LanguageMatch, _ fit: Fit) -> Score {
        let interpreter = candidate.interpreter
        var units = CostVector()
        units[.travelMinute] = fit.travelMinutes
        units[.substitution] = match.substitute == nil ? 0 : 1
        if let gender = job.gender, gender != interpreter.gender { units[.gender] = 1 }
        if job.caseReference != nil, !candidate.isContinuity { units[.continuity] = 1 }
        units[.fairness] = (candidate.recentMinutes - job.fairMinutes) / Examination.fairnessUnit
        units[.scarcity] = candidate.shadowPrice * fit.during.length.minutes / 60
        units[.aid] = interpreter.pools.contains(job.agency) ? 0 : 1
        units[.nonFirstLanguage] = match.place
        units[.shortJobFar] = fit.travelMinutes > job.minutes ? 1 : 0
        units[.trainedOnly] = match.level == .trained ? 1 : 0
        return Score(match: match, units: units, prices: book.prices)
    }
}
