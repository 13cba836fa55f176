import Interpreting
import Matching
import Rules

/// The search for an interpreter: from an open request to offers, and at the end to a name or an honest no.
extension Engine {
    /// How long a request for which nobody is eligible waits at least before the engine looks again by itself. It need not look often:
    /// whoever becomes free is looked at in that moment, and pools that open later are waited for.
    static let retry = (onDemand: Span.seconds(30), planned: Span.minutes(15))
    /// Planned work that is far off is looked at about so many times until its answer is due.
    static let looks: Int64 = 8

    /// Takes the next step for a request that nobody is being asked for: a wave, another modality the requester agreed to,
    /// waiting, or the honest no.
    /// - Parameter known: who can do it, when that has been found out at this moment.
    mutating func advance(_ id: RequestID, eligible known: [Ranked]? = nil) throws(Refusal) {
        guard let request = state.requests[id], request.state == .open || request.state == .offered else { return }
        guard liveOffers(for: id).isEmpty else { return try ringWhoIsThere(request) }
        if turn.now >= request.answerBy { return try closeUnfilled(request) }
        if request.progress.isHeld { return try reopen(request) }
        let eligible = known ?? shortlist(for: request, among: speakers(for: request))
        if !eligible.isEmpty { return try makeWave(request, eligible) }
        if let next = nextFallback(request) { return try switchModality(request, to: next) }
        try reopen(request)
    }

    /// While only telephones ring that nobody hears, somebody who is there is rung beside them.
    private mutating func ringWhoIsThere(_ request: Request) throws(Refusal) {
        guard request.need.isOnDemand, !request.progress.isHeld, turn.now < request.answerBy else { return }
        let rung = liveOffers(for: request.id).compactMap { state.offers[$0]?.interpreter }
        guard !rung.contains(where: isReachable) else { return }
        let there = shortlist(for: request, among: speakers(for: request)).filter { isReachable($0.interpreter) }
        if !there.isEmpty { try makeWave(request, there) }
    }

    /// Who can do it now, best first.
    func shortlist(for request: Request, among speakers: Speakers) -> [Ranked] {
        let view = view(for: request)
        return matcher.shortlist(
            job(request, among: speakers), speakers, at: turn.now,
            prospect: { prospect(speakers.ids[$0], by: view) }, candidate: { candidate(speakers.ids[$0], by: view) })
    }

    func liveOffers(for id: RequestID) -> [OfferID] {
        state.index.offersOfRequest[id].filter { state.offers[$0]?.state == .made }
    }

    /// On demand those who are there are rung before those who may have put their telephone away, and those who were not rung yet before
    /// those who let a ring pass.
    private mutating func makeWave(_ request: Request, _ eligible: [Ranked]) throws(Refusal) {
        let there = request.need.isOnDemand ? eligible.filter { isReachable($0.interpreter) } : eligible
        let asking = asking(for: request)
        let eligible = awake(freshFirst(there.isEmpty ? eligible : there, for: request), asking?.value)
        guard !eligible.isEmpty else { return try reopen(request) }
        let wave = policy.nextWave(
            OfferSituation(
                request: request, modality: request.modality, eligible: eligible, proposed: proposal(for: request)?.interpreter,
                reserved: reserved(eligible, for: request), now: turn.now,
                deadline: deadline(of: request, asking?.value), rules: rules.offers))
        guard !wave.offers.isEmpty, wave.expiresAt > turn.now else {
            return try reopen(request)
        }
        var offered = request
        offered.state = .offered
        offered.version += 1
        offered.progress.waves += 1
        let asked = wave.offers.prefix(limits.offersPerWave)
        try record(
            .requestOffered, request.id.description, scope: scope(of: request),
            fields: [
                Field("v", offered.version), Field("wave", offered.progress.waves), Field("offers", asked.count),
                Field("modality", request.modality.rawValue), Field("expires", local(wave.expiresAt)),
            ], changes: [.request(offered)])
        for ranked in asked { try makeOffer(offered, ranked, expiresAt: wave.expiresAt) }
    }

    private mutating func makeOffer(_ request: Request, _ ranked: Ranked, expiresAt: Timestamp) throws(Refusal) {
        let offer = Offer(
            id: state.offers.nextID, request: request.id, interpreter: ranked.interpreter, wave: request.progress.waves,
            modality: request.modality, madeAt: turn.now, expiresAt: expiresAt, travelMinutes: ranked.fit.travelMinutes,
            cost: min(ranked.score.points, Offer.costLimit), terms: Offer.Terms(request.need))
        let need = request.need
        try record(
            .offerMade, offer.id.description, scope: scope(of: offer),
            fields: [
                Field("request", request.id), Field("interpreter", offer.interpreter), Field("language", need.language),
                Field("modality", offer.modality.rawValue), Field("minutes", need.minutes),
                Field("start", need.isOnDemand ? "now" : local(need.start)), Field("place", need.place),
                Field("complexity", need.complexity.rawValue), Field("travel", offer.travelMinutes),
                Field("expires", local(offer.expiresAt)),
            ] + Field.optional("dialect", need.dialect), changes: [.offer(offer)])
    }

    /// The next modality that the requester agreed to beforehand and that the circumstances allow.
    private func nextFallback(_ request: Request) -> Modality? { remainingFallbacks(request).first }

