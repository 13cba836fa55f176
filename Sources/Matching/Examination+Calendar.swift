import Interpreting
import Rules

extension Examination {
    /// What in the candidate's calendar speaks against the job, and how it would lie in it.
    func calendar<R: Reasons>(_ candidate: Candidate, _ reasons: inout R) throws(EnoughSaid) -> Fit? {
        let isNear = try distance(candidate.interpreter, &reasons)
        let isClear = try overlap(candidate, &reasons)
        var stop = Stop(talk: talk, modality: job.modality, place: job.destination, free: talk.end + rest)
        var itinerary = Itinerary(
            book: book, home: candidate.interpreter.home, commitments: candidate.commitments, inserted: stop,
            position: Itinerary.position(of: talk.start, in: candidate.commitments))
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
    private func distance<R: Reasons>(_ interpreter: Interpreter, _ reasons: inout R) throws(EnoughSaid) -> Bool {
        guard let place = job.destination else { return true }
        guard let metres = rules.travel.metres(from: interpreter.home, to: place) else {
            try reasons.add(.distance, "the way from home \(interpreter.home) to \(place) is not known")
            return false
        }
        let own = interpreter.maximumKilometres.map { $0 * 1000 }
        let limit = tightened(rules.travel.maximumMetres, by: own, constraint: .distance)
        guard metres > limit.value else { return true }
        try reasons.add(
            .distance, limit.rule, "\((metres + 999) / 1000) km from home \(interpreter.home) to \(place), at most \(limit.value / 1000)")
        return false
    }

    /// Whether no conversation is at the same time.
    private func overlap<R: Reasons>(_ candidate: Candidate, _ reasons: inout R) throws(EnoughSaid) -> Bool {
        var isClear = true
        for commitment in candidate.commitments where commitment.talk.overlaps(talk) {
            isClear = false
            try reasons.add(.overlap, overlapText(commitment))
        }
        return isClear
    }

    private func overlapText(_ commitment: Commitment) -> String {
        let other = "\(commitment.assignment) lasts from \(clock(commitment.talk.start)) to \(clock(commitment.talk.end))"
        return "\(other); \(clock(talk.start)) to \(clock(talk.end)) needed"
    }
}
