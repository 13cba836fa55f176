import Interpreting
import Matching

/// From an agreed interpreter to an assignment, and what follows when an assignment falls away.
extension Engine {
    /// The fit of `interpreter`, who has said yes, for `request` at this moment, or the refusal that names what stands in the way.
    /// - Parameter advice: what its reader can do when a rule stands in the way.
    func fit(_ request: Request, _ interpreter: Interpreter, for viewer: Principal?, advice: String) throws(Refusal) -> Fit {
        guard let candidate = candidate(interpreter.id, for: request)?.agreeing() else {
            throw absent(interpreter.id.description, "LIST interpreters")
        }
        let discretion = discretion(about: [candidate], for: viewer)
        switch matcher.verdict(job(request).agreed(), candidate, at: turn.now, discretion: discretion) {
        case .eligible(_, let fit, _): return fit
        case .excluded(let violations):
            let reasons = violations.map { "\($0.source): \(words($0, about: interpreter.id, for: viewer))" }
            throw Refusal(.ineligible, "\(reasons.joined(separator: "; ")); \(advice)")
        }
    }

    /// Makes the assignment, re-anchors the journey after it, and takes back the offers that it makes pointless.
    /// - Parameters:
    ///   - offer: the interpreter's open one of it, which is accepted then.
    ///   - byHand: a coordinator gives it to the interpreter, who has agreed.
    mutating func confirm(
        _ request: Request, _ interpreter: Interpreter, _ fit: Fit, offer: Offer?, byHand: Bool = false
    ) throws(Refusal) -> Assignment {
        let job = job(request)
        var assignment = Assignment(
            id: state.assignments.nextID, request: request.id, interpreter: interpreter.id, modality: request.modality,
            place: job.destination, talk: job.talk, during: fit.during, travelMinutes: fit.travelMinutes,
            travelMetres: fit.travelMetres, confirmedAt: turn.now, fromOffer: byHand ? nil : offer?.id)
        assignment.nextStepAt = assignment.talk.start + rules.working.noShowGrace.value
        var assigned = request
        assigned.state = .assigned
        assigned.version += 1
        assigned.progress.assignment = assignment.id
        assigned.progress.decided = decided(request, for: interpreter.id)
        var changes: [Change] = [.request(assigned), .assignment(assignment)]
        if var accepted = offer {
            accepted.state = .accepted
            accepted.version += 1
            accepted.answeredAt = turn.now
            changes.append(.offer(accepted))
        }
        if let successor = fit.successor, let moved = moved(successor) { changes.append(.assignment(moved)) }
        try record(
            .assignmentConfirmed, assignment.id.description, scope: scope(of: request).with(interpreter),
            fields: [
                Field("request", request.id), Field("interpreter", interpreter.id), Field("name", interpreter.name),
                Field("language", request.need.language), Field("modality", assignment.modality.rawValue),
                Field("start", local(assignment.talk.start)), Field("minutes", request.need.minutes),
                Field("place", request.need.place), Field("travel", assignment.travelMinutes),
            ] + (byHand ? [Field("because", "assigned-by-coordinator")] : []), changes: changes)
        try withdrawOffers(liveOffers(for: request.id), because: byHand ? Offer.givenToAnother : Offer.taken)
        try withdrawOffers(impossibleOffers(beside: assignment), because: "no-longer-free")
        // The journey to the next place begins elsewhere now, and may be shorter.
        if fit.successor != nil { try advanceWaiting(afterAssignment: assignment) }
        return assignment
    }

    /// How far a new assignment reaches: it uses up hours of its own week, and stands in the way of its neighbours.
    static let reach = Span.days(8)

    /// Offers to the interpreter that can no longer be accepted because of `assignment`.
    func impossibleOffers(beside assignment: Assignment) -> [OfferID] {
        guard let candidate = candidate(assignment.interpreter, isContinuity: false)?.agreeing() else { return [] }
        return state.index.diaries.offers(to: assignment.interpreter).filter { offer in
            guard let request = state.offers[offer].flatMap({ state.requests[$0.request] }) else { return false }
            let job = job(request).agreed()
            let distance = job.talk.start - assignment.talk.start
            guard distance < Engine.reach, Span.zero - distance < Engine.reach else { return false }
            return matcher.score(job, candidate, at: turn.now) == nil
        }
    }

    private func moved(_ successor: Successor) -> Assignment? {
        guard var moved = state.assignments[successor.assignment] else { return nil }
        moved.during = successor.during
        moved.travelMinutes = successor.travelMinutes
        moved.travelMetres = successor.travelMetres
        moved.version += 1
        return moved
    }

    /// Ends an assignment that will not take place; the journey to the next one begins elsewhere now.
    ///
    /// - Returns: the rows to change together with the request's.
    func ended(_ assignment: Assignment, as state: AssignmentState) -> [Change] {
        var ended = assignment
        ended.state = state
        ended.version += 1
        ended.endedAt = turn.now
        ended.nextStepAt = nil
        guard let request = self.state.requests[assignment.request],
            let candidate = candidate(assignment.interpreter, for: request)?.without(assignment.id)
        else { return [.assignment(ended)] }
        let successor = matcher.reanchored(after: Commitment(assignment), in: candidate).flatMap(moved)
        return [.assignment(ended)] + (successor.map { [.assignment($0)] } ?? [])
    }

    /// Ends the assignment and opens the request again.
    /// - Parameter excludes: its interpreter is not asked a second time.
    mutating func reopen(_ request: Request, after assignment: Assignment, because reason: String, excludes: Bool) throws(Refusal) {
        var open = request
        open.state = .open
        open.version += 1
        open.progress.assignment = nil
        open.progress.decided = nil
        if excludes { open.progress.exhausted.insertSorted(assignment.interpreter) }
        // The promise of an answer was kept once; the new search gets until the start.
        open.answerBy = max(request.answerBy, min(request.need.start, searchEnd(request)))
        try record(
            .assignmentReleased, assignment.id.description, scope: scope(of: assignment),
            fields: [
                Field("request", request.id), Field("interpreter", assignment.interpreter), Field("because", reason),
                Field("request-v", open.version),
            ], changes: ended(assignment, as: .released) + [.request(open)])
        let released = turn.events.count - 1
        try advance(request.id)
        // Everybody whose event it is reads in it what happens now.
        turn.events[released].fields += nextFields(request.id)
        try advanceWaiting(afterAssignment: assignment)
    }

    /// When the search for a replacement ends at the latest.
    private func searchEnd(_ request: Request) -> Timestamp {
        rules.offers.answerBy(submitted: turn.now, start: request.need.start, calendar: rules.calendar).value
    }
}

extension Scope {
    func with(_ interpreter: Interpreter) -> Scope {
        var scope = self
        (scope.interpreter, scope.gateway) = (interpreter.id, interpreter.gateway)
        return scope
    }
}
