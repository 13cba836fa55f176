import Interpreting
import Matching

/// The interpreters as the matcher sees them at this moment.
extension Engine {
    /// The job that `request` asks for, in `modality` when given.
    func job(_ request: Request, in modality: Modality? = nil) -> Job {
        // On-demand work begins when somebody accepts, not when it was asked.
        let start = request.need.isOnDemand ? max(request.need.start, turn.now) : nil
        var job = Job(request, modality: modality, start: start)
        job.silences = silences(of: request, in: job.modality)
        job.exhausted = exhausted(request, in: job.modality)
        if request.need.isOnDemand { job.ring = ring(of: request) }
        return job
    }

    /// The same for a ring that begins now.
    func ringing(_ request: Request, in modality: Modality) -> Job {
        var job = job(request, in: modality)
        if request.need.isOnDemand { job.ring = wholeRing(of: request) }
        return job
    }

    /// For how long the call may still be accepted by those who are rung for it, or would be by those who were rung now.
    private func ring(of request: Request) -> Span {
        let ends = liveOffers(for: request.id).compactMap { state.offers[$0]?.expiresAt }.max()
        return ends.map { max(.zero, $0 - turn.now) } ?? wholeRing(of: request)
    }

    private func wholeRing(of request: Request) -> Span {
        max(.zero, min(rules.offers.onDemand.value.ring, request.answerBy - turn.now))
    }

    /// The same job with what is a fair share among those who could do it.
    func job(_ request: Request, in modality: Modality? = nil, among speakers: Speakers) -> Job {
        var job = job(request, in: modality)
        job.fairMinutes = speakers.fairMinutes
        return job
    }

    /// Everybody with a certificate that could serve `language`: its speakers and those of languages that may stand in for it. Ascending.
    func speakers(of language: LanguageTag) -> [InterpreterID] {
        let own = state.index.speakers[language] ?? []
        return rules.languages.substitutes(for: language).reduce(own) { all, substitute in
            all.mergedSorted(with: state.index.speakers[substitute.offered] ?? [])
        }
    }

    /// Those who have the language, or one that may stand in for it, as they are considered for `request`.
    func speakers(for request: Request) -> Speakers {
        let ids = speakers(of: request.need.language)
        return Speakers(ids, fairMinutes: state.index.diaries.fairMinutes(among: ids), profiles: state.index.diaries.profiles)
    }

    /// All of them, taken out of the books.
    func candidates(for request: Request) -> [Candidate] {
        let view = view(for: request)
        return speakers(of: request.need.language).compactMap { candidate($0, by: view) }
    }

    /// What makes a difference when somebody is considered for a certain request.
    struct View {
        let request: RequestID
        /// The hours that it takes, for what they would be worth elsewhere; nil while there is no plan that says so.
        let hours: Interval?
        /// Who served its case before, ascending.
        let served: [InterpreterID]
        /// Its own assignments do not stand in its way, and its own offers neither.
        let own: [AssignmentID]
    }

    func view(for request: Request) -> View {
        View(
            request: request.id, hours: held == nil ? nil : job(request).hours(by: rules),
            served: interpretersWhoServed(caseOf: request), own: state.index.assignmentsOfRequest[request.id])
    }

    /// How the matcher sees somebody who is considered for a request.
    func candidate(_ id: InterpreterID, by view: View) -> Candidate? {
        let isContinuity = view.served.containsSorted(id)
        guard var candidate = candidate(id, isContinuity: isContinuity, for: view.request, view.own) else { return nil }
        if let hours = view.hours { candidate.shadowPrice = shadowPrice(of: id, during: hours, besides: view.request) }
        candidate.isReachable = isReachable(candidate.interpreter)
        return candidate
    }

    /// The same for work on demand, without the calendar; nil when there is more to consider.
    func prospect(_ id: InterpreterID, by view: View) -> Prospect? {
        guard view.own.isEmpty, var prospect = state.index.diaries.prospect(id) else { return nil }
        prospect.standing.isContinuity = view.served.containsSorted(id)
        if let hours = view.hours { prospect.standing.shadowPrice = shadowPrice(of: id, during: hours, besides: view.request) }
        prospect.standing.isReachable = isReachable(id)
        return prospect
    }

    /// Nil when there is no such interpreter.
    func candidate(_ id: InterpreterID, for request: Request) -> Candidate? { candidate(id, by: view(for: request)) }

    /// - Parameters:
    ///   - request: its own offers do not stand in its way,
    ///   - own: nor do its own assignments.
    func candidate(
        _ id: InterpreterID, isContinuity: Bool, for request: RequestID? = nil, _ own: [AssignmentID] = []
    ) -> Candidate? {
        guard var candidate = state.index.diaries.candidate(id, isContinuity: isContinuity) else { return nil }
        if !own.isEmpty { candidate.commitments.removeAll { own.contains($0.assignment) } }
        let live = state.index.diaries.offers(to: id)
        for offer in live {
            guard let other = state.offers[offer]?.request, other != request, let isCall = state.requests[other]?.need.isOnDemand else {
                continue
            }
            if isCall {
                candidate.isBusyWithOffer = true
            } else if let hours = state.requests[other]?.interval {
                candidate.offers.append(hours)
            }
        }
        return candidate
    }

    /// Ascending. A case reference is its organisation's own: what others call the same is nothing to it.
    func interpretersWhoServed(caseOf request: Request) -> [InterpreterID] {
        guard let reference = request.need.caseReference else { return [] }
        let own = (state.index.requestsOfCase[reference] ?? []).filter { state.requests[$0]?.organisation == request.organisation }
        let assignments = own.flatMap { state.index.assignmentsOfRequest[$0] }
        let completed = assignments.compactMap { state.assignments[$0] }.filter { $0.state == .completed }
        return Set(completed.map(\.interpreter)).sorted()
    }
}
