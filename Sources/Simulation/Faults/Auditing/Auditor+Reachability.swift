import Dispatching
import Interpreting

/// Who had a session on which server, as far as its lines say.
struct Attendance {
    private struct Stay {
        let user: String
        let link: Int
        let server: Int
        let from: Timestamp
        var until: Timestamp?
    }

    private var stays: [Stay] = []
    /// Nobody asks for longer ago.
    private static let memory = Span.minutes(5)

    mutating func came(_ user: String, on link: Int, to server: Int, at now: Timestamp) {
        stays.removeAll { $0.until.map { $0 < now - Attendance.memory } ?? false }
        stays.append(Stay(user: user, link: link, server: server, from: now, until: nil))
    }

    mutating func left(_ link: Int, at now: Timestamp) {
        for place in stays.indices where stays[place].link == link && stays[place].until == nil { stays[place].until = now }
    }

    mutating func ended(_ server: Int, at now: Timestamp) {
        for place in stays.indices where stays[place].server == server && stays[place].until == nil { stays[place].until = now }
    }

    /// Whether a session of the user's was open on the server all the time since `moment`.
    func isThere(_ user: String, on server: Int, since moment: Timestamp) -> Bool {
        stays.contains { $0.user == user && $0.server == server && $0.from <= moment && $0.until == nil }
    }

    /// Whether none was at any time since `moment`.
    func isGone(_ user: String, from server: Int, since moment: Timestamp) -> Bool {
        !stays.contains { $0.user == user && $0.server == server && $0.until.map { $0 >= moment } ?? true }
    }
}

/// Nobody is rung where nobody is while somebody who could do the same is there, and no chance is told that nobody gives.
extension Auditor {
    /// From a decision until its batch is durable, or an answer is given, at most: servers pause, and commits are slow.
    static let decidedWithin = behindAtMost

    /// From the end of a connection until the one that decides has taken it in, at most.
    private static let heardWithin = Span.seconds(5)

    /// An answer is given that long after it was found, at most, whatever the clocks show.
    private static let dutyMemory = Span.minutes(2)

    /// Who was there while a batch was decided; nil when its server is not known.
    func company(in batch: Batch) -> Register.Company? {
        guard let server = leading.first(where: { $0.value == batch.epoch })?.key else { return nil }
        // Duty is on hold a minute after somebody has gone: where the clocks are right, the moment of the decision is known better.
        let decided = isClockSound ? batch.events.first?.at : nil
        return company(of: server, since: decided.map { $0 - Auditor.heardWithin } ?? now - Auditor.decidedWithin)
    }

    private func company(of server: Int, since: Timestamp) -> Register.Company {
        var company = Register.Company()
        for (user, person) in people where person.role == .interpreter {
            guard let id = InterpreterID(person.belongsTo) else { continue }
            if attendance.isThere(user, on: server, since: since) { company.there.insert(id) }
            if attendance.isGone(user, from: server, since: since) { company.gone.insert(id) }
        }
        return company
    }

    /// A chance that was told, against the people of whom the journal knows.
    func checkChance(_ words: Words, _ asked: Asked, on link: Int) {
        guard let id = words.subject.flatMap({ RequestID($0) }), let request = register.requests[id] else { return }
        let state = words["state"] ?? ""
        let isSearching = state == "open" || state == "offered"
        guard let chance = words["chance"].flatMap({ Int($0) }) else {
            if isSearching { find("4.13: \(id) is \(state), and no chance is told") }
            return
        }
        guard isSearching else { return find("4.13: \(id) is \(state), and a chance of \(chance) is told") }
        // Answers to changes are told again as they were, also when OUTCOME asks for them.
        let isNow = if case .question = asked.kind { !asked.command.hasPrefix("OUTCOME") } else { false }
        // Whoever gave the chance may have been lost since it was found.
        let found = isNow ? now - Auditor.decidedWithin : request.submittedAt
        if let lost = register.speakersLost[request.need.language], lost >= found { return }
        let gone = isNow ? servers[link].map { company(of: $0, since: now - Auditor.decidedWithin).gone } ?? [] : []
        // What is told again was true at some time since the request was made.
        let memory = isNow ? Auditor.dutyMemory : Auditor.dutyMemory + (now - request.submittedAt)
        let count = register.interpreters.values.count { person in
            guard person.isActive, person.competences.contains(where: { $0.language == request.need.language }) else { return false }
            if !request.need.isOnDemand { return true }
            return !gone.contains(person.id) && register.wasOnDuty(person, within: memory)
        }
        let most = RuleNumbers.chance(of: count)
        if chance > most { find("4.13: \(id) has a chance of \(chance), which \(count) people do not give: \(most) at most") }
    }
}

