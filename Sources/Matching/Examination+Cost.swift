import Interpreting
import Rules

extension Examination {
    /// Minutes more than a fair share in 28 days that count as one assignment a week: an hour in each of the four.
    private static let fairnessUnit = 240

    func score(_ standing: Standing, _ pick: Pick, _ fit: Fit) -> Score {
        var units = CostVector()
        count(standing, pick, fit, in: &units)
        return Score(
            isReachable: isReachable(standing), level: pick.level, substitute: pick.rank == 0 ? nil : substitutes[pick.rank - 1],
            units: units, prices: book.prices)
    }

    /// The place of the score in the order, without what it is made of.
    func rank(_ standing: Standing, _ pick: Pick, _ fit: Fit) -> Score.Rank {
        var points = CostSum(prices: book.prices)
        count(standing, pick, fit, in: &points)
        return Score.Rank(isReachable: isReachable(standing), level: pick.level, points: points.total + penalty(pick))
    }

    /// Only what rings has to be heard at once.
    private func isReachable(_ standing: Standing) -> Bool { standing.isReachable || !job.isOnDemand }

    @inline(__always)
    private func count<Tally: CostTally>(_ standing: Standing, _ pick: Pick, _ fit: Fit, in tally: inout Tally) {
        tally.add(.travelMinute, fit.travelMinutes)
        tally.add(.substitution, pick.rank == 0 ? 0 : 1)
        if pick.isOtherGender { tally.add(.gender, 1) }
        if job.caseReference != nil, !standing.isContinuity { tally.add(.continuity, 1) }
        tally.add(.fairness, (standing.recentMinutes - job.fairMinutes) / Examination.fairnessUnit)
        tally.add(.scarcity, standing.shadowPrice * fit.during.length.minutes / 60)
        tally.add(.aid, pick.isAid ? 1 : 0)
        tally.add(.nonFirstLanguage, pick.place)
        tally.add(.shortJobFar, fit.travelMinutes > job.minutes ? 1 : 0)
        tally.add(.silence, pick.silences)
        tally.add(.dialect, pick.isOtherDialect ? 1 : 0)
    }
}
