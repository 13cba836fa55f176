import Interpreting
import Matching
import Rules

/// The search for an interpreter: from an open request to offers, and at the end to a name or an honest no.
extension Engine {
    /// Takes the next step for a request that nobody is being asked for: a wave, waiting, or the honest no. While somebody is being
    /// asked, goes over to somebody better.
    /// - Parameter known: who can do it as it stands, when that has been found out at this moment.
    mutating func advance(_ id: RequestID, eligible known: [Ranked]? = nil) throws(Refusal) {
        guard let request = state.requests[id], request.state == .open || request.state == .offered else { return }
        guard liveOffers(for: id).isEmpty else { return try improve(request) }
        if turn.now >= request.answerBy { return try closeUnfilled(request) }
        if request.progress.isHeld { return try reopen(request) }
        guard let question = question(for: request, known: known) else { return try reopen(request) }
        try makeWave(request, question)
    }

    func liveOffers(for id: RequestID) -> [OfferID] {
        state.index.offersOfRequest[id].filter { state.offers[$0]?.state == .made }
    }

    /// On demand those who are there are rung before those who may have put their telephone away, and those who were not rung yet before
    /// those who let a ring pass.
    mutating func makeWave(_ request: Request, _ question: Question) throws(Refusal) {
        let modality = question.modality
        let there = request.need.isOnDemand ? question.eligible.filter { isReachable($0.interpreter) } : question.eligible
        let asking = asking(for: request)
        let eligible = awake(
            freshFirst(there.isEmpty ? question.eligible : there, for: request, in: modality), asking?.value)
        guard !eligible.isEmpty else { return try reopen(request) }
        let wave = policy.nextWave(
            OfferSituation(
                request: request, modality: modality, eligible: eligible, proposed: proposal(for: request)?.interpreter,
                reserved: reserved(eligible, for: request), now: turn.now,
                deadline: deadline(of: request, in: modality, asking?.value), rules: rules.offers))
        guard !wave.offers.isEmpty, wave.expiresAt > turn.now else { return try reopen(request) }
        var offered = modality == request.modality ? request : try switchModality(request, to: modality)
        offered.state = .offered
        offered.version += 1
        offered.progress.waves += 1
        let asked = wave.offers.prefix(limits.offersPerWave)
        try record(
            .requestOffered, request.id.description, scope: scope(of: request),
            fields: [
                Field("v", offered.version), Field("wave", offered.progress.waves), Field("offers", asked.count),
                Field("modality", modality.rawValue), Field("expires", local(wave.expiresAt)),
            ], changes: [.request(offered)])
        for ranked in asked { try makeOffer(offered, ranked, expiresAt: wave.expiresAt) }
        lookForBetter(offered)
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

    /// Told whenever people are asked otherwise than before: in a modality to which the requester agreed, or again as advised.
    private mutating func switchModality(_ request: Request, to modality: Modality) throws(Refusal) -> Request {
        var changed = request
        changed.state = .open
        changed.version += 1
        changed.modality = modality
        let isAdvised = modality == advice(on: request.need).value.modality
        try record(
            .requestAmended, request.id.description, scope: scope(of: request),
            fields: [
                Field("v", changed.version), Field("modality", modality.rawValue), Field("was", request.modality.rawValue),
                Field("because", isAdvised ? "advised" : "fallback"),
            ], changes: [.request(changed)])
        return changed
    }

    /// Leaves the request open; the engine looks again after a while, or earlier when somebody becomes free.
    mutating func reopen(_ request: Request) throws(Refusal) {
        state.timers.retry(request.id, at: nextLook(request))
        guard request.state == .offered, liveOffers(for: request.id).isEmpty else { return }
        var open = request
        open.state = .open
        open.version += 1
        try record(
            .requestReopened, request.id.description, scope: scope(of: request),
            fields: [Field("v", open.version), Field("because", open.progress.isHeld ? "held" : "nobody-accepted-yet")],
            changes: [.request(open)])
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
                Field("v", closed.version), Field("because", closed.progress.reason ?? ""), Field("asked", asked(for: request.id).count),
                Field("declined", refusals(of: request.id).count), Field("silent", silent(in: request.id).count),
                Field("withdrawn", withdrawn(in: request.id).count),
                Field("against", decided.against.map { "\($0.constraint):\($0.count)" }),
            ] + whomToAsk(request), changes: [.request(closed)])
    }

    private func unfilledReason(_ request: Request, _ decided: Decided) -> String {
        if request.progress.isHeld { return "held-by-coordinator" }
        // Offers that were all taken back are no answer: what counts is who is left.
        if asked(for: request.id).count > withdrawn(in: request.id).count {
            return refusals(of: request.id).isEmpty && !silent(in: request.id).isEmpty ? "nobody-answered" : "nobody-accepted"
        }
        if decided.eligible > 0 { return "no-time-left-to-ask" }
        if decided.against.isEmpty { return "no-interpreter-for-language" }
        return request.need.isOnDemand ? "nobody-on-duty" : "nobody-eligible"
    }

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