extension Register {
    /// Who was there all the time in which something may have been decided, and who never.
    struct Company {
        var there: Set<InterpreterID> = []
        var gone: Set<InterpreterID> = []
    }

    /// Called before the offer is taken over: everything else is what it was when it was decided.
    mutating func checkRing(_ offer: Offer, _ event: Event) {
        guard let company, company.gone.contains(offer.interpreter), let request = requests[offer.request], request.need.isOnDemand else {
            return
        }
        for id in company.there.sorted() where id != offer.interpreter {
            guard let person = interpreters[id], surelyCan(person, request, offer.modality, at: event.at) else { continue }
            object("4.13: \(offer.interpreter) is rung for \(request.id) in event \(event.seq) and is not there, while \(id) is")
            return
        }
    }

    /// Called after each batch: whatever the reason for which somebody may now be rung, nobody rings on where nobody is.
    mutating func checkRinging() {
        guard let company else { return }
        for offer in offers.values.filter({ $0.state == .made && company.gone.contains($0.interpreter) }).sorted(by: { $0.id < $1.id }) {
            guard let request = requests[offer.request], request.need.isOnDemand, !request.progress.isHeld, lastAt < request.answerBy,
                !offers.values.contains(where: {
                    $0.request == request.id && $0.state == .made && !company.gone.contains($0.interpreter)
                })
            else { continue }
            for id in company.there.sorted() {
                guard let person = interpreters[id], surelyCan(person, request, offer.modality, at: lastAt) else { continue }
                object("4.13: \(request.id) rings for \(offer.interpreter), who is not there, at event \(head), and not for \(id), who is")
            }
        }
    }

    /// Whether the interpreter is on duty, or was until so short a time ago.
    func wasOnDuty(_ person: Interpreter, within span: Span) -> Bool {
        person.duty != nil || dutyEnds[person.id].map { lastAt - $0 <= span } ?? false
    }

    /// Whether nothing at all speaks against ringing somebody: less than the rules allow, so that there is no doubt.
    private func surelyCan(_ person: Interpreter, _ request: Request, _ modality: Modality, at now: Timestamp) -> Bool {
        let need = request.need
        guard person.isActive, person.modalities.contains(modality), person.pools.contains(request.agency),
            let competence = person.competence(in: need.language)?.competence, competence.level == .certified,
            let duty = person.duty, duty.heldSince == nil, duty.modalities.contains(modality), duty.since <= now, now < duty.until,
            !request.progress.exhausted.contains(person.id)
        else { return false }
        if let gender = need.gender, gender != person.gender, need.genderIsRequired { return false }
        let own = Interval(start: now - .hours(1), end: now + .minutes(need.minutes) + .hours(1))
        return !offers.values.contains { $0.interpreter == person.id && ($0.request == request.id || $0.state == .made) }
            && !assignments.values.contains { $0.interpreter == person.id && ![.released, .cancelled, .noShow].contains($0.state) }
            && !availabilities.values.contains {
                $0.interpreter == person.id && $0.kind == .absent && !$0.isWithdrawn && $0.interval.overlaps(own)
            }
    }
}
