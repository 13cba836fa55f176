import Interpreting
import Rules

/// What is seen of a calendar at a glance. Most of those who are looked at have nothing near the conversation.
extension Examination {
    /// How a job done at home lies in a calendar in which nothing comes near it, and which has no journey that it could change. Nil when
    /// there is more to consider; never another fit than ``considered(_:_:position:_:)`` finds.
    @inline(__always)
    func unhindered(_ dossier: Dossier, position: Int) -> Fit? {
        guard job.destination == nil, dossier.running == nil else { return nil }
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
        if dossier.hasJourneys {
            guard let journeys = NearJourneys(dossier, at: position, by: rules), journeys.areKept(by: during, isOnDemand: job.isOnDemand)
            else { return nil }
        }
        return Fit(during: during, travelMinutes: 0, travelMetres: 0)
    }

    /// The same for work on demand without a look into the calendar. Nil when one has to be taken.
    @inline(__always)
    func unhindered(_ outlook: Outlook) -> Fit? {
        guard job.isOnDemand, job.destination == nil, outlook.stretch.contains(talk), job.minutes <= outlook.minutesLeft else { return nil }
        return Fit(during: Interval(start: talk.start, end: talk.end + rest), travelMinutes: 0, travelMetres: 0)
    }
}
