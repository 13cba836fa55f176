import Dispatching
import Interpreting

/// What is durable, folded from the journal by the auditor itself, and what is wrong with each step of it.
struct Register {
    private(set) var head: Int64 = 0
    private(set) var lastAt = Timestamp(milliseconds: .min)
    /// Every row by its identifier.
    private(set) var rows: [String: Change] = [:]
    var requests: [RequestID: Request] = [:]
    var offers: [OfferID: Offer] = [:]
    var assignments: [AssignmentID: Assignment] = [:]
    var interpreters: [InterpreterID: Interpreter] = [:]
    var availabilities: [AvailabilityID: Availability] = [:]
    /// Who may do what: the interpreter of a user, or the role of one that is none.
    private(set) var users: [PrincipalID: Principal] = [:]
    /// The events by which users were disabled who still are.
    private(set) var lockedOut: [String: Int64] = [:]
    private(set) var credentials: [CredentialID: Credential] = [:]
    /// When somebody was lost last who spoke a language: retired, or registered without it.
    private(set) var speakersLost: [LanguageTag: Timestamp] = [:]
    /// The pools of interpreters before their last change.
    private(set) var formerPools: [InterpreterID: [AgencyCode]] = [:]
    /// Whose register, calendar or login was changed in this batch, and when last.
    private var changed: [InterpreterID: Timestamp] = [:]
    /// `R5 v=3 offered`: everything that was ever true of a thing with versions.
    private var facts: Set<String> = []
    /// Who has an open offer or a live assignment of a request now, by the offer or the assignment.
    private var concerned: [RequestID: [String: InterpreterID]] = [:]
    /// `I4 R5 v=3`: every version of a request that an interpreter was asked for or worked on.
    private var sights: Set<String> = []
    /// `c3-7`: the marks of submissions, each of which may have one effect.
    private var marks: [String: RequestID] = [:]
    /// Moments in calendars and duties that a command named, by user: one effect each.
    private var moments: Set<String> = []
    /// What a change began with: who, what, and its version before.
    private(set) var begun: [(actor: PrincipalID, subject: String, version: Int)] = []
    /// Who said no to a request as it is asked now, and in which modality, nil being all of them; and since when it is asked so.
    var refusals: [RequestID: [(interpreter: InterpreterID, modality: Modality?)]] = [:]
    var askedSince: [RequestID: Timestamp] = [:]
    private(set) var problems: [String] = []
    private var touched: Set<InterpreterID> = []
    /// When duty ended last.
    private(set) var dutyEnds: [InterpreterID: Timestamp] = [:]
    /// Who was there while the batch that is taken was decided; nil when that is not known.
    var company: Company?

    mutating func takeProblems() -> [String] {
        defer { problems = [] }
        return problems
    }

    mutating func object(_ text: String) { problems.append(text) }

    func wasTrue(_ fact: String) -> Bool { facts.contains(fact) }
    func wasInSight(_ sight: String) -> Bool { sights.contains(sight) }
    func isInSight(_ request: RequestID, of interpreter: String) -> Bool {
        concerned[request]?.values.contains { $0.description == interpreter } ?? false
    }
    func user(_ id: PrincipalID?) -> Principal? { id.flatMap { users[$0] } }

    // MARK: Taking a batch

    mutating func take(_ batch: Batch, isStage: Bool = false) {
        begun = []
        touched = []
        changed = [:]
        for event in batch.events { take(event, isStage: isStage) }
        if isStage { return }
        for interpreter in touched.sorted() { checkCalendar(of: interpreter) }
        for interpreter in changed.keys.sorted() { checkOffers(to: interpreter, at: changed[interpreter] ?? lastAt) }
        checkRequests(of: batch)
        checkRinging()
    }

    private mutating func take(_ event: Event, isStage: Bool) {
        if event.seq != head + 1 { object("4.4: event \(event.seq) follows \(head)") }
        if event.at < lastAt { object("time: event \(event.seq) is of \(utc: event.at), the one before of \(utc: lastAt)") }
        head = event.seq
        lastAt = max(lastAt, event.at)
        if !isStage { check(event) }
        noteRefusal(event)
        for change in event.changes { put(change, event) }
        for change in event.changes { see(change) }
        if !isStage { checkScope(of: event) }
    }

