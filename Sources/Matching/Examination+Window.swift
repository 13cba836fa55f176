import Interpreting
import Rules

extension Examination {
    /// Availability and absences, the journeys to the job and home included; the rest after it may lie outside.
    func window<R: Reasons>(_ itinerary: Itinerary, _ candidate: Candidate, _ reasons: inout R) throws(EnoughSaid) {
        let needed = Interval(start: itinerary[itinerary.position].begins, end: talk.end)
        let homeward = job.isOnDemand ? nil : itinerary.homeward()
        if !job.isOnDemand {
            if let window = candidate.dossier.window(containing: needed) {
                if let homeward, homeward.end > window.end {
                    try reasons.add(.availability, "\(homeText(homeward, itinerary)); available until \(clock(window.end))")
                }
            } else {
                try reasons.add(.availability, availabilityText(candidate, needed))
            }
        }
        let absences = candidate.dossier.absences
        for absence in absences[absences.partitioningIndex { $0.end > needed.start }...] {
            guard absence.start < max(needed.end, homeward?.end ?? needed.end) else { break }
            if absence.overlaps(needed) {
                try reasons.add(.absence, "\(absent(absence)); \(clock(needed.start)) to \(clock(needed.end)) needed")
            } else if let homeward, absence.overlaps(homeward) {
                try reasons.add(.absence, "\(absent(absence)); \(homeText(homeward, itinerary))")
            }
        }
    }

    private func homeText(_ homeward: Interval, _ itinerary: Itinerary) -> String {
        let isHidden = discretion.hides(itinerary.away.flatMap(itinerary.assignment))
        return isHidden ? "on the way home from another assignment later" : "home again at \(clock(homeward.end))"
    }

    private func availabilityText(_ candidate: Candidate, _ needed: Interval) -> String {
        let windows = candidate.windows.filter { $0.overlaps(day) }
        let span = "\(clock(needed.start)) to \(clock(needed.end)) needed"
        guard !windows.isEmpty else { return "not available on \(rules.calendar.local(talk.start).date); \(span)" }
        let texts = windows.map { "\(clock(max($0.start, day.start))) to \(clock(min($0.end, day.end)))" }
        return "available \(texts.joined(separator: ", ")) that day; \(span)"
    }
}
