import Interpreting

/// What the engine does by itself when a moment has come.
extension Engine {
    /// Runs what is due, in the order of time, kind and number.
    /// - Parameter limit: how many steps at most.
    mutating func wake(atMost limit: Int = .max) {
        var steps = 0
        while steps < limit, let entry = state.timers.first, entry.at <= turn.now {
            let isVoid = isVoid(entry)
            state.timers.removeFirst()
            if isVoid { continue }
            turn.step = entry.subject
            setAside[entry.subject] = nil
            attempt { engine throws(Refusal) in try engine.step(entry) }
            steps += 1
        }
    }

    /// Does a step of the engine's own. One that a rule refuses is taken back alone; the steps before it stand.
    mutating func attempt(_ step: (inout Engine) throws(Refusal) -> Void) {
        // Counted and not copied: a second reference would have the arrays copied whole by whatever is added.
        let (events, undos, at) = (turn.events.count, turn.undos.count, state.at)
        do throws(Refusal) {
            try step(&self)
        } catch {
            while turn.undos.count > undos, let undo = turn.undos.popLast() { state.revert(undo) }
            state.head -= Int64(turn.events.count - events)
            state.at = at
            turn.events.removeSubrange(events...)
        }
    }

    private mutating func step(_ entry: Timers.Entry) throws(Refusal) {
        switch entry.kind {
        case .offer:
            if let offer = state.offers[Identifier(entry.number)] { try expire(offer) }
        case .request:
            let id = RequestID(entry.number)
            if let request = state.requests[id], turn.now >= request.answerBy {
                try withdrawOffers(liveOffers(for: id), because: "too-late")
            }
            try advance(id)
        case .assignment:
            if let assignment = state.assignments[Identifier(entry.number)] { try overdue(assignment) }
        case .interpreter:
            if let interpreter = state.interpreters[Identifier(entry.number)] { try reviewDuty(of: interpreter) }
        case .credential:
            if let credential = state.credentials[Identifier(entry.number)] { try expire(credential) }
        }
    }

    /// Whether the row has moved on since the entry was made, or the step was set aside.
    func isVoid(_ entry: Timers.Entry) -> Bool {
        if !setAside.isEmpty, let until = setAside[entry.subject] { return entry.at < until || !isStillDue(entry) }
        switch entry.kind {
        case .offer:
            guard let offer = state.offers[Identifier(entry.number)] else { return true }
            return offer.state != .made || offer.expiresAt != entry.at
        case .request:
            guard let request = state.requests[Identifier(entry.number)], request.isSearching else { return true }
            return request.answerBy != entry.at && !state.timers.isRetry(entry, of: request.id)
        case .assignment: return state.assignments[Identifier(entry.number)]?.nextStepAt != entry.at
        case .interpreter: return !(state.interpreters[Identifier(entry.number)].map { isDutyDue($0, at: entry.at) } ?? false)
        case .credential:
            guard let credential = state.credentials[Identifier(entry.number)] else { return true }
            return credential.revokedAt != nil || credential.expiresAt != entry.at
        }
    }

    /// Whether what was set aside is still to be done when its entry comes up.
    private func isStillDue(_ entry: Timers.Entry) -> Bool {
        switch entry.kind {
        case .offer: state.offers[Identifier(entry.number)].map { $0.state == .made && $0.expiresAt <= entry.at } ?? false
        case .request: state.requests[Identifier(entry.number)]?.isSearching ?? false
        case .assignment: state.assignments[Identifier(entry.number)]?.nextStepAt.map { $0 <= entry.at } ?? false
        case .interpreter: state.interpreters[Identifier(entry.number)].map { isDutyDue($0, at: entry.at) } ?? false
        case .credential:
            state.credentials[Identifier(entry.number)].map { $0.revokedAt == nil && $0.expiresAt <= entry.at } ?? false
        }
    }

    /// Makes `nextWake` name something real.
    mutating func dropVoidTimers() {
        while let first = state.timers.first, isVoid(first) { state.timers.removeFirst() }
    }
}