    /// Those that were agreed to beforehand, are allowed and have not been tried, in order.
    func remainingFallbacks(_ request: Request) -> [Modality] {
        let need = request.need
        let remaining: ArraySlice<Modality>
        if let place = need.fallback.firstIndex(of: request.modality) {
            remaining = need.fallback[(place + 1)...]
        } else {
            remaining = need.fallback[...]
        }
        guard !remaining.isEmpty else { return [] }
        let advice = advice(on: need).value
        return remaining.filter { advice.allows($0) && !(need.isOnDemand && $0 == .onsite) && $0 != request.modality }
    }

    /// Who declined to travel may be glad to telephone: in the new modality everybody may be asked.
    private mutating func switchModality(_ request: Request, to modality: Modality) throws(Refusal) {
        var changed = request
        changed.state = .open
        changed.version += 1
        changed.modality = modality
        changed.progress.exhausted = []
        changed.progress.askedSince = turn.now
        try record(
            .requestAmended, request.id.description, scope: scope(of: request),
            fields: [
                Field("v", changed.version), Field("modality", modality.rawValue), Field("was", request.modality.rawValue),
                Field("because", "fallback"),
            ], changes: [.request(changed)])
        try advance(request.id)
    }

    /// Leaves the request open; the engine looks again after a while, or earlier when somebody becomes free.
    private mutating func reopen(_ request: Request) throws(Refusal) {
        state.timers.retry(request.id, at: nextLook(request))
        guard request.state == .offered else { return }
        var open = request
        open.state = .open
        open.version += 1
        try record(
            .requestReopened, request.id.description, scope: scope(of: request),
            fields: [Field("v", open.version), Field("because", open.progress.isHeld ? "held" : "nobody-accepted-yet")],
            changes: [.request(open)])
    }

    private func nextLook(_ request: Request) -> Timestamp {
        let share = Span(milliseconds: (request.answerBy - request.submittedAt).milliseconds / Engine.looks)
        let patience = request.need.isOnDemand ? Engine.retry.onDemand : max(Engine.retry.planned, share)
        let opening = matcher.nextOpening(job(request), after: turn.now) ?? request.answerBy
        return min(request.answerBy, turn.now + patience, opening, nextAsking(for: request) ?? request.answerBy)
    }

    /// The honest no, with the reasons counted.
    private mutating func closeUnfilled(_ request: Request) throws(Refusal) {
        let decided = decided(request)
        var closed = request
        closed.state = .unfilled
        closed.version += 1
        closed.progress.closedAt = turn.now
        closed.progress.reason = unfilledReason(request, decided)
        closed.progress.decided = decided
        try record(
            .requestUnfilled, request.id.description, scope: scope(of: request),
            fields: [
                Field("v", closed.version), Field("because", closed.progress.reason ?? ""), Field("asked", asked(for: request.id)),
                Field("declined", refusals(of: request.id).count), Field("silent", silent(in: request.id).count),
                Field("against", decided.against.map { "\($0.constraint):\($0.count)" }),
            ] + whomToAsk(request), changes: [.request(closed)])
    }

    private func unfilledReason(_ request: Request, _ decided: Decided) -> String {
        if request.progress.isHeld { return "held-by-coordinator" }
        if asked(for: request.id) > 0 {
            return refusals(of: request.id).isEmpty && !silent(in: request.id).isEmpty ? "nobody-answered" : "nobody-accepted"
        }
        if decided.eligible > 0 { return "no-time-left-to-ask" }
        if decided.against.isEmpty { return "no-interpreter-for-language" }
        return request.need.isOnDemand ? "nobody-on-duty" : "nobody-eligible"
    }

    private func asked(for id: RequestID) -> Int { state.index.offersOfRequest[id].count }

    /// `availability:12`, `rest:3`: by how many interpreters each constraint was the first to stand in the way of, most first.
    func countedReasons(_ first: [HardConstraint]) -> [String] {
        var counts: [String: Int] = [:]
        for constraint in first { counts[constraint.rawValue, default: 0] += 1 }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key):\($0.value)" }
    }

    /// Takes back offers, then goes on with the requests that nobody is asked for any more.
    mutating func withdrawOffers(_ ids: [OfferID], because reason: String) throws(Refusal) {
        try goOn(without: takeBack(ids, because: reason))
    }

    /// - Returns: those that were open, for ``goOn(without:)``.
    mutating func takeBack(_ ids: [OfferID], because reason: String) throws(Refusal) -> [Offer] {
        var freed: [Offer] = []
        for id in ids {
            guard var offer = state.offers[id], offer.state == .made else { continue }
            offer.state = .withdrawn
            offer.version += 1
            offer.answeredAt = turn.now
            try record(
                .offerWithdrawn, id.description, scope: scope(of: offer),
                fields: [Field("request", offer.request), Field("interpreter", offer.interpreter), Field("because", reason)],
                changes: [.offer(offer)])
            freed.append(offer)
        }
        return freed
    }

    /// Asks others for what was offered, and offers the time to others that wait.
    mutating func goOn(without freed: [Offer]) throws(Refusal) {
        var affected: [RequestID] = []
        for offer in freed { affected.insertSorted(offer.request) }
        for request in affected { try advance(request) }
        for offer in freed { try advanceWaiting(afterOffer: offer) }
    }
}
