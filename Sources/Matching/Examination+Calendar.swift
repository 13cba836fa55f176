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

    /// The same for any job and any calendar, with what speaks against it.
    func considered<R: Reasons>(
        _ candidate: Candidate, _ commitments: [Commitment], position: Int, _ reasons: inout R
    ) throws(EnoughSaid) -> Fit? {
        let dossier = candidate.dossier
        let isNear = try distance(dossier, &reasons)
        let isClear = try overlap(dossier, commitments, position, &reasons)
        var stop = Stop(talk: talk, modality: job.modality, place: job.destination, free: talk.end + rest)
        var itinerary = Itinerary(
            book: book, home: dossier.interpreter.home, commitments: commitments, inserted: stop, position: position)
        let trip = itinerary.trip(to: itinerary.position)
        if trip == nil, isNear { try reasons.add(.travel, "nobody is sent as far as from the place before to \(job.place)") }
        stop.begins = talk.start - buffer - .minutes(trip?.minutes ?? 0)
        itinerary.inserted = stop

        var successor: Successor?
        if let trip, isClear {
            try before(itinerary, trip, dossier.running, &reasons)
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

    /// Whether no conversation is at the same time, or going on when it would have to begin at once.
    @inline(__always)
    private func overlap<R: Reasons>(
        _ dossier: Dossier, _ commitments: [Commitment], _ position: Int, _ reasons: inout R
    ) throws(EnoughSaid) -> Bool {
        let running = job.isOnDemand ? dossier.running : nil
        if let running { try reasons.add(.overlap, runningText(running)) }
        // They do not overlap each other, so one at most reaches into the conversation from before it.
        var place = max(0, position - 1)
        var isClear = running == nil
        while place < commitments.count, commitments[place].talk.start < talk.end {
            if commitments[place].talk.overlaps(talk), commitments[place].assignment != running?.assignment {
                isClear = false
                try reasons.add(.overlap, overlapText(commitments[place]))
            }
            place += 1
        }
        return isClear
    }

    private func runningText(_ running: Commitment) -> String {
        if discretion.hides(running.assignment) { return "is in another conversation, which is not finished" }
        if running.talk.end < now { return overrun(running) }
        return "\(running.assignment) is going on: it was agreed until \(clock(running.talk.end)) and is not finished"
    }

    /// That nobody knows when it will be over.
    func overrun(_ running: Commitment) -> String {
        "\(running.assignment) runs over: it was agreed until \(clock(running.talk.end)) and is not finished"
    }

    private func overlapText(_ commitment: Commitment) -> String {
        let times = "lasts from \(clock(commitment.talk.start)) to \(clock(commitment.talk.end))"
        let other = discretion.hides(commitment.assignment) ? "has another assignment then" : "\(commitment.assignment) \(times)"
        return "\(other); \(clock(talk.start)) to \(clock(talk.end)) needed"
    }
}
