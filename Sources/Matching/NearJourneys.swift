import Interpreting
import Rules

/// The journeys on both sides of a place in a calendar where a job done at home is to be put, each taken to be as long as it can be at
/// any time of the day: what is kept by that measure is kept.
struct NearJourneys {
    /// The last journey before the job: when the interpreter is free after it, and what a way home from it takes that is worth going.
    private let away: (free: Timestamp, way: Span)?
    /// When the interpreter leaves for what follows that journey; nil when that is the job.
    private let goesOn: Timestamp?
    /// Whether there is a journey after the job.
    private let hasNext: Bool
    /// When the interpreter leaves for what follows the job: for a journey from home no later than that.
    private let leaves: Timestamp?

    /// Nil when nobody is sent as far as home.
    @inline(__always)
    init?(_ dossier: Dossier, at position: Int, by rules: RuleBook) {
        let commitments = dossier.commitments
        let home = dossier.interpreter.home
        let next = commitments[position...].first { $0.place != nil }
        var fromHome = 0
        if let place = next?.place {
            guard let most = rules.travel.mostMinutes(from: home, to: place) else { return nil }
            fromHome = most
        }
        hasNext = next != nil
        if position < commitments.count {
            let following = commitments[position]
            let buffer = Span.minutes(rules.working.minutesOfBuffer(before: following.modality) + fromHome)
            leaves = following.place == nil ? following.during.start : following.talk.start - buffer
        } else {
            leaves = nil
        }
        if let last = commitments[..<position].lastIndex(where: { $0.place != nil }), let place = commitments[last].place {
            guard let homeward = rules.travel.mostMinutes(from: place, to: home) else { return nil }
            let free = max(commitments[last].during.end, commitments[last].talk.end)
            away = (free, .minutes(homeward) + Itinerary.worthGoingHome)
            goesOn = last + 1 == position ? nil : commitments[last + 1].during.start
        } else {
            away = nil
            goesOn = nil
        }
    }

    /// Whether the interpreter goes home after the last journey before the job, or after the job at the latest, and leaves from home for
    /// the next one, with the job and without it.
    ///
    /// ``Itinerary/anchor(of:)`` assumes a way home in the first gap that is long enough for it. A gap that is so with the job in
    /// it is so without.
    /// - Parameter isOnDemand: of planned work it is also asked when the interpreter is home again.
    @inline(__always)
    func areKept(by during: Interval, isOnDemand: Bool) -> Bool {
        guard let away else { return true }
        if let goesOn {
            if goesOn - away.free >= away.way { return true }
        } else if during.start - away.free >= away.way, mayGoHome(away) {
            return true
        }
        guard isOnDemand else { return false }
        return !hasNext || leaves.map { $0 - during.end >= away.way } ?? true
    }

    /// Without the job the gap may reach from the last journey to what follows the job.
    private func mayGoHome(_ away: (free: Timestamp, way: Span)) -> Bool { leaves.map { $0 - away.free >= away.way } ?? true }

    /// A long part of `stretch` in which any job on demand keeps them.
    /// - Parameter rest: after the job, at most.
    func kept(in stretch: Interval, rest: Span) -> Interval {
        guard let away, hasNext, let leaves else { return stretch }
        if let goesOn, goesOn - away.free >= away.way { return stretch }
        let earlier = Interval(start: stretch.start, end: min(stretch.end, leaves - away.way - rest))
        guard goesOn == nil, mayGoHome(away) else { return earlier }
        let later = Interval(start: max(stretch.start, away.free + away.way), end: stretch.end)
        return later.length > earlier.length ? later : earlier
    }
}
