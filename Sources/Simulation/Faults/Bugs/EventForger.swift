import Dispatching
import Interpreting

/// Alters what an engine with a deliberate bug hands to the journal.
struct EventForger {
    let bug: DeliberateBug
    /// Counts the inputs.
    let count: Int

    func forged(_ events: [Event]) -> [Event] {
        switch bug {
        case .seqGap: return count % 7 == 0 ? events.map(shifted) : events
        case .batchLosesEvent: return events.count > 2 ? renumbered(events, without: 1) : events
        case .rivalsNotWithdrawn:
            guard let place = events.firstIndex(where: { $0.kind == .offerWithdrawn }) else { return events }
            return renumbered(events, without: place)
        case .timeGoesBack: return count % 7 == 0 ? events.map(earlier) : events
        default: return events.map(forged)
        }
    }

    private func forged(_ event: Event) -> Event {
        var event = event
        switch (bug, event.kind) {
        case (.scopeOfAnother, .requestOpened): event.scope.organisation = OrganisationID(Int64(count % 6) + 1)
        case (.scopeOfAnother, .offerMade): event.scope.interpreter = InterpreterID(Int64(count % 14) + 1)
        case (.wrongLanguageOffered, .offerMade):
            event.changes = event.changes.map { change in
                guard case .offer(var offer) = change else { return change }
                offer.interpreter = InterpreterID(offer.interpreter.number % 14 + 1)
                return .offer(offer)
            }
        case (.stretchNotKept, .assignmentConfirmed):
            event.changes = event.changes.map { change in
                guard case .assignment(var row) = change, row.id.description == event.subject else { return change }
                row.during = row.talk
                return .assignment(row)
            }
        case (.lifecycleJump, .assignmentStarted):
            event.changes = event.changes.map { change in
                guard case .request(var row) = change else { return change }
                row.state = .completed
                return .request(row)
            }
        default: break
        }
        return event
    }

    private func shifted(_ event: Event) -> Event {
        var event = event
        event.seq += 1
        return event
    }

    private func earlier(_ event: Event) -> Event {
        var event = event
        event.at = event.at - .minutes(10)
        return event
    }

    private func renumbered(_ events: [Event], without place: Int) -> [Event] {
        var kept = events
        kept.remove(at: place)
        for index in kept.indices { kept[index].seq = events[index].seq }
        return kept
    }
}
