import Interpreting

/// What takes a decision back that has not become durable.
public struct DecisionUndo: Sendable {
    /// In the order in which the rows were written.
    var rows: [Undo] = []
    /// Of the state before.
    var head: Int64
    var at: Timestamp
    /// The answer that was kept for the command's key.
    var kept: (principal: PrincipalID, key: String)?

    /// What the engine did by itself, the last of it.
    var step: Timers.Subject?

    /// The key whose answer was kept with the decision.
    public var key: String? { kept?.key }
}

/// Going back to what is durable, and on to what became durable without being decided here.
extension Engine {
    /// Takes back one decision, the last that has not been taken back yet: the state is then what it was before it.
    ///
    /// What it had done for a waiting request is to be done again, so each such request is looked at anew.
    public mutating func takeBack(_ undo: DecisionUndo) {
        for row in undo.rows.reversed() { state.revert(row) }
        state.head = undo.head
        state.at = undo.at
        if let kept = undo.kept { state.ledger.remove(kept.principal, kept.key) }
        for case .request(let id, _) in undo.rows { lookAgain(at: id) }
        for case .interpreter(let id, _) in undo.rows { lookAgain(at: id) }
        if let basis = held?.plan.basis.head, basis > state.head { held = nil }
    }

    /// Takes over events that the journal holds behind ``State/head``, and the answers kept with them.
    ///
    /// - Throws: when the events do not follow the state's head; those before the gap were taken over.
    public mutating func takeOver(_ events: [Event], answers: [LedgerEntry]) throws(JournalGap) {
        for entry in answers { state.ledger.put(entry) }
        for event in events {
            try state.replay(event)
            for case .request(let row) in event.changes { lookAgain(at: row.id) }
            for case .interpreter(let row) in event.changes { lookAgain(at: row.id) }
        }
        turn.now = max(turn.now, state.at)
    }

    /// Leaves alone for an hour what ``Input/wakeStep`` did, which the store refused alone and which was taken back.
    /// - Returns: what it is about, for the log; nil when there was none.
    public mutating func setAside(_ undo: DecisionUndo) -> String? {
        guard let step = undo.step else { return nil }
        let until = turn.now + .hours(1)
        setAside[step] = until
        state.timers.schedule(step, at: until)
        dropVoidTimers()
        return "\(step.kind) \(step.number) until \(utc: until)"
    }

    private mutating func lookAgain(at id: RequestID) {
        if state.requests[id]?.isSearching == true { state.timers.retry(id, at: turn.now) }
    }
}
