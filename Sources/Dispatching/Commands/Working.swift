import Interpreting

/// `START`, `FINISH` and `RELEASE`: what becomes of an assignment, also when nobody says so.
extension Engine {
    mutating func start(_ id: AssignmentID, expected: Int?, by principal: Principal?) throws(Refusal) -> Reply {
        let assignment = try assignment(id, for: principal)
        try require(version: assignment.version, expected: expected, of: id)
        let early = rules.working.earlyStart
        if assignment.state == .confirmed, turn.now < assignment.talk.start - early.value {
            throw Refusal(
                .wrongState,
                "\(id) begins at \(local(assignment.talk.start)); "
                    + "START is possible from \(local(assignment.talk.start - early.value)) (\(early.rule.citation))")
        }
        try recordStart(of: assignment)
        return .done(.state, "assignment \(id) is started", rows: state.assignments[id].map { [row($0)] } ?? [])
    }

    mutating func recordStart(of assignment: Assignment) throws(Refusal) {
        guard assignment.state == .confirmed else {
            throw Refusal(.wrongState, "\(assignment.id) is \(assignment.state.rawValue); only a confirmed one can be started")
        }
        var started = assignment
        started.state = .started
        started.version += 1
        started.startedAt = turn.now
        started.nextStepAt = max(turn.now, assignment.talk.end) + rules.working.completionGrace.value
        try recordTogether(.assignmentStarted, started, request: .started, reason: nil)
    }

    mutating func finish(_ id: AssignmentID, expected: Int?, by principal: Principal?) throws(Refusal) -> Reply {
        let assignment = try assignment(id, for: principal)
        try require(version: assignment.version, expected: expected, of: id)
        guard assignment.state == .started else {
            let next = assignment.state == .confirmed ? "START it first" : "it is over"
            throw Refusal(.wrongState, "\(id) is \(assignment.state.rawValue), not started; \(next)")
        }
        try complete(assignment, because: nil)
        try advanceWaiting(afterTalk: assignment)
        return .done(.state, "assignment \(id) is completed", rows: state.assignments[id].map { [row($0)] } ?? [])
    }

    private mutating func complete(_ assignment: Assignment, because reason: String?) throws(Refusal) {
        var completed = assignment
        completed.state = .completed
        completed.version += 1
        completed.endedAt = turn.now
        completed.nextStepAt = nil
        try recordTogether(.assignmentCompleted, completed, request: .completed, reason: reason)
    }

    /// A start or an end that nobody reported.
    mutating func overdue(_ assignment: Assignment) throws(Refusal) {
        if assignment.state == .started { return try complete(assignment, because: "not-reported") }
        var absent = assignment
        absent.state = .noShow
        absent.version += 1
        absent.endedAt = turn.now
        absent.nextStepAt = nil
        try recordTogether(.assignmentNoShow, absent, request: .noShow, reason: "not-started")
    }

    mutating func release(_ id: AssignmentID, expected: Int?, reason: String?, by principal: Principal?) throws(Refusal) -> Reply {
        let assignment = try assignment(id, for: principal)
        return try giveBack(assignment, expected: expected, reason: reason, because: "released-by-interpreter")
    }

    /// Ends a confirmed assignment and looks for somebody else.
    mutating func giveBack(
        _ assignment: Assignment, expected: Int?, reason: String?, because: String
    ) throws(Refusal) -> Reply {
        try require(version: assignment.version, expected: expected, of: assignment.id)
        try checkReason(reason)
        guard assignment.state == .confirmed, let request = state.requests[assignment.request] else {
            throw Refusal(.wrongState, "\(assignment.id) is \(assignment.state.rawValue); only a confirmed one can be given back")
        }
        try reopen(request, after: assignment, because: because)
        return .done(
            .state, "assignment \(assignment.id) is released; \(request.id) is being offered to others",
            rows: state.assignments[assignment.id].map { [row($0)] } ?? [])
    }

    /// Changes an assignment and its request in one event.
    private mutating func recordTogether(
        _ kind: EventKind, _ assignment: Assignment, request next: RequestState, reason: String?
    ) throws(Refusal) {
        var changes: [Change] = [.assignment(assignment)]
        if var request = state.requests[assignment.request] {
            request.state = next
            request.version += 1
            if next.isFinal {
                request.progress.closedAt = turn.now
                request.progress.assignment = nil
                request.progress.reason = reason
            }
            changes.append(.request(request))
        }
        try record(
            kind, assignment.id.description, scope: scope(of: assignment),
            fields: [
                Field("request", assignment.request), Field("interpreter", assignment.interpreter), Field("v", assignment.version),
            ] + Field.optional("because", reason), changes: changes)
    }
}
