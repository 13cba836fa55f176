import Interpreting
import Rules

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
        // A ring that would have ended before the agreed start comes too late when it begins early.
        if let started = state.assignments[id] { try withdrawOffers(impossibleOffers(beside: started), because: "no-longer-free") }
        return .done(.state, "assignment \(id) is started", rows: state.assignments[id].map { [row($0)] } ?? [])
    }

    mutating func recordStart(of assignment: Assignment) throws(Refusal) {
        guard assignment.state == .confirmed else {
            throw Refusal(.wrongState, "\(assignment.id) is \(assignment.state.rawValue); only a confirmed one can be started")
        }
        try requireNothingStarted(assignment.interpreter, next: "START \(assignment.id)")
        var started = assignment
        started.state = .started
        started.version += 1
        started.startedAt = turn.now
        started.nextStepAt = max(turn.now, assignment.talk.end) + rules.working.completionGrace.value
        try recordTogether(.assignmentStarted, started, request: .started, reason: nil)
    }

    /// Nobody is in two conversations at once.
    /// - Parameter next: what can be done when the other one is finished.
    func requireNothingStarted(_ interpreter: InterpreterID, next: String) throws(Refusal) {
        let live = state.index.liveAssignments[interpreter]
        guard let other = live.first(where: { state.assignments[$0]?.state == .started }) else { return }
        throw Refusal(.wrongState, "\(other) is started and not finished; FINISH \(other) first, then \(next)")
    }

    mutating func finish(_ id: AssignmentID, expected: Int?, absent: Absentee?, by principal: Principal?) throws(Refusal) -> Reply {
        let assignment = try assignment(id, for: principal)
        try require(version: assignment.version, expected: expected, of: id)
        guard assignment.state == .started else {
            let next = assignment.state == .confirmed ? "START it first" : "it is over"
            throw Refusal(.wrongState, "\(id) is \(assignment.state.rawValue), not started; \(next)")
        }
        let fee = try absent.map { _ throws(Refusal) in try absenceFee(assignment) }
        let fields = fee.map { [Field("fee-percent", $0.value), Field("fee-rule", $0.rule.id)] } ?? []
        try complete(assignment, at: turn.now, because: fee == nil ? nil : Progress.clientAbsent, fields)
        let rows = state.assignments[id].map { [row($0)] } ?? []
        guard let fee else { return .done(.state, "assignment \(id) is completed", rows: rows) }
        return .done(
            .state, "assignment \(id) is completed without the client; \(price(fee))", rows: rows + [row((assignment, fee))])
    }

    /// What it costs that the client is not there, once the interpreter has waited long enough.
    private func absenceFee(_ assignment: Assignment) throws(Refusal) -> Ruling<Int> {
        let absence = rules.cancellation.clientAbsence
        let due = assignment.talk.start + absence.value.after
        if turn.now < due {
            throw Refusal(
                .wrongState,
                "\(assignment.id) is agreed for \(local(assignment.talk.start)), and the client may still come; "
                    + "absent=client is possible from \(local(due)) (\(absence.rule.citation))")
        }
        return absence.map(\.percent)
    }

    /// A talk that ran over may leave too few hours, or too little rest, for what was offered meanwhile.
    private mutating func complete(
        _ assignment: Assignment, at end: Timestamp, because reason: String?, _ fields: [Field] = []
    ) throws(Refusal) {
        var completed = assignment
        completed.state = .completed
        completed.version += 1
        completed.endedAt = end
        completed.nextStepAt = nil
        try recordTogether(.assignmentCompleted, completed, request: .completed, reason: reason, fields)
        try withdrawOffers(impossibleOffers(beside: completed), because: "no-longer-free")
        try advanceWaiting(afterAssignment: completed)
    }

    /// A start or an end that nobody reported.
    mutating func overdue(_ assignment: Assignment) throws(Refusal) {
        if assignment.state == .started {
            // Taken to have lasted as long as was agreed: that is all that anybody knows.
            let end = (assignment.startedAt ?? assignment.talk.start) + assignment.talk.length
            return try complete(assignment, at: min(turn.now, end), because: "not-reported")
        }
        var absent = assignment
        absent.state = .noShow
        absent.version += 1
        absent.endedAt = turn.now
        absent.nextStepAt = nil
        try recordTogether(.assignmentNoShow, absent, request: .noShow, reason: "not-started")
        try advanceWaiting(afterAssignment: absent)
    }

    mutating func release(_ id: AssignmentID, expected: Int?, reason: String?, by principal: Principal?) throws(Refusal) -> Reply {
        let assignment = try assignment(id, for: principal)
        return try giveBack(assignment, expected: expected, reason: reason, because: "released-by-interpreter", excludes: true)
    }

    /// Ends a confirmed assignment and looks again.
    /// - Parameter excludes: its interpreter is not asked for the same any more.
    mutating func giveBack(
        _ assignment: Assignment, expected: Int?, reason: String?, because: String, excludes: Bool
    ) throws(Refusal) -> Reply {
        try require(version: assignment.version, expected: expected, of: assignment.id)
        try checkReason(reason)
        guard assignment.state == .confirmed, let request = state.requests[assignment.request] else {
            throw Refusal(.wrongState, "\(assignment.id) is \(assignment.state.rawValue); only a confirmed one can be given back")
        }
        try reopen(request, after: assignment, because: because, excludes: excludes)
        let story = afterwards(request.id, former: assignment.interpreter, isExcluded: excludes)
        return .done(
            state.requests[request.id].map { confirmation($0, .state) } ?? .state, "assignment \(assignment.id) is released; \(story)",
            rows: state.assignments[assignment.id].map { [row($0)] } ?? [])
    }

    /// Changes an assignment and its request in one event.
    private mutating func recordTogether(
        _ kind: EventKind, _ assignment: Assignment, request next: RequestState, reason: String?, _ more: [Field] = []
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
            ] + Field.optional("because", reason) + more, changes: changes)
    }
}
