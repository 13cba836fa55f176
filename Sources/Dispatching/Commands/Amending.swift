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
        if need == request.need { return .done(.state, "\(request.id) is so already", rows: [row(request)]) }
        let advice = try checked(need)
        try requireAgreement(request.organisation, with: request.agency, at: need.start)
        guard isAnotherQuestion(need, request.need) else { return try keep(request, need) }
        if let id = request.progress.assignment, let assignment = state.assignments[id] {
            guard amend.reopen else {
                throw Refusal(
                    .wrongState,
                    "\(request.id) is assigned: \(assignment.interpreter) agreed to the old terms. "
                        + "Repeat with reopen=yes to end \(id) and search anew")
            }
            try self.reopen(request, after: assignment, because: "amended", exhaust: false, search: false)
        }
        return try ask(anew: request.id, need, advice)
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
        if let note = amend.note { need.note = note.isEmpty ? nil : note }
        return need
    }

    /// Whether those who were asked would have to be asked again.
    private func isAnotherQuestion(_ new: Need, _ old: Need) -> Bool {
        new.complexity != old.complexity || new.minutes != old.minutes || new.start != old.start || new.place != old.place
            || new.gender != old.gender || new.genderIsRequired != old.genderIsRequired
    }

    private mutating func keep(_ request: Request, _ need: Need) throws(Refusal) -> Reply {
        var kept = request
        kept.need = need
        kept.version += 1
        try recordAmended(kept)
        return .done(.state, "request \(request.id) is amended", rows: [row(kept)])
    }

    private mutating func ask(anew id: RequestID, _ need: Need, _ advice: Ruling<ModalityAdvice>) throws(Refusal) -> Reply {
        guard let current = state.requests[id] else { throw absent(id.description, "LIST requests") }
        let offers = liveOffers(for: id)
        var request = current
        request.state = .open
        request.need = need
        request.modality = try firstModality(need, advice)
        request.rule = advice.rule.id
        request.version += 1
        request.progress.exhausted = []
        request.answerBy = need.isOnDemand ? request.answerBy : answerBy(need)
        request.chance = chance(request, candidates(for: request))
        try recordAmended(request)
        try withdrawOffers(offers, because: "amended")
        try advance(id)
        let now = state.requests[id] ?? request
        return .done(
            .state, "request \(id) is amended; \(request.modality.phrase), because \(advice.rule.reason)", rows: [row(now)])
    }

    private mutating func recordAmended(_ request: Request) throws(Refusal) {
        try record(
            .requestAmended, request.id.description, scope: scope(of: request), fields: openedFields(request),
            changes: [.request(request)])
    }
}
