import Interpreting
import Rules

extension Examination {
    /// Open offers at the same time, and the interpreted minutes of the day and the week; a conversation counts where it begins.
    func hours<R: Reasons>(_ candidate: Candidate, _ reasons: inout R) throws(EnoughSaid) {
        if job.isOnDemand, candidate.isBusyWithOffer { try reasons.add(.offered, "is being rung for another request") }
        for offer in candidate.offers where offer.overlaps(talk) {
            try reasons.add(.offered, "an offer for \(clock(offer.start)) to \(clock(offer.end)) is open")
        }
        var (today, thisWeek) = (job.minutes, job.minutes)
        let interpreter = candidate.dossier.interpreter
        let commitments = candidate.dossier.commitments
        var place = Itinerary.position(of: week.start, in: commitments)
        while place < commitments.count, commitments[place].talk.start < week.end {
            let minutes = commitments[place].talk.length.minutes
            thisWeek += minutes
            if day.contains(commitments[place].talk.start) { today += minutes }
            place += 1
        }
        let working = book.rules.working
        if today > min(working.dailyMinutes.value, interpreter.maximumMinutesPerDay ?? .max) {
            let daily = tightened(working.dailyMinutes, by: interpreter.maximumMinutesPerDay, constraint: .dailyHours)
            try reasons.add(.dailyHours, daily.rule, "\(today) minutes that day with this one, at most \(daily.value)")
        }
        if thisWeek > min(working.weeklyMinutes.value, interpreter.maximumMinutesPerWeek ?? .max) {
            let weekly = tightened(working.weeklyMinutes, by: interpreter.maximumMinutesPerWeek, constraint: .weeklyHours)
            try reasons.add(.weeklyHours, weekly.rule, "\(thisWeek) minutes that week with this one, at most \(weekly.value)")
        }
    }

    /// The rule book's limit, or the interpreter's own when that is tighter: nobody can widen a limit for themselves.
    func tightened(_ limit: Ruling<Int>, by own: Int?, constraint: HardConstraint) -> Ruling<Int> {
        guard let own, own < limit.value else { return limit }
        return Ruling(own, rules.matching.rule(for: constraint))
    }
}
