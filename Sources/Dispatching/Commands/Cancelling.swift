import Interpreting
import Rules

/// `CANCEL`: the requester, or the coordinator for the requester, no longer needs an interpreter.
extension Engine {
    mutating func cancel(_ id: RequestID, expected: Int?, reason: String?, by principal: Principal?) throws(Refusal) -> Reply {
        let request = try request(id, for: principal)
        try require(version: request.version, expected: expected, of: id)
        try checkReason(reason)
        guard request.state.allows(.cancelled), request.state != .cancelled else {
            let next = request.state == .started ? "FINISH ends it, which its interpreter does" : "there is nothing left to do; SHOW \(id)"
            throw Refusal(.wrongState, "\(id) is \(request.state.rawValue) and cannot be cancelled any more; \(next)")
        }
        let assignment = request.progress.assignment.flatMap { state.assignments[$0] }
        let fee = assignment.map { lateFee(for: $0, endedAt: turn.now) } ?? fees(of: request).max { $0.fee.value < $1.fee.value }?.fee
            ?? Ruling(0, rules.cancellation.unassigned)
        var cancelled = request
        cancelled.state = .cancelled
        cancelled.version += 1
        cancelled.progress.assignment = nil
        cancelled.progress.closedAt = turn.now
        cancelled.progress.reason = reason ?? "cancelled"
        if request.isSearching { cancelled.progress.decided = decided(request) }
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
        if let assignment { try advanceWaiting(afterAssignment: assignment) }
        let fees = fees(of: cancelled)
        let earlier = fees.filter { $0.assignment.id != assignment?.id }.map { due in
            "\(due.assignment.id), given up at \(local(due.assignment.endedAt ?? turn.now)), costs \(due.fee.value) % of its price"
        }
        let story = assignment == nil && !earlier.isEmpty ? [] : [price(fee)]
        return .done(
            .state, "request \(id) is cancelled; " + (story + earlier).joined(separator: "; "),
            rows: [row(cancelled)] + fees.map(row))
    }

    /// What the requester owes for an assignment that it gives up at `moment`, in per cent of its price.
    func lateFee(for assignment: Assignment, endedAt moment: Timestamp) -> Ruling<Int> {
        rules.cancellation.feePercent(
            cancelledAt: moment, start: assignment.talk.start, isAssigned: true, calendar: rules.calendar)
    }

    func price(_ fee: Ruling<Int>) -> String {
        "\(fee.value == 0 ? "free of charge" : "\(fee.value) % of the price is due"), because \(fee.rule.reason)"
    }

    /// The assignments that the requester gave up so late that they cost something, the dearest of each interpreter who does not have
    /// the request now, and the one to which the client did not come.
    func fees(of request: Request) -> [(assignment: Assignment, fee: Ruling<Int>)] {
        let present = request.progress.assignment.flatMap { state.assignments[$0]?.interpreter }
        var dearest: [(assignment: Assignment, fee: Ruling<Int>)] = []
        for assignment in state.index.assignmentsOfRequest[request.id].compactMap({ state.assignments[$0] }) {
            guard assignment.interpreter != present, let fee = fee(for: assignment, of: request), fee.value > 0 else { continue }
            let other = dearest.firstIndex { $0.assignment.interpreter == assignment.interpreter }
            if let other, dearest[other].fee.value >= fee.value { continue }
            if let other { dearest.remove(at: other) }
            dearest.append((assignment, fee))
        }
        return dearest
    }

    /// Nil for an assignment that took place, or that nobody pays for without.
    private func fee(for assignment: Assignment, of request: Request) -> Ruling<Int>? {
        switch assignment.state {
        case .cancelled: assignment.endedAt.map { lateFee(for: assignment, endedAt: $0) }
        case .completed where request.progress.reason == Progress.clientAbsent: rules.cancellation.clientAbsence.map(\.percent)
        default: nil
        }
    }

    func row(_ due: (assignment: Assignment, fee: Ruling<Int>)) -> Row {
        Row("FEE", due.assignment.id, [
            Field("interpreter", due.assignment.interpreter), Field("percent", due.fee.value), Field("rule", due.fee.rule.id),
            Field("reason", due.fee.rule.reason),
        ])
    }

    func checkReason(_ reason: String?) throws(Refusal) {
        if let reason { try checkText(reason, named: "reason", limit: Need.noteLimit) }
    }
}
