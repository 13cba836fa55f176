import Dispatching
import Interpreting

/// What an engine with a deliberate bug remembers wrongly, although the journal has it right.
struct MemorySlip {
    let bug: DeliberateBug

    /// What is remembered wrongly from the first moment on.
    func atBeginning(_ rows: [Change]) -> [Change] {
        rows.map { row in
            guard bug == .uncertifiedOffered, case .interpreter(var person) = row else { return row }
            for place in person.competences.indices { person.competences[place].level = .certified }
            return .interpreter(person)
        }
    }

    /// What is remembered wrongly after events; nil when nothing is.
    func after(_ events: [Event]) -> (([Change]) -> [Change])? {
        if bug == .freedHoursIgnored, events.contains(where: { $0.leavesWaiting }) { return heldBack }
        for event in events {
            switch (bug, event.kind) {
            case (.offDutyRung, .dutyOff) where event.actor != nil: return stillOnDuty(event)
            case (.absenceIgnored, .calendarChanged): return withoutAbsences
            case (.finishedWorkForgotten, .assignmentCompleted): return neverHappened(event)
            case (.refusalForgotten, .offerDeclined): return withoutRefusals
            case (.doubleBooked, .assignmentConfirmed), (.assignedTwice, .assignmentConfirmed): return forgetting(event)
            default: continue
            }
        }
        return nil
    }

    /// An offer that has expired is open again.
    func revived(_ rows: [Change], _ id: OfferID) -> [Change] {
        let isExpired = rows.contains { row in
            if case .offer(let offer) = row { offer.id == id && offer.state == .expired } else { false }
        }
        guard isExpired else { return rows }
        return rows.map { row in
            guard case .offer(var offer) = row, offer.id == id else { return row }
            offer.state = .made
            offer.expiresAt = offer.expiresAt + .hours(1)
            return .offer(offer)
        }
    }

    /// Nothing that the interpreter of the assignment has started is going on.
    func idle(_ rows: [Change], before id: AssignmentID) -> [Change] {
        let interpreter = rows.compactMap { if case .assignment(let row) = $0, row.id == id { row.interpreter } else { nil } }.first
        return rows.map { row in
            guard case .assignment(var assignment) = row, assignment.id != id, assignment.interpreter == interpreter,
                assignment.state == .started
            else { return row }
            assignment.state = .released
            return .assignment(assignment)
        }
    }

    private func neverHappened(_ event: Event) -> ([Change]) -> [Change] {
        { rows in
            rows.map { row in
                guard case .assignment(var assignment) = row, assignment.id.description == event.subject else { return row }
                assignment.state = .released
                return .assignment(assignment)
            }
        }
    }

    private func stillOnDuty(_ event: Event) -> ([Change]) -> [Change] {
        { rows in
            rows.map { row in
                guard case .interpreter(var person) = row, person.id.description == event.subject else { return row }
                let remote = person.modalities.filter { $0 != .onsite }
                person.duty = Duty(modalities: remote, since: event.at, until: event.at + .hours(2))
                return .interpreter(person)
            }
        }
    }

    private func withoutAbsences(_ rows: [Change]) -> [Change] {
        rows.map { row in
            guard case .availability(var entry) = row, entry.kind == .absent else { return row }
            entry.isWithdrawn = true
            return .availability(entry)
        }
    }

    /// What waits seems to be held by a coordinator.
    private func heldBack(_ rows: [Change]) -> [Change] {
        rows.map { row in
            guard case .request(var request) = row, request.state == .open, !request.need.isOnDemand else { return row }
            request.progress.isHeld = true
            return .request(request)
        }
    }

    private func withoutRefusals(_ rows: [Change]) -> [Change] {
        rows.map { row in
            guard case .request(var request) = row else { return row }
            request.progress.exhausted = []
            return .request(request)
        }
    }

    /// Double booked: the interpreter seems to be free again. Assigned twice: the request seems to be open again.
    private func forgetting(_ event: Event) -> ([Change]) -> [Change] {
        { [bug] rows in
            rows.map { row in
                if bug == .doubleBooked, case .assignment(var assignment) = row, assignment.id.description == event.subject {
                    assignment.state = .released
                    return .assignment(assignment)
                }
                if bug == .assignedTwice, case .request(var request) = row,
                    event.changes.contains(where: { if case .request(let other) = $0 { other.id == request.id } else { false } })
                {
                    request.state = .open
                    request.progress.assignment = nil
                    return .request(request)
                }
                return row
            }
        }
    }
}

extension Event {
    /// Nobody is asked for a planned request from now on, at first.
    fileprivate var leavesWaiting: Bool {
        changes.contains { if case .request(let row) = $0 { row.state == .open && !row.need.isOnDemand } else { false } }
    }
}
