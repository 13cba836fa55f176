import Interpreting

/// What one input has brought about so far.
struct Turn: Sendable {
    var now = Timestamp(milliseconds: .min)
    var actor: PrincipalID?
    var events: [Event] = []
    var undos: [Undo] = []
    /// What was done by itself last.
    var step: Timers.Subject?
    /// Head and moment of the state before the first event.
    var before: (head: Int64, at: Timestamp)?
}

extension Turn {
    init(now: Timestamp) { self.now = now }

    /// Takes the next input.
    mutating func begin(at now: Timestamp) {
        self.now = now
        actor = nil
        // Both were given away.
        events = []
        undos = []
        step = nil
        before = nil
    }

    /// What takes it back after it has ended.
    var undo: DecisionUndo? {
        guard !events.isEmpty, let before else { return nil }
        return DecisionUndo(rows: undos, head: before.head, at: before.at, step: step)
    }
}

extension Engine {
    /// Makes an event of `changes` and applies it. This is the only way in which state changes.
    ///
    /// - Throws: a refusal when a lifecycle table does not allow one of the changes; the caller's turn is then taken back whole.
    mutating func record(
        _ kind: EventKind, _ subject: String, scope: Scope, fields: [Field], changes: [Change]
    ) throws(Refusal) {
        for change in changes { try checkLifecycle(change) }
        if turn.before == nil { turn.before = (state.head, state.at) }
        for change in changes { turn.undos.append(state.put(change)) }
        state.head += 1
        state.at = turn.now
        turn.events.append(
            Event(
                seq: state.head, at: turn.now, kind: kind, actor: turn.actor, scope: scope, subject: subject, fields: fields,
                changes: changes))
    }

    /// Takes back everything of this turn.
    mutating func rollBack() {
        for undo in turn.undos.reversed() { state.revert(undo) }
        if let before = turn.before { (state.head, state.at) = before }
        turn.events = []
        turn.undos = []
        turn.before = nil
    }

    private func checkLifecycle(_ change: Change) throws(Refusal) {
        switch change {
        case .request(let row): try check(row.id, from: state.requests[row.id]?.state, to: row.state)
        case .offer(let row): try check(row.id, from: state.offers[row.id]?.state, to: row.state)
        case .assignment(let row): try check(row.id, from: state.assignments[row.id]?.state, to: row.state)
        default: return
        }
    }

    private func check<Thing, Stage: Lifecycle>(
        _ id: Identifier<Thing>, from old: Stage?, to new: Stage
    ) throws(Refusal) {
        guard let old else {
            if Stage.initial.contains(new) { return }
            throw Refusal(.wrongState, "\(id) cannot begin as \(new.rawValue)")
        }
        if old.allows(new) { return }
        let possible = old.successors.map(\.rawValue).joined(separator: ", ")
        throw Refusal(
            .wrongState,
            "\(id) is \(old.rawValue) and cannot become \(new.rawValue); "
                + (possible.isEmpty ? "it is over" : "it can become \(possible)"))
    }
}
