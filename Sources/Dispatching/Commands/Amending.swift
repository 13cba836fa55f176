import Interpreting
import Rules

/// `AMEND`: what is asked for changes; when time, place or kind change, nobody's yes to the old question counts for the new one.
extension Engine {
    mutating func amend(_ amend: Amend, by principal: Principal?) throws(Refusal) -> Reply {
        let request = try request(amend.request, for: principal)
        try require(version: request.version, expected: amend.expected, of: request.id)
        guard request.isSearching || request.state == .assigned else {
            throw Refusal(.wrongState, "\(request.id) is \(request.state.rawValue) and cannot be amended; SUBMIT a new request")
        }
        let need = try amended(request.need, amend)
        if need == request.need {
            return .done(
                confirmation(request, .state), "\(request.id) is so already, and \(standing(request))", rows: [row(request)])
        }
        let advice = try checked(need)
        try requireAgreement(request.organisation, with: request.agency, at: need.start)
        guard isAnotherQuestion(need, request.need) else { return try keep(request, need) }
        var ending = Ending()
        if let id = request.progress.assignment, let assignment = state.assignments[id] {
            guard amend.reopen else {
                let cost = price(lateFee(for: assignment, endedAt: turn.now))
                throw Refusal(
                    .wrongState,
                    "\(request.id) is assigned: \(assignment.interpreter) agreed to the old terms. "
                        + "Repeat with reopen=yes to end \(id) and search anew: \(cost)")
            }
            ending = try giveUp(assignment, of: request)
        }
        return try ask(anew: request.id, need, advice, ending)
    }

    /// What the requester is told about an assignment that ended; its interpreter is not told what that costs.
    private struct Ending {
        var assignment: Assignment?
        var story = ""
        var fields: [Field] = []
    }

    /// Ends the assignment as a cancellation of the requester's would: its fee follows from this moment, whatever comes after.
    private mutating func giveUp(_ assignment: Assignment, of request: Request) throws(Refusal) -> Ending {
        var open = request
        open.state = .open
        open.version += 1
        open.progress.assignment = nil
        open.progress.decided = nil
        let fee = lateFee(for: assignment, endedAt: turn.now)
        try record(
            .assignmentCancelled, assignment.id.description, scope: scope(of: assignment),
            fields: [
                Field("request", request.id), Field("interpreter", assignment.interpreter), Field("because", "amended"),
                Field("request-v", open.version),
            ], changes: ended(assignment, as: .cancelled) + [.request(open)])
        let unless = fee.value == 0 ? "" : ", unless \(assignment.interpreter) takes the amended request"
        return Ending(
            assignment: assignment,
            story: "\(assignment.id) of \(assignment.interpreter) has ended, \(price(fee))\(unless); ",
            fields: [Field("ended", assignment.id), Field("fee-percent", fee.value), Field("fee-rule", fee.rule.id)])
    }

    private func amended(_ old: Need, _ amend: Amend) throws(Refusal) -> Need {
        var need = old
        if let complexity = amend.complexity { need.complexity = complexity }
        if let minutes = amend.minutes { need.minutes = minutes }
        if let text = amend.start {
            if old.isOnDemand || text.lowercased() == "now" {
                throw Refusal(.badValue, "start=\(text): a request cannot change between at once and later; CANCEL it and SUBMIT anew")
            }
            need.start = try start(text).start
        }
        if let place = amend.place { need.place = try municipality(place) }
        if let fallback = amend.fallback { need.fallback = fallback }
        if let priority = amend.priority { need.priority = priority }
        if let gender = amend.gender { need.gender = gender }
        if let required = amend.genderIsRequired { need.genderIsRequired = required }
        if let text = amend.dialect { need.dialect = try dialect(text, of: need.language) }
        if let note = amend.note { need.note = note.isEmpty ? nil : note }
        return need
    }

    /// Whether those who were asked would have to be asked again.
    private func isAnotherQuestion(_ new: Need, _ old: Need) -> Bool {
        new.complexity != old.complexity || new.minutes != old.minutes || new.start != old.start || today(new.place) != today(old.place)
            || new.dialect != old.dialect || new.gender != old.gender || new.genderIsRequired != old.genderIsRequired
    }

    private mutating func keep(_ request: Request, _ need: Need) throws(Refusal) -> Reply {
        var kept = request
        kept.need = need
        kept.version += 1
        // Nobody is asked in a modality to which the requester agrees no longer.
        let advice = advice(on: need)
        if request.isSearching, try !modalities(Talk(need), advice.value).contains(kept.modality) {
            kept.modality = try firstModality(need, advice)
        }
        try recordAmended(kept, Ending())
        if kept.modality != request.modality { try withdrawOffers(liveOffers(for: kept.id), because: "amended") }
        // What has become urgent may wake people, and another modality may be agreed to.
        try advance(kept.id)
        let now = state.requests[kept.id] ?? kept
        return .done(
            confirmation(now, .state), "request \(request.id) is amended, and now \(standing(now))", rows: [row(now)])
    }

    private mutating func ask(
        anew id: RequestID, _ need: Need, _ advice: Ruling<ModalityAdvice>, _ ending: Ending
    ) throws(Refusal) -> Reply {
        guard let current = state.requests[id] else { throw absent(id.description, "LIST requests") }
        let offers = liveOffers(for: id)
        var request = current
        request.state = .open
        request.need = need
        request.modality = try firstModality(need, advice)
        request.rule = advice.rule.id
        request.version += 1
        request.progress.exhausted = []
        request.progress.askedSince = turn.now
        request.answerBy = need.isOnDemand ? request.answerBy : answerBy(need)
        let beginning = beginning(of: request)
        request.chance = beginning.chance
        try recordAmended(request, ending)
        try withdrawOffers(offers, because: "amended")
        try advance(id)
        if let former = ending.assignment { try advanceWaiting(afterAssignment: former) }
        let now = state.requests[id] ?? request
        return .done(
            confirmation(now, .state),
            "request \(id) is amended, and now \(standing(now))\(beginning.more); \(ending.story)\(arrangement(now, advice))",
            rows: [row(now)] + hoursHint(now) + fees(of: now).map(row) + beginning.hints + agencyHint(now))
    }

    private mutating func recordAmended(_ request: Request, _ ending: Ending) throws(Refusal) {
        try record(
            .requestAmended, request.id.description, scope: scope(of: request),
            fields: openedFields(request, chance: chance(of: request)) + ending.fields,
            changes: [.request(request)])
    }
}
