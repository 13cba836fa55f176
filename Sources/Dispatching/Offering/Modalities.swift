import Interpreting
import Matching
import Rules

/// In which modality people are asked. Each time that a search asks, it begins with the advised one, and goes on with those to which the
/// requester agreed beforehand, in their order. The request has the modality in which people were asked last; nobody is asked in two of
/// them at once.
extension Engine {
    /// What is asked next.
    struct Question {
        let modality: Modality
        /// Those who can do it so, best first. Not empty.
        let eligible: [Ranked]
    }

    /// In which it may be arranged, in order.
    func modalities(for request: Request) -> [Modality] {
        let need = request.need
        if need.fallback.isEmpty { return [request.modality] }
        let able = (try? modalities(Talk(need), advice(on: need).value)) ?? []
        let possible = need.isOnDemand ? able.filter(\.isRemote) : able
        return possible.isEmpty ? [request.modality] : possible
    }

    /// In the first modality in which somebody can be asked; for a call, in which somebody is there to be rung.
    /// - Parameter known: who can do it as it stands.
    func question(for request: Request, known: [Ranked]? = nil) -> Question? {
        lazy var speakers = speakers(for: request)
        var unheard: Question?
        for modality in modalities(for: request) {
            let found = modality == request.modality ? known : nil
            let eligible = found ?? askable(request, in: modality, among: speakers)
            if eligible.isEmpty { continue }
            let question = Question(modality: modality, eligible: eligible)
            if !request.need.isOnDemand || eligible.contains(where: { isReachable($0.interpreter) }) { return question }
            unheard = unheard ?? question
        }
        return unheard
    }

    /// Who can do it now and be asked in `modality`, best first. A search that has gone on to another modality does not come back for
    /// somebody who left the earlier question unanswered, nor for somebody who sleeps.
    func askable(_ request: Request, in modality: Modality, among speakers: Speakers) -> [Ranked] {
        let eligible = shortlist(ringing(request, in: modality), for: request, among: speakers)
        if eligible.isEmpty || modality == request.modality { return eligible }
        let order = modalities(for: request)
        guard let place = order.firstIndex(of: modality), let present = order.firstIndex(of: request.modality), place < present else {
            return eligible
        }
        return awake(fresh(eligible, for: request, in: modality), asking(for: request)?.value)
    }

    /// Who can do it now, best first.
    func shortlist(for request: Request, among speakers: Speakers) -> [Ranked] {
        shortlist(job(request), for: request, among: speakers)
    }

    private func shortlist(_ job: Job, for request: Request, among speakers: Speakers) -> [Ranked] {
        let view = view(for: request)
        var job = job
        job.fairMinutes = speakers.fairMinutes
        return matcher.shortlist(
            job, speakers, at: turn.now,
            prospect: { prospect(speakers.ids[$0], by: view) }, candidate: { candidate(speakers.ids[$0], by: view) })
    }

    /// While people are asked, somebody better may come. Planned work goes back to a modality that comes earlier. Rings are left to ring
    /// where somebody hears them; where nobody does, whoever is there is rung beside them, or instead in another modality.
    mutating func improve(_ request: Request) throws(Refusal) {
        guard !request.progress.isHeld, turn.now < request.answerBy else { return }
        guard let better = better(request) else { return lookForBetter(request) }
        if better.modality == request.modality { return try makeWave(request, better) }
        try withdrawOffers(liveOffers(for: request.id), because: "other-modality")
    }

    private func better(_ request: Request) -> Question? {
        if request.need.isOnDemand {
            if isHeard(request) { return nil }
            guard let question = question(for: request) else { return nil }
            let there = question.eligible.filter { isReachable($0.interpreter) }
            return there.isEmpty ? nil : Question(modality: question.modality, eligible: there)
        }
        let earlier = modalities(for: request).prefix { $0 != request.modality }
        if earlier.isEmpty { return nil }
        let speakers = speakers(for: request)
        for modality in earlier {
            let eligible = askable(request, in: modality, among: speakers)
            if !eligible.isEmpty { return Question(modality: modality, eligible: eligible) }
        }
        return nil
    }
}
