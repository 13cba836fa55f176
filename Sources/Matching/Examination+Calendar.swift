import Interpreting
import Rules

extension Examination {
    /// What in the candidate's calendar speaks against the job, and how it would lie in it.
    /// - Parameters:
    ///   - commitments: the candidate's.
    ///   - position: of the job among them.
    func calendar<R: Reasons>(
        _ candidate: Candidate, _ commitments: [Commitment], position: Int, _ reasons: inout R
    ) throws(EnoughSaid) -> Fit? {
        let dossier = candidate.dossier
        if let fit = unhindered(dossier, position: position) { return fit }
        return try considered(candidate, commitments, position: position, &reasons)
    }

    /// How a job done at home lies in the calendar of somebody who does not travel, when nothing comes near it: mostly that is so, and
    /// seen at a glance. Nil when there is more to consider.
    @inline(__always)
    func unhindered(_ dossier: Dossier, position: Int) -> Fit? {
        guard job.destination == nil, !dossier.hasJourneys else { return nil }
        let during = Interval(start: talk.start - buffer, end: talk.end + rest)
        let commitments = dossier.commitments
        if position > 0 {
            let previous = commitments[position - 1]
            let rested = previous.talk.end + .minutes(book.rules.working.minutesOfRest(after: previous.modality, before: job.modality))
            guard max(previous.during.end, rested) <= during.start, previous.talk.end <= talk.start else { return nil }
        }
        if position < commitments.count {
            let next = commitments[position]
            let rested = talk.end + .minutes(book.rules.working.minutesOfRest(after: job.modality, before: next.modality))
            guard max(during.end, rested) <= next.during.start, talk.end <= next.talk.start else { return nil }
        }
        let needed = Interval(start: during.start, end: talk.end)
        if !job.isOnDemand, dossier.window(containing: needed) == nil { return nil }
        let absence = dossier.absences.partitioningIndex { $0.end > needed.start }
        guard absence == dossier.absences.count || dossier.absences[absence].start >= needed.end else { return nil }
        return Fit(during: during, travelMinutes: 0, travelMetres: 0)
    }

    /// The same for any job and any calendar, with what speaks against it.
    func considered<R: Reasons>(
        _ candidate: Candidate, _ commitments: [Commitment], position: Int, _ reasons: inout R
    ) throws(EnoughSaid) -> Fit? {
        let dossier = candidate.dossier
        let isNear = try distance(dossier, &reasons)
        let isClear = try overlap(commitments, position, &reasons)
        var stop = Stop(talk: talk, modality: job.modality, place: job.destination, free: talk.end + rest)
        var itinerary = Itinerary(
            book: book, home: dossier.interpreter.home, commitments: commitments, inserted: stop, position: position)
        let trip = itinerary.trip(to: itinerary.position)
        if trip == nil, isNear { try reasons.add(.travel, "nobody is sent as far as from the place before to \(job.place)") }
        stop.begins = talk.start - buffer - .minutes(trip?.minutes ?? 0)
        itinerary.inserted = stop

        var successor: Successor?
        if let trip, isClear {
            try before(itinerary, trip, &reasons)
            try restAfter(itinerary, &reasons)
            successor = try self.successor(itinerary, candidate, &reasons)
        }
        try window(itinerary, candidate, &reasons)
        guard let trip else { return nil }
        return Fit(
            during: Interval(start: stop.begins, end: stop.free), travelMinutes: trip.minutes, travelMetres: trip.metres,
            successor: successor)
    }

    /// Whether the interpreter goes as far as that, from home.
    private func distance<R: Reasons>(_ dossier: Dossier, _ reasons: inout R) throws(EnoughSaid) -> Bool {
        guard let place = job.destination else { return true }
        let home = dossier.interpreter.home
        guard let metres = rules.travel.metres(from: home, to: place) else {
            try reasons.add(.distance, "the way from home \(home) to \(place) is not known")
            return false
        }
        let own = dossier.interpreter.maximumKilometres.map { $0 * 1000 }
        let limit = tightened(rules.travel.maximumMetres, by: own, constraint: .distance)
        guard metres > limit.value else { return true }
        try reasons.add(
            .distance, limit.rule, "\((metres + 999) / 1000) km from home \(home) to \(place), at most \(limit.value / 1000)")
        return false
    }

    /// Whether no conversation is at the same time.
    @inline(__always)
    private func overlap<R: Reasons>(_ commitments: [Commitment], _ position: Int, _ reasons: inout R) throws(EnoughSaid) -> Bool {
        // They do not overlap each other, so one at most reaches into the conversation from before it.
        var place = max(0, position - 1)
        var isClear = true
        while place < commitments.count, commitments[place].talk.start < talk.end {
            if commitments[place].talk.overlaps(talk) {
                isClear = false
                try reasons.add(.overlap, overlapText(commitments[place]))
            }
            place += 1
        }
        return isClear
    }

    private func overlapText(_ commitment: Commitment) -> String {
        let other = "\(commitment.assignment) lasts from \(clock(commitment.talk.start)) to \(clock(commitment.talk.end))"
        return "\(other); \(clock(talk.start)) to \(clock(talk.end)) needed"
    }
}
