import Interpreting

/// `CANCEL`: the requester, or the coordinator for the requester, no longer needs an interpreter.
extension Engine {
    mutating func cancel(_ id: RequestID, expected: Int?, reason: String?, by principal: Principal?) throws(Refusal) -> Reply {
        let request = try request(id, for: principal)
        try require(version: request.version, expected: expected, of: id)
        try checkReason(reason)
        guard request.state.allows(.cancelled), request.state != .cancelled else {
            throw Refusal(.wrongState, "\(id) is \(request.state.rawValue) and cannot be cancelled any more")
        }
        let assignment = request.progress.assignment.flatMap { state.assignments[$0] }
        let fee = rules.cancellation.feePercent(
            cancelledAt: turn.now, start: request.need.start, isAssigned: assignment != nil, calendar: rules.calendar)
        var cancelled = request
        cancelled.state = .cancelled
        cancelled.version += 1
        cancelled.progress.assignment = nil
        cancelled.progress.closedAt = turn.now
        cancelled.progress.reason = reason ?? "cancelled"
        let offers = liveOffers(for: id)
        try record(
            .requestCancelled, id.description, scope: scope(of: request),
            fields: [Field("v", cancelled.version), Field("fee-percent", fee.value), Field("rule", fee.rule.id)],
            changes: [.request(cancelled)])
        if let assignment {
            try record(
                .assignmentCancelled, assignment.id.description, scope: scope(of: assignment),
                fields: [Field("request", id), Field("interpreter", assignment.interpreter), Field("because", "request-cancelled")],
                changes: ended(assignment, as: .cancelled))
        }
        try withdrawOffers(offers, because: "cancelled")
        let price = fee.value == 0 ? "free of charge" : "\(fee.value) % of the price is due"
        return .done(.state, "request \(id) is cancelled; \(price), because \(fee.rule.reason)", rows: [row(cancelled)])
    }

    func checkReason(_ reason: String?) throws(Refusal) {
        if let reason { try checkText(reason, named: "reason", limit: Need.noteLimit) }
    }
}
