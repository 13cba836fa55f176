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
                checkPresence(until: offer, event)
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

    private mutating func checkPerson(_ id: InterpreterID, _ requestID: RequestID, _ modality: Modality, _ event: Event) {
        guard let person = interpreters[id], let request = requests[requestID] else {
            return object("rules: event \(event.seq) is about \(id) and \(requestID), who are unknown")
        }
        var obstacles = obstacles(person, request, modality, at: event.at)
        if event.kind == .offerMade, !canLogIn(id, at: event.at) { obstacles.append("cannot log in") }
        for why in obstacles { object("rules: \(id) for \(requestID) in event \(event.seq): \(why)") }
    }

    /// A ring can be accepted as long as it rings.
    private mutating func checkPresence(until offer: Offer, _ event: Event) {
        guard let request = requests[offer.request], request.need.isOnDemand else { return }
        let last = Interval(start: event.at, end: offer.expiresAt + .minutes(request.need.minutes))
        guard let absence = absence(offer.interpreter, last) else { return }
        object("rules: \(offer.interpreter) is rung for \(request.id) in event \(event.seq) until \(utc: offer.expiresAt), and \(absence)")
    }

    /// After a change of the person, the calendar or the login no offer stays open that would not be made.
    mutating func checkOffers(to id: InterpreterID, at moment: Timestamp) {
        guard let person = interpreters[id] else { return }
        for offer in offers.values.filter({ $0.interpreter == id && $0.state == .made }).sorted(by: { $0.id < $1.id }) {
            guard let request = requests[offer.request] else { continue }
            var obstacles = obstacles(person, request, offer.modality, at: moment)
            if !canLogIn(id, at: moment) { obstacles.append("cannot log in") }
            for why in obstacles { object("rules: \(offer.id) for \(request.id) stays open, and \(id) \(why) since \(utc: moment)") }
        }
    }

    func canLogIn(_ id: InterpreterID, at moment: Timestamp) -> Bool {
        credentials.values.contains { credential in
            guard credential.revokedAt == nil, moment < credential.expiresAt, credential.scope == .full,
                let user = users[credential.principal]
            else { return false }
            return user.isActive && user.interpreter == id
        }
    }

    /// Whether the person knows the language, does such work, and is there: what speaks against it.
    private func obstacles(_ person: Interpreter, _ request: Request, _ modality: Modality, at moment: Timestamp) -> [String] {
        var found: [String] = []
        let need = request.need
        if let competence = person.competences.first(where: { $0.language == need.language }) {
            if competence.level != .certified { found.append("has no certificate for \(need.language)") }
        } else {
            found.append("does not speak \(need.language)")
        }
        if !person.isActive { found.append("is retired") }
        if modality != request.modality { found.append("is asked for \(modality.rawValue), wanted is \(request.modality.rawValue)") }
        if !person.modalities.contains(modality) { found.append("does not work by \(modality.rawValue)") }
        if need.genderIsRequired, let gender = need.gender, gender != person.gender { found.append("is \(person.gender.rawValue)") }
        let hasWaited = person.pools.contains { moment >= request.submittedAt + .minutes(RuleNumbers.lending($0.text)) }
        if !person.pools.contains(request.agency), !hasWaited { found.append("is not in the pool of \(request.agency) and not lent yet") }
        if need.isOnDemand {
            let isOnDuty = person.duty.map { $0.modalities.contains(modality) && moment >= $0.since && moment < $0.until }
            if let held = person.duty?.heldSince { found.append("is not to be reached since \(utc: held)") }
            if isOnDuty != true { found.append(isOnDuty == nil ? "is not on duty" : "is on duty for something else") }
            if let absence = absence(person.id, talk(from: moment, need)) { found.append(absence) }
        } else {
            let talk = talk(from: need.start, need)
            if !isAvailable(person.id, talk) { found.append("is not available from \(utc: talk.start) to \(utc: talk.end)") }
            if let absence = absence(person.id, talk) { found.append(absence) }
        }
        return found
    }

    func entries(_ id: InterpreterID, _ kind: Availability.Kind) -> [Interval] {
        availabilities.values.filter { $0.interpreter == id && $0.kind == kind && !$0.isWithdrawn }.map(\.interval)
            .sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    func talk(from start: Timestamp, _ need: Need) -> Interval { Interval(start: start, end: start + .minutes(need.minutes)) }

    func absence(_ id: InterpreterID, _ talk: Interval) -> String? {
        entries(id, .absent).first { $0.overlaps(talk) }.map { "is absent from \(utc: $0.start)" }
    }

    /// Whether the stretches of the calendar cover the talk without a hole.
    func isAvailable(_ id: InterpreterID, _ talk: Interval) -> Bool {
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
                // That work no longer fits is for those to know who arrange it.
                let organisation = event.kind == .assignmentAttention ? nil : request?.organisation
                return Scope(organisation: organisation, interpreter: row.interpreter, agency: request?.agency)
            }
        // Whose pool it was until an earlier change is told nothing more.
        case "V":
            AvailabilityID(event.subject).flatMap { availabilities[$0] }.map { entry in
                Scope(interpreter: entry.interpreter, pools: interpreters[entry.interpreter]?.pools ?? [])
            }
        case "I": InterpreterID(event.subject).map(own)
        default: nil
        }
    }

    /// Everybody whose pool it is, or was before this change.
    private func own(_ id: InterpreterID) -> Scope {
        Scope(interpreter: id, pools: interpreters[id]?.pools ?? [], former: formerPools[id] ?? [])
    }
}
