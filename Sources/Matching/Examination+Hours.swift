import Interpreting
import Rules

extension Examination {
    /// Open offers at the same time, and the hours of the day and the week.
    @inline(__always)
    func hours<R: Reasons>(_ candidate: Candidate, _ week: WorkedWeek, _ reasons: inout R) throws(EnoughSaid) {
        if job.isOnDemand, candidate.isBusyWithOffer { try reasons.add(.offered, "is being rung for another request") }
        for offer in candidate.offers where offer.overlaps(talk) {
            try reasons.add(.offered, "an offer for that time is open")
        }
        let (today, thisWeek) = (week.minutesThatDay + job.minutes, week.minutes + job.minutes)
        let (ownDaily, ownWeekly) = candidate.dossier.maximumMinutes
        if today > min(minutesADay, ownDaily ?? .max) {
            let daily = tightened(rules.working.dailyMinutes, by: ownDaily, constraint: .dailyHours)
            try reasons.add(.dailyHours, daily.rule, hoursText(today, "day", candidate, day, limit: daily.value))
        }
        if thisWeek > min(minutesAWeek, ownWeekly ?? .max) {
            let weekly = tightened(rules.working.weeklyMinutes, by: ownWeekly, constraint: .weeklyHours)
            try reasons.add(.weeklyHours, weekly.rule, hoursText(thisWeek, "week", candidate, self.week, limit: weekly.value))
        }
    }

    /// How much it would be is told only of work that the reader may know.
    private func hoursText(_ minutes: Int, _ span: String, _ candidate: Candidate, _ time: Interval, limit: Int) -> String {
        let isHidden = candidate.commitments.contains { discretion.hides($0.assignment) && $0.talk.overlaps(time) }
        return isHidden
            ? "more than \(limit) minutes that \(span) with this one" : "\(minutes) minutes that \(span) with this one, at most \(limit)"
    }

    /// The rule book's limit, or the interpreter's own when that is tighter: nobody can widen a limit for themselves.
    func tightened(_ limit: Ruling<Int>, by own: Int?, constraint: HardConstraint) -> Ruling<Int> {
        guard let own, own < limit.value else { return limit }
        return Ruling(own, rules.matching.rule(for: constraint))
    }
}