    private mutating func put(_ change: Change, _ event: Event) {
        rows[change.name] = change
        switch change {
        case .request(let row):
            step("R", row.id.description, from: requests[row.id]?.state.rawValue, to: row.state.rawValue, row.version, event)
            note(event.actor, row.id.description, requests[row.id]?.version)
            noteQuestion(row, at: event.at)
            requests[row.id] = row
            if let mark = row.need.caseReference, let other = marks.updateValue(row.id, forKey: mark), other != row.id {
                object("4.3: \(row.id) and \(other) come of the same command, \(mark)")
            }
        case .offer(let row):
            step("O", row.id.description, from: offers[row.id]?.state.rawValue, to: row.state.rawValue, row.version, event)
            offers[row.id] = row
            concerned[row.request, default: [:]][row.id.description] = row.state == .made ? row.interpreter : nil
        case .assignment(let row):
            step("A", row.id.description, from: assignments[row.id]?.state.rawValue, to: row.state.rawValue, row.version, event)
            note(event.actor, row.id.description, assignments[row.id]?.version)
            assignments[row.id] = row
            let isLive = row.state == .confirmed || row.state == .started
            concerned[row.request, default: [:]][row.id.description] = isLive ? row.interpreter : nil
            touched.insert(row.interpreter)
        case .interpreter(let row):
            // Whoever narrows the duty of others names no moment, and theirs may be the same.
            if event.kind == .dutyOn, let duty = row.duty, user(event.actor)?.interpreter == row.id {
                once(event, "duty until \(utc: duty.until)")
            }
            if interpreters[row.id]?.duty != nil, row.duty == nil { dutyEnds[row.id] = event.at }
            for language in interpreters[row.id]?.competences.map(\.language) ?? []
            where !row.isActive || !row.competences.contains(where: { $0.language == language }) { speakersLost[language] = event.at }
            formerPools[row.id] = interpreters[row.id]?.pools
            interpreters[row.id] = row
            changed[row.id] = event.at
        case .availability(let row):
            if availabilities[row.id] == nil { once(event, "\(row.kind) until \(utc: row.interval.end)") }
            availabilities[row.id] = row
            changed[row.interpreter] = event.at
        case .principal(let row):
            users[row.id] = row
            lockedOut[row.id.description] = row.isActive ? nil : event.seq
            if let interpreter = row.interpreter { changed[interpreter] = event.at }
        case .credential(let row):
            credentials[row.id] = row
            if let interpreter = users[row.principal]?.interpreter { changed[interpreter] = event.at }
        default: break
        }
    }

    /// Who may look at the request from now on, as it is now.
    private mutating func see(_ change: Change) {
        let id: RequestID
        switch change {
        case .request(let row): id = row.id
        case .offer(let row): id = row.request
        case .assignment(let row): id = row.request
        default: return
        }
        guard let version = requests[id]?.version else { return }
        for interpreter in concerned[id, default: [:]].values { sights.insert("\(interpreter) \(id) v=\(version)") }
    }

    private mutating func note(_ actor: PrincipalID?, _ subject: String, _ version: Int?) {
        if let actor, let version { begun.append((actor, subject, version)) }
    }

    /// Two effects with the same moment of the same user come of the same command: clients never name a moment twice.
    private mutating func once(_ event: Event, _ what: String) {
        guard let actor = event.actor, lastAt > Timestamp(milliseconds: .min) else { return }
        if !moments.insert("\(actor) \(what)").inserted { object("4.3: \(actor) has \(what) a second time, in event \(event.seq)") }
    }

    private mutating func step(_ letter: Character, _ name: String, from old: String?, to new: String, _ version: Int, _ event: Event) {
        if !Transitions.allow(letter, from: old, to: new) {
            object("4.6: \(name) goes from \(old ?? "nothing") to \(new) in event \(event.seq)")
        }
        facts.insert("\(name) v=\(version) \(new)")
    }
}

extension Change {
    /// `R5`; unique among all rows.
    var name: String {
        switch self {
        case .organisation(let row): row.id.description
        case .establishment(let row): row.id.description
        case .agreement(let row): row.id.description
        case .principal(let row): row.id.description
        case .credential(let row): row.id.description
        case .interpreter(let row): row.id.description
        case .availability(let row): row.id.description
        case .request(let row): row.id.description
        case .offer(let row): row.id.description
        case .assignment(let row): row.id.description
        }
    }
}
