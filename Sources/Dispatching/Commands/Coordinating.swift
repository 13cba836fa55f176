import Interpreting

/// `ASSIGN`, `UNASSIGN` and `HOLD`: a coordinator decides by hand, within the same rules.
extension Engine {
    mutating func assign(
        _ id: RequestID, to interpreterID: InterpreterID, expected: Int?, by principal: Principal?
    ) throws(Refusal) -> Reply {
        let request = try request(id, for: principal)
        try require(version: request.version, expected: expected, of: id)
        let interpreter = try pooled(interpreterID, for: principal)
        guard request.isSearching else {
            throw Refusal(.wrongState, "\(id) is \(request.state.rawValue); only an open or offered request can be assigned")
        }
        let fit = try fit(request, interpreter, for: principal, advice: "CANDIDATES \(id) shows who could do it")
        let own = liveOffers(for: id).compactMap { state.offers[$0] }.first { $0.interpreter == interpreterID }
        let assignment = try confirm(request, interpreter, fit, offer: own, byHand: true)
        return .done(
            .state, "\(interpreterID) is assigned to \(id) as \(assignment.id)",
            rows: state.assignments[assignment.id].map { [row($0)] } ?? [])
    }

    /// An interpreter whom the coordinator may send: of its own pool, or of one that gives it mutual aid.
    private func pooled(_ id: InterpreterID, for principal: Principal?) throws(Refusal) -> Interpreter {
        if let interpreter = state.interpreters[id], let agency = principal?.agency, matcher.mayServe(interpreter, agency) {
            return interpreter
        }
        return try interpreter(id, for: principal)
    }

    mutating func unassign(
        _ id: AssignmentID, expected: Int?, reason: String?, excludes: Bool, by principal: Principal?
    ) throws(Refusal) -> Reply {
        let assignment = try assignment(id, for: principal)
        return try giveBack(assignment, expected: expected, reason: reason, because: "unassigned-by-coordinator", excludes: excludes)
    }

    mutating func hold(_ id: RequestID, on: Bool, expected: Int?, by principal: Principal?) throws(Refusal) -> Reply {
        let request = try request(id, for: principal)
        try require(version: request.version, expected: expected, of: id)
        guard request.isSearching else {
            throw Refusal(.wrongState, "\(id) is \(request.state.rawValue); only an open or offered request can be held")
        }
        if request.progress.isHeld == on {
            let story = on ? "held already" : "not held"
            return .done(
                confirmation(request, .state), "\(id) is \(story); it is \(standing(request))", rows: [row(request)])
        }
        var changed = request
        changed.progress.isHeld = on
        changed.version += 1
        let offers = on ? liveOffers(for: id) : []
        try record(
            on ? .requestHeld : .requestResumed, id.description, scope: scope(of: request),
            fields: [Field("v", changed.version), Field("held", on), Field("withdrawn", offers.count)],
            changes: [.request(changed)])
        try withdrawOffers(offers, because: "held")
        try advance(id)
        let now = state.requests[id] ?? changed
        let withdrawn = offers.isEmpty ? "" : "; \(offers.count.counted("offer")) withdrawn"
        let story = on ? "" : "no longer held, and "
        return .done(confirmation(now, .state), "\(id) is \(story)\(standing(now))\(withdrawn)", rows: [row(now)])
    }
}
