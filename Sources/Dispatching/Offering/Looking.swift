import Interpreting
import Matching

/// When a search looks again by itself: whoever becomes free by something that somebody does is looked at in that moment, and what the
/// clock alone brings about is waited for here.
extension Engine {
    /// How long a request for which nobody is eligible waits at least before the engine looks again by itself.
    static let retry = (onDemand: Span.seconds(30), planned: Span.minutes(15))
    /// Planned work that is far off is looked at about so many times until its answer is due.
    static let looks: Int64 = 8

    /// When people may have become able to do it, or willing to be asked, without anybody doing anything.
    func nextLook(_ request: Request) -> Timestamp {
        let share = Span(milliseconds: (request.answerBy - request.submittedAt).milliseconds / Engine.looks)
        let patience = request.need.isOnDemand ? Engine.retry.onDemand : max(Engine.retry.planned, share)
        let opening = matcher.nextOpening(job(request), after: turn.now)
        let moments = [opening, nextAsking(for: request), nextClearing(for: request)].compactMap(\.self)
        return min(request.answerBy, turn.now + patience, moments.min() ?? request.answerBy)
    }

    /// When the calendar of somebody on duty may be clear for a call that it is not clear for now: an absence ends, the rest after work
    /// is over, or a day begins with hours of its own.
    private func nextClearing(for request: Request) -> Timestamp? {
        guard request.need.isOnDemand else { return nil }
        let zone = rules.calendar.zone
        var next = zone.day(zone.local(turn.now).date).end
        func note(_ moment: Timestamp) { if moment > turn.now, moment < next { next = moment } }
        for id in speakers(of: request.need.language) {
            guard state.interpreters[id]?.duty != nil, let candidate = candidate(id, isContinuity: false) else { continue }
            for absence in candidate.absences { note(absence.end) }
            for commitment in candidate.commitments {
                note(commitment.during.end)
                for modality in modalities(for: request) {
                    note(commitment.talk.end + .minutes(rules.working.minutesOfRest(after: commitment.modality, before: modality)))
                }
            }
        }
        return next
    }

    /// While people are asked of whom better ones may come, the search looks for those as often as for anybody.
    mutating func lookForBetter(_ request: Request) {
        let isSecondBest = request.need.isOnDemand ? !isHeard(request) : modalities(for: request).first != request.modality
        if isSecondBest { state.timers.retry(request.id, at: nextLook(request)) }
    }

    /// Whether anybody who is rung for the call is there to hear it.
    func isHeard(_ request: Request) -> Bool {
        liveOffers(for: request.id).contains { state.offers[$0].map { isReachable($0.interpreter) } ?? false }
    }
}
