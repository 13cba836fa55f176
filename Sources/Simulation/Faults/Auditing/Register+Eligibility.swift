import Dispatching
import Interpreting

/// Whether somebody was asked who may be asked, and by whom things were done.
extension Register {
    /// Called before the changes of the event are taken over.
    mutating func check(_ event: Event) {
        switch event.kind {
        case .offerMade:
            for case .offer(let offer) in event.changes {
                checkPerson(offer.interpreter, offer.request, offer.modality, event)
                checkRing(offer, event)
                checkAsked(offer, event)
                guard let request = requests[offer.request] else { continue }
                let start = request.need.isOnDemand ? max(request.need.start, event.at) : request.need.start
                checkRoom(offer.interpreter, for: request, offer.modality, talk(from: start, request.need), event)
            }
        case .assignmentConfirmed:
            for case .assignment(let row) in event.changes where row.id.description == event.subject { checkConfirmed(row, event) }
        case .assignmentStarted:
            for case .assignment(let row) in event.changes where row.id.description == event.subject {
                checkNothingElseStarted(beside: row, event)
                if user(event.actor)?.interpreter != row.interpreter {
                    object("5.2: \(row.id) was started by \(event.actor?.description ?? "nobody")")
                }
                if event.at.milliseconds < row.talk.start.milliseconds - RuleNumbers.earlyStart {
                    object("rules: \(row.id) begins at \(utc: row.talk.start) and was started at \(utc: event.at)")
                }
            }
        case .requestCancelled:
            if event.actor == nil { object("4.6: \(event.subject) was cancelled by nobody, in event \(event.seq)") }
        default: return
        }
    }

    private mutating func checkConfirmed(_ row: Assignment, _ event: Event) {
        let actor = user(event.actor)
        if let id = row.fromOffer {
            guard let offer = offers[id] else { return object("4.6: \(row.id) comes of \(id), which nobody made") }
            if offer.state != .made { object("4.6: \(row.id) comes of \(id), which is \(offer.state.rawValue)") }
            if event.at >= offer.expiresAt {
                object("rules: \(id) expired at \(utc: offer.expiresAt) and was accepted at \(utc: event.at)")
            }
            if actor?.interpreter != offer.interpreter || row.interpreter != offer.interpreter || row.request != offer.request {
                object("4.6: \(id) of \(offer.interpreter) for \(offer.request) became \(row.id) of \(row.interpreter) for \(row.request)")
            }
        } else if actor?.role != .coordinator {
            object("5.2: \(row.id) without an offer was made by \(actor?.role.rawValue ?? "nobody")")
        }
        checkPerson(row.interpreter, row.request, row.modality, event)
        guard let request = requests[row.request] else { return }
        checkRoom(row.interpreter, for: request, row.modality, row.talk, event)
        let start = request.need.isOnDemand ? max(request.need.start, event.at) : request.need.start
        if row.talk.start != start || row.talk.length.minutes != request.need.minutes {
            object("4.6: \(row.id) is of \(utc: row.talk.start) for \(row.talk.length.minutes) minutes, \(request.id) of \(utc: start)")
        }
    }

    /// The person knows the language, does such work, and is there.
    private mutating func checkPerson(_ id: InterpreterID, _ requestID: RequestID, _ modality: Modality, _ event: Event) {
        guard let person = interpreters[id], let request = requests[requestID] else {
            return object("rules: event \(event.seq) is about \(id) and \(requestID), who are unknown")
        }
        func refuse(_ why: String) { object("rules: \(id) for \(requestID) in event \(event.seq): \(why)") }
        let need = request.need
        guard let competence = person.competences.first(where: { $0.language == need.language }) else {
            return refuse("does not speak \(need.language)")
        }
        if competence.level != .certified { refuse("has no certificate for \(need.language)") }
        if !person.isActive { refuse("is retired") }
        if modality != request.modality { refuse("is asked for \(modality.rawValue), wanted is \(request.modality.rawValue)") }
        if !person.modalities.contains(modality) { refuse("does not work by \(modality.rawValue)") }
        if need.genderIsRequired, let gender = need.gender, gender != person.gender { refuse("is \(person.gender.rawValue)") }
        let hasWaited = person.pools.contains { event.at >= request.submittedAt + .minutes(RuleNumbers.lending($0.text)) }
        if !person.pools.contains(request.agency), !hasWaited { refuse("is not in the pool of \(request.agency) and not lent yet") }
        if need.isOnDemand {
            guard let duty = person.duty else { return refuse("is not on duty") }
            if let held = duty.heldSince { return refuse("is not to be reached since \(utc: held)") }
            let isOnDuty = duty.modalities.contains(modality) && event.at >= duty.since && event.at < duty.until
            if !isOnDuty { refuse("is on duty for something else") }
            if let absence = absence(id, talk(from: event.at, need)) { refuse(absence) }
        } else {
            let talk = talk(from: need.start, need)
            if !isAvailable(id, talk) { refuse("is not available from \(utc: talk.start) to \(utc: talk.end)") }
            if let absence = absence(id, talk) { refuse(absence) }
        }
    }

    private func entries(_ id: InterpreterID, _ kind: Availability.Kind) -> [Interval] {
        availabilities.values.filter { $0.interpreter == id && $0.kind == kind && !$0.isWithdrawn }.map(\.interval)
            .sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    private func talk(from start: Timestamp, _ need: Need) -> Interval { Interval(start: start, end: start + .minutes(need.minutes)) }

    private func absence(_ id: InterpreterID, _ talk: Interval) -> String? {
        entries(id, .absent).first { $0.overlaps(talk) }.map { "is absent from \(utc: $0.start)" }
    }

    /// Whether the stretches of the calendar cover the talk without a hole.
    private func isAvailable(_ id: InterpreterID, _ talk: Interval) -> Bool {
        var covered = talk.start
        for entry in entries(id, .available) where entry.start <= covered { covered = max(covered, entry.end) }
        return covered >= talk.end
    }

    // MARK: Who may see it

    /// Called after the changes of the event were taken over.
    mutating func checkScope(of event: Event) {
        guard let right = rightScope(of: event), right != event.scope else { return }
        object("tenancy: event \(event.seq) \(event.kind.rawValue) of \(event.subject) is for \(event.scope), not \(right)")
    }

    private func rightScope(of event: Event) -> Scope? {
        switch event.subject.first {
        case "R": RequestID(event.subject).flatMap { requests[$0] }.map { Scope(organisation: $0.organisation, agency: $0.agency) }
        case "O":
            OfferID(event.subject).flatMap { offers[$0] }.map { Scope(interpreter: $0.interpreter, agency: requests[$0.request]?.agency) }
        case "A":
            AssignmentID(event.subject).flatMap { assignments[$0] }.map { row in
                let request = requests[row.request]
                return Scope(organisation: request?.organisation, interpreter: row.interpreter, agency: request?.agency)
            }
        case "V": AvailabilityID(event.subject).flatMap { availabilities[$0] }.map { own($0.interpreter) }
        case "I": InterpreterID(event.subject).map(own)
        default: nil
        }
    }

    private func own(_ id: InterpreterID) -> Scope { Scope(interpreter: id, agency: interpreters[id]?.pools.first) }
}
