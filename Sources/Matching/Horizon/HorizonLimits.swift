import Interpreting
import Rules

/// The minutes of conversation that a day and a week of somebody may hold, as the matcher counts them, and what offers for work
/// outside the plan may take of them: that the matcher leaves open until somebody accepts, but a plan must not count on it.
struct HorizonLimits {
    private let horizon: Horizon
    private let rules: RuleBook
    /// By candidate: hours offered for requests that take no part in the plan.
    private let offered: [[Interval]]

    init(_ horizon: Horizon, rules: RuleBook) {
        self.horizon = horizon
        self.rules = rules
        var planned: [InterpreterID: [Interval]] = [:]
        for question in horizon.questions {
            for id in question.asked { planned[id, default: []].append(question.job.talk) }
        }
        offered = horizon.candidates.map { candidate in
            let own = planned[candidate.interpreter.id] ?? []
            return candidate.offers.filter { !own.contains($0) }
        }
    }

    /// What is left of a day, with `commitments` in the calendar.
    func left(of candidate: Int, on date: CivilDate, _ commitments: [Commitment]) -> Int {
        let own = horizon.candidates[candidate].interpreter.maximumMinutesPerDay
        return left(candidate, rules.working.dailyMinutes.value, own, in: rules.calendar.zone.day(date), commitments)
    }

    /// What is left of the week that begins on `monday`.
    func left(of candidate: Int, inWeekOf monday: CivilDate, _ commitments: [Commitment]) -> Int {
        let zone = rules.calendar.zone
        let week = Interval(start: zone.day(monday).start, end: zone.day(monday.adding(days: 7)).start)
        let own = horizon.candidates[candidate].interpreter.maximumMinutesPerWeek
        return left(candidate, rules.working.weeklyMinutes.value, own, in: week, commitments)
    }

    private func left(_ candidate: Int, _ limit: Int, _ own: Int?, in time: Interval, _ commitments: [Commitment]) -> Int {
        // A conversation counts where it begins.
        let confirmed = commitments.filter { time.contains($0.talk.start) }.reduce(0) { $0 + $1.talk.length.minutes }
        let open = offered[candidate].filter { time.contains($0.start) }.reduce(0) { $0 + $1.length.minutes }
        return max(0, min(limit, own ?? limit) - confirmed - open)
    }

    /// Whether the job's minutes are left beside those offers; what the matcher counts it has checked itself.
    func haveRoom(for job: Job, _ candidate: Int, _ commitments: [Commitment]) -> Bool {
        guard !offered[candidate].isEmpty else { return true }
        let date = rules.calendar.local(job.talk.start).date
        return job.minutes <= left(of: candidate, on: date, commitments)
            && job.minutes <= left(of: candidate, inWeekOf: date.monday, commitments)
    }
}
