import Interpreting

/// `ACCEPT`, `DECLINE` and silence: what becomes of an offer.
extension Engine {
    mutating func accept(_ id: OfferID, expected: Int?, by principal: Principal?) throws(Refusal) -> Reply {
        let offer = try openOffer(id, expected: expected, by: principal)
        guard let request = state.requests[offer.request], let interpreter = state.interpreters[offer.interpreter] else {
            throw absent(id.description, "LIST offers")
        }
        if request.need.isOnDemand { try requireNothingStarted(interpreter.id, next: "ACCEPT \(id) while it is open, or DECLINE it") }
        let fit = try fit(request, interpreter, for: principal, advice: "make room and accept again while it is open, or DECLINE \(id)")
        let assignment = try confirm(request, interpreter, fit, offer: offer)
        if request.need.isOnDemand { try recordStart(of: assignment) }
        let now = state.assignments[assignment.id] ?? assignment
        return .done(.state, "assignment \(now.id) is yours, and \(now.state.rawValue)", rows: [row(now)])
    }

    mutating func decline(_ id: OfferID, expected: Int?, reason: String?, by principal: Principal?) throws(Refusal) -> Reply {
        let offer = try openOffer(id, expected: expected, by: principal)
        try checkReason(reason)
        try close(offer, as: .declined, .offerDeclined, reason: reason)
        return .done(
            .state, "offer \(id) is declined; thank you for saying so", rows: state.offers[id].map { [row($0, for: principal)] } ?? [])
    }

    /// Nobody answered in time.
    mutating func expire(_ offer: Offer) throws(Refusal) {
        try close(offer, as: .expired, .offerExpired, reason: nil)
    }

    /// Somebody who lets ring after ring pass is not there, whatever the connection says.
    private mutating func endDutyIfUnanswered(_ offer: Offer) throws(Refusal) {
        guard offer.state == .expired, let interpreter = state.interpreters[offer.interpreter] else { return }
        let limit = rules.offers.onDemand.value.unanswered
        let count = unansweredRings(of: interpreter)
        if count >= limit { try endDuty(of: interpreter, because: "unanswered-rings", rings: count) }
    }

    private func openOffer(_ id: OfferID, expected: Int?, by principal: Principal?) throws(Refusal) -> Offer {
        let offer = try offer(id, for: principal)
        try require(version: offer.version, expected: offer.state == .made ? expected : nil, of: id)
        guard offer.state == .made else { throw closed(offer) }
        // The timer may be late by a batch; the promise counts.
        if turn.now >= offer.expiresAt {
            throw Refusal(.wrongState, "\(id) expired at \(local(offer.expiresAt)); LIST offers state=made shows what is open to you")
        }
        return offer
    }

    /// Why an offer cannot be answered any more, as its interpreter is to read it.
    private func closed(_ offer: Offer) -> Refusal {
        let next = "LIST offers state=made shows what is open to you"
        if offer.state == .accepted, let own = ownOutcome(of: offer) {
            return Refusal(.wrongState, "\(offer.id) is accepted already: \(own.id) is yours; \(next)")
        }
        let since = offer.answeredAt.map { " since \(local($0))" } ?? ""
        let reason = offer.state == .withdrawn ? because(offer) : nil
        let other = reason == Offer.givenToAnother ? ", the coordinator gave it to somebody else" : ", somebody was faster"
        let story = reason == nil ? "" : other
        return Refusal(reason == nil ? .wrongState : .alreadyTaken, "\(offer.id) is \(offer.state.rawValue)\(since)\(story); \(next)")
    }

    /// Why it was withdrawn, when that was because of who got the work; what became of the request later is nobody's business here.
    func because(_ offer: Offer) -> String? {
        guard offer.state == .withdrawn, let outcome = outcome(of: offer) else { return nil }
        return outcome.fromOffer == nil ? Offer.givenToAnother : Offer.taken
    }

    /// The assignment that was made in the moment in which the offer was closed.
    private func outcome(of offer: Offer) -> Assignment? { outcomes(of: offer).first }

    /// The same when it is the interpreter's own.
    func ownOutcome(of offer: Offer) -> Assignment? { outcomes(of: offer).first { $0.interpreter == offer.interpreter } }

    private func outcomes(of offer: Offer) -> [Assignment] {
        state.index.assignmentsOfRequest[offer.request].compactMap { state.assignments[$0] }.filter { $0.confirmedAt == offer.answeredAt }
    }

    private mutating func close(_ offer: Offer, as state: OfferState, _ kind: EventKind, reason: String?) throws(Refusal) {
        var closed = offer
        closed.state = state
        closed.version += 1
        closed.answeredAt = turn.now
        var changes: [Change] = [.offer(closed)]
        // Who says nothing has not said no.
        if state == .declined, var request = self.state.requests[offer.request] {
            request.progress.exhausted.insertSorted(offer.interpreter)
            changes.append(.request(request))
        }
        try record(
            kind, offer.id.description, scope: scope(of: offer),
            fields: [Field("request", offer.request), Field("interpreter", offer.interpreter)] + Field.optional("because", reason),
            changes: changes)
        try endDutyIfUnanswered(closed)
        try advance(offer.request)
        try advanceWaiting(afterOffer: offer)
    }
}
