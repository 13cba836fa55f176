import Interpreting
import Rules

extension Examination {
    /// The time to get there at all, the rest after the previous commitment, and the journey from there or from home.
    /// - Parameter running: the conversation that goes on now, as agreed; in the itinerary it lasts until now at least.
    func before<R: Reasons>(
        _ itinerary: Itinerary, _ trip: Trip, _ running: Commitment?, _ reasons: inout R
    ) throws(EnoughSaid) {
        let position = itinerary.position
        let stop = itinerary[position]
        if trip.minutes > 0, stop.begins < now {
            let left = max(0, (talk.start - now).minutes)
            try reasons.add(.travel, "\(left) minutes left before the start, \((talk.start - stop.begins).minutes) needed to get there")
        }
        guard position > 0, let other = itinerary.assignment(at: position - 1) else { return }
        let previous = itinerary[position - 1]
        let ready = itinerary.ready(after: position - 1, for: stop)
        let free = (talk.start - previous.talk.end).minutes
        let rested = (ready + buffer - previous.talk.end).minutes
        if free < rested {
            let rest = rules.working.rest(after: previous.modality, before: stop.modality)
            try reasons.add(
                .rest, rest.rule,
                discretion.hides(other)
                    ? "too little rest after another assignment"
                    : restText(other, running, free: free, needed: needed(rested, rest: rest.value)))
        } else if stop.begins < ready {
            try reasons.add(
                .travel, rules.travel.formula.rule, journeyText(itinerary, trip, after: other, free: free, needed: rested + trip.minutes))
        }
    }

    private func restText(_ other: AssignmentID, _ running: Commitment?, free: Int, needed: String) -> String {
        guard let running, running.assignment == other, running.talk.end < now else {
            return "\(free) minutes free after \(other), \(needed)"
        }
        return "\(overrun(running)); were it over now there would be \(free) minutes free, \(needed)"
    }

    /// Beside the rest, people are there some minutes before the start.
    private func needed(_ minutes: Int, rest: Int) -> String {
        minutes > rest ? "\(minutes) needed, \(minutes - rest) of them before the start" : "\(minutes) needed"
    }

    private func journeyText(_ itinerary: Itinerary, _ trip: Trip, after other: AssignmentID, free: Int, needed: Int) -> String {
        if discretion.hides(other) || discretion.hides(trip.from.flatMap(itinerary.assignment)) {
            return "too little time for the journey after another assignment"
        }
        let origin = trip.from.flatMap { itinerary[$0].place } ?? itinerary.home
        return "\(free) minutes free after \(other), \(needed) needed with the journey from \(origin)"
    }

    /// The rest before the next commitment, its journey not counted.
    func restAfter<R: Reasons>(_ itinerary: Itinerary, _ reasons: inout R) throws(EnoughSaid) {
        let next = itinerary.position + 1
        guard next < itinerary.count, let other = itinerary.assignment(at: next) else { return }
        let following = itinerary[next]
        let free = (following.talk.start - talk.end).minutes
        let rested = restedMinutes(itinerary, before: next)
        guard free < rested else { return }
        let rest = rules.working.rest(after: job.modality, before: following.modality)
        try reasons.add(
            .rest, rest.rule,
            discretion.hides(other)
                ? "too little rest before another assignment"
                : "\(free) minutes free before \(other), \(needed(rested, rest: rest.value))")
    }

    /// Minutes between the end of the conversation and the start of the next one at `next`, without a journey.
    private func restedMinutes(_ itinerary: Itinerary, before next: Int) -> Int {
        let following = itinerary[next]
        let lead = following.place == nil ? following.talk.start - following.begins : itinerary.buffer(before: following)
        return (itinerary.ready(after: next - 1, for: following) + lead - itinerary[next - 1].talk.end).minutes
    }

    /// The journey to the next on-site commitment, which may begin somewhere else because of the job: its new values then.
    func successor<R: Reasons>(
        _ itinerary: Itinerary, _ candidate: Candidate, _ reasons: inout R
    ) throws(EnoughSaid) -> Successor? {
        let next = itinerary.position + 1
        guard candidate.dossier.hasJourneys, let index = itinerary.firstOnSite(from: next), let other = itinerary.assignment(at: index)
        else { return nil }
        let target = itinerary[index]
        guard let trip = itinerary.trip(to: index) else {
            try reasons.add(
                .travel, rules.travel.maximumMetres.rule, "nobody is sent as far as from \(job.place) to that of \(name(other))")
            return nil
        }
        let without = Itinerary(book: book, home: itinerary.home, commitments: itinerary.commitments)
        let isMoved = without.trip(to: index - 1).map { $0.minutes != trip.minutes || $0.metres != trip.metres } ?? true
        // Without a new journey only the direct neighbour can be in the way, and too little rest has been reported.
        guard isMoved || index == next else { return nil }
        let begins = isMoved ? itinerary.begins(target, after: trip) : target.begins
        let free = (target.talk.start - itinerary[index - 1].talk.end).minutes
        let rested = restedMinutes(itinerary, before: index)
        if free >= rested, begins < itinerary.ready(after: index - 1, for: target) {
            let needed = rested + (isMoved ? trip.minutes : (target.talk.start - begins - itinerary.buffer(before: target)).minutes)
            try reasons.add(
                .travel, rules.travel.formula.rule,
                isToldOf(other, itinerary, index)
                    ? "\(free) minutes free before \(other), \(needed) needed with the journey to it"
                    : "too little time for the journey to \(name(other))")
        }
        guard isMoved else { return nil }
        if begins < target.begins {
            try departure(of: other, in: Interval(start: begins, end: target.begins), candidate, &reasons)
        }
        return Successor(
            assignment: other, during: Interval(start: begins, end: target.free), travelMinutes: trip.minutes,
            travelMetres: trip.metres)
    }

    /// The time that an earlier departure to a later commitment takes must be free too.
    private func departure<R: Reasons>(
        of other: AssignmentID, in extra: Interval, _ candidate: Candidate, _ reasons: inout R
    ) throws(EnoughSaid) {
        let wasAvailable = candidate.windows.contains { $0.contains(extra.end) }
        if !job.isOnDemand, wasAvailable, !candidate.windows.contains(where: { $0.contains(extra) }) {
            try reasons.add(.availability, "not available \(when(other, extra)), when the journey to \(name(other)) would begin")
        }
        for absence in candidate.absences where absence.overlaps(extra) {
            try reasons.add(.absence, "\(absent(absence)); the journey to \(name(other)) would begin \(when(other, extra))")
        }
    }

    private func name(_ assignment: AssignmentID) -> String { discretion.hides(assignment) ? "another assignment" : "\(assignment)" }

    private func when(_ assignment: AssignmentID, _ extra: Interval) -> String {
        discretion.hides(assignment) ? "earlier" : "at \(clock(extra.start))"
    }

    /// Whether neither the commitment at `index` nor the one before it is hidden.
    private func isToldOf(_ assignment: AssignmentID, _ itinerary: Itinerary, _ index: Int) -> Bool {
        !discretion.hides(assignment) && !discretion.hides(itinerary.assignment(at: index - 1))
    }

    /// `absent from 2026-12-01T08:00:00+01:00 to 2026-12-02T18:00:00+01:00`.
    func absent(_ absence: Interval) -> String { "absent from \(date(absence.start)) to \(date(absence.end))" }
}
