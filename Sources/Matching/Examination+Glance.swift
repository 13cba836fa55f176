import Interpreting
import Rules

/// What is seen of a calendar at a glance. Most of those who are looked at have nothing near the conversation.
extension Examination {
    /// How a job done at home lies in a calendar in which nothing comes near it, and which has no journey that it could change. Nil when
    /// there is more to consider; never another fit than ``considered(_:_:position:_:)`` finds.
    @inline(__always)
    func unhindered(_ dossier: Dossier, position: Int) -> Fit? {
        guard job.destination == nil else { return nil }
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
            // On site the buffer of today's rules counts, whatever it was when the work was agreed.
            let lead = next.place == nil ? .zero : Span.minutes(book.rules.working.minutesOfBuffer(before: next.modality))
            let begins = min(next.during.start, next.talk.start - lead)
            guard max(during.end, rested) <= begins, talk.end <= next.talk.start else { return nil }
        }
        let needed = Interval(start: during.start, end: talk.end)
        if !job.isOnDemand, dossier.window(containing: needed) == nil { return nil }
        let absence = dossier.absences.partitioningIndex { $0.end > needed.start }
        guard absence == dossier.absences.count || dossier.absences[absence].start >= needed.end else { return nil }
        guard !dossier.hasJourneys || changesNoJourney(dossier, position, during) else { return nil }
        return Fit(during: during, travelMinutes: 0, travelMetres: 0)
    }

    /// Whether the interpreter goes home after the last journey before the job, or after the job at the latest, and leaves from home for
    /// the next one, with the job and without it. Asks how long journeys take at most, so it may say no where it is so.
    ///
    /// ``Itinerary/anchor(of:)`` assumes a way home in the first gap that is long enough for it. A gap that is so with the job in
    /// it is so without.
    private func changesNoJourney(_ dossier: Dossier, _ position: Int, _ during: Interval) -> Bool {
        let commitments = dossier.commitments
        let home = dossier.interpreter.home
        let next = commitments[position...].first { $0.place != nil }
        var fromHome = 0
        if let place = next?.place {
            guard let most = rules.travel.mostMinutes(from: home, to: place) else { return false }
            fromHome = most
        }
        guard let last = commitments[..<position].lastIndex(where: { $0.place != nil }), let place = commitments[last].place else {
            return true
        }
        guard let homeward = rules.travel.mostMinutes(from: place, to: home) else { return false }
        let way = Span.minutes(homeward) + Itinerary.worthGoingHome
        let free = max(commitments[last].during.end, commitments[last].talk.end)
        // When the interpreter leaves for what follows the job: for a journey from home no later than that.
        var leaves: Timestamp?
        if position < commitments.count {
            let following = commitments[position]
            let buffer = Span.minutes(book.rules.working.minutesOfBuffer(before: following.modality) + fromHome)
            leaves = following.place == nil ? following.during.start : following.talk.start - buffer
        }
        let isDirect = last + 1 == position
        let goesHomeBefore = (isDirect ? during.start : commitments[last + 1].during.start) - free >= way
        // Without the job the gap may reach to what follows it.
        if goesHomeBefore, !isDirect || leaves.map({ $0 - free >= way }) ?? true { return true }
        // Of planned work it is also asked when the interpreter is home again.
        guard job.isOnDemand else { return false }
        return next == nil || leaves.map { $0 - during.end >= way } ?? true
    }
}
