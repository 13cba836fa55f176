import Interpreting
import Matching

/// The interpreters as the matcher sees them at this moment.
extension Engine {
    /// How far back and ahead work counts for a fair share.
    static let fairnessHorizon = Span.days(28)

    /// The job that `request` asks for, in `modality` when given.
    func job(_ request: Request, in modality: Modality? = nil) -> Job {
        // On-demand work begins when somebody accepts, not when it was asked.
        let start = request.need.isOnDemand ? max(request.need.start, turn.now) : nil
        return Job(request, modality: modality, start: start)
    }

    /// The same job with what is a fair share among those who could do it.
    func job(_ request: Request, in modality: Modality? = nil, among candidates: [Candidate]) -> Job {
        var job = job(request, in: modality)
        if !candidates.isEmpty { job.fairMinutes = candidates.reduce(0) { $0 + $1.recentMinutes } / candidates.count }
        return job
    }

    /// Everybody with a certificate that could serve `language`: its speakers and those of languages that may stand in for it.
    func speakers(of language: LanguageTag) -> [InterpreterID] {
        let languages = [language] + rules.languages.substitutes(for: language).map(\.offered)
        return Set(languages.flatMap { state.index.speakers[$0] ?? [] }).sorted()
    }

    func candidates(for request: Request) -> [Candidate] {
        let served = interpretersWhoServed(request.need.caseReference)
        let hours = job(request).hours(by: rules)
        return speakers(of: request.need.language).compactMap { id in
            guard let interpreter = state.interpreters[id] else { return nil }
            var candidate = candidate(interpreter, isContinuity: served.containsSorted(id), for: request.id)
            candidate.shadowPrice = shadowPrice(of: id, during: hours, besides: request.id)
            return candidate
        }
    }

    func candidate(_ interpreter: Interpreter, for request: Request) -> Candidate {
        let served = interpretersWhoServed(request.need.caseReference)
        var candidate = candidate(interpreter, isContinuity: served.containsSorted(interpreter.id), for: request.id)
        candidate.shadowPrice = shadowPrice(
            of: interpreter.id, during: job(request).hours(by: rules), besides: request.id)
        return candidate
    }

    /// - Parameter request: its own offers and its own assignment do not stand in its way.
    func candidate(_ interpreter: Interpreter, isContinuity: Bool, for request: RequestID? = nil) -> Candidate {
        let calendar = state.index.calendars[interpreter.id]
        let live = (state.index.liveAssignments[interpreter.id] ?? []).compactMap { state.assignments[$0] }
            .filter { $0.request != request }
        let offers = (state.index.liveOffers[interpreter.id] ?? []).compactMap { state.offers[$0] }
            .filter { $0.request != request }.compactMap { state.requests[$0.request] }
        return Candidate(
            interpreter: interpreter, windows: calendar?.windows ?? [], absences: calendar?.absences ?? [],
            commitments: live.map { Commitment($0) }, recentMinutes: recentMinutes(of: interpreter.id),
            isContinuity: isContinuity, isBusyWithOffer: offers.contains(where: \.need.isOnDemand),
            offers: offers.filter { !$0.need.isOnDemand }.map(\.interval))
    }

    /// Ascending.
    func interpretersWhoServed(_ reference: String?) -> [InterpreterID] {
        guard let reference else { return [] }
        let assignments = (state.index.requestsOfCase[reference] ?? []).flatMap { state.index.assignmentsOfRequest[$0] ?? [] }
        let completed = assignments.compactMap { state.assignments[$0] }.filter { $0.state == .completed }
        return Set(completed.map(\.interpreter)).sorted()
    }

    /// Minutes of conversation within four weeks before and after now, released and cancelled ones left out.
    private func recentMinutes(of interpreter: InterpreterID) -> Int {
        var minutes = 0
        for id in (state.index.assignmentsOfInterpreter[interpreter] ?? []).reversed() {
            guard let assignment = state.assignments[id] else { continue }
            // Work cannot be planned farther ahead than the limit: what was confirmed before that is surely over.
            if assignment.confirmedAt + .days(limits.daysAhead) + Engine.fairnessHorizon < turn.now { break }
            guard assignment.state.isLive || assignment.state == .completed else { continue }
            let distance = assignment.talk.start - turn.now
            if distance < Engine.fairnessHorizon, Span.zero - distance < Engine.fairnessHorizon {
                minutes += assignment.talk.length.minutes
            }
        }
        return minutes
    }
}
