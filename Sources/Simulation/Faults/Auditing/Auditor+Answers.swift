import Dispatching
import Interpreting
import Sessions
import Wire

/// Whether answers are durable, the same each time, and show nobody what is not theirs.
extension Auditor {
    /// An answer to a command with a key.
    func judge(
        _ asked: Asked, _ key: String, _ status: Status, _ text: String, _ rows: [(kind: String, words: Words)], of person: Stage.Person
    ) {
        let name = "\(person.user) \(key)"
        let kept = ledger[name]
        switch (status.class, status.code) {
        // A farewell follows, whatever the store does.
        case (_, "4.7.1") where text.hasPrefix(OpenCommand.ending): return
        case (_, "4.7.1") where isStoreSound: find("4.11: \(name) \(asked.command) was refused although only others' rows were: \(text)")
        case (.tryAgain, _), (_, "5.2.1"), (_, "5.2.2"), (_, "5.2.3"), (_, "5.2.4"): return
        case (_, "5.7.1"):
            // An offer that has just run out ends with whatever touches it.
            let isPoisoned = asked.value("case")?.hasPrefix(Poison.mark) ?? ["ACCEPT", "DECLINE"].contains(asked.words.first)
            if !isPoisoned { find("4.11: \(name) \(asked.command) was refused for a row of another: \(text)") }
        case (.refused, "5.4.9"):
            if kept == nil { find("4.3: \(name) was refused as used before, and nothing is kept for it") }
            if let told = told[name], told.command == asked.command { find("4.3: \(name) was refused for its own command") }
            return
        case (.refused, let code) where code.hasPrefix("5.1."): return
        default: break
        }
        guard let kept else { return find("4.2: \(name) \(asked.command) was answered \(status) and nothing is kept for it") }
        let keptText: String
        switch kept.reply.result {
        case .done(_, let text): keptText = text
        case .refused(let refusal): keptText = refusal.text
        }
        if kept.reply.isDone != (status.class == .done) || !keptText.hasPrefix(text.prefix(500)) {
            find("4.3: \(name) was answered \(status) \(text), kept is \(keptText)")
        }
        let answer = "\(status) \(text) " + rows.map { "\($0.kind) \($0.words.subject ?? "")" }.joined(separator: " ")
        if let told = told[name] {
            if told.command != asked.command { find("4.3: \(name) was answered for \(told.command) and for \(asked.command)") }
            if told.answer != answer { find("4.3: \(name) was answered \(told.answer), and now \(answer)") }
        } else {
            truth.told[name] = (asked.command, answer)
            if status.class == .done { checkEffect(of: asked, person) }
        }
    }

    /// What was said to be done is in the journal.
    private func checkEffect(of asked: Asked, _ person: Stage.Person) {
        let words = asked.words.map(String.init)
        guard words.count > 1 else { return }
        let subject = words[1]
        func missing(_ what: String) { find("4.2: \(person.user) was told that \(asked.command) is done, and \(what)") }
        switch words[0] {
        case "SUBMIT":
            let mark = asked.value("case")
            if !register.requests.values.contains(where: { $0.need.caseReference == mark }) { missing("there is no such request") }
        case "ACCEPT" where !register.wasTrue("\(subject) v=2 accepted"): missing("it is not accepted")
        case "DECLINE" where !register.wasTrue("\(subject) v=2 declined"): missing("it is not declined")
        case "CANCEL":
            if RequestID(subject).flatMap({ register.requests[$0] })?.state != .cancelled { missing("it is not cancelled") }
        case "RELEASE", "UNASSIGN":
            if AssignmentID(subject).flatMap({ register.assignments[$0] })?.state != .released { missing("it is not released") }
        case "START":
            if AssignmentID(subject).flatMap({ register.assignments[$0] })?.startedAt == nil { missing("it was not started") }
        case "FINISH":
            if AssignmentID(subject).flatMap({ register.assignments[$0] })?.state != .completed { missing("it is not completed") }
        case "ASSIGN":
            let isThere = register.assignments.values.contains {
                $0.request.description == subject && $0.interpreter.description == words[2] && $0.fromOffer == nil
            }
            if !isThere { missing("there is no such assignment") }
        default: return
        }
    }

    /// A change on condition of a version was made on that version.
    func checkVersion(of entry: LedgerEntry) {
        let key = "\(entry.principal) \(entry.key)"
        guard entry.reply.isDone, !reusedKeys.contains(key), let asked = commands[key],
            let wanted = asked.value("if").flatMap({ Int($0) })
        else { return }
        let subject = asked.words.count > 1 ? String(asked.words[1]) : ""
        let versions = register.begun.filter { $0.actor == entry.principal && $0.subject == subject }.map(\.version)
        if !versions.isEmpty, !versions.contains(wanted) {
            find("4.3: \(asked.command) of \(entry.principal) was done on version \(versions[0])")
        }
    }

    // MARK: Rows

    /// Rows say only what was true, and only to those whom it concerns.
    func checkRows(_ rows: [(kind: String, words: Words)], for person: Stage.Person, _ asked: Asked) {
        for row in rows {
            guard let subject = row.words.subject else { continue }
            switch row.kind {
            case "REQUEST":
                checkFact(row.words, subject, asked)
                checkOwn(row.words, subject, person, asked)
            case "OFFER", "ASSIGNMENT": checkFact(row.words, subject, asked)
            default: continue
            }
            if !mayKnow(person, row.kind, subject) { find("tenancy: \(person.user) was shown \(subject) by \(asked.command)") }
        }
    }

    /// An interpreter is shown only requests that it is asked for or works on, in a version that they had then, and no other name.
    private func checkOwn(_ words: Words, _ subject: String, _ person: Stage.Person, _ asked: Asked) {
        guard person.role == .interpreter else { return }
        if !register.wasInSight("\(person.belongsTo) \(subject) v=\(words["v"] ?? "?")") {
            find("tenancy: \(person.user) was shown \(subject) by \(asked.command), without an offer or an assignment of it")
        }
        if let name = words["interpreter"], name != person.belongsTo {
            find("tenancy: \(person.user) was shown by \(asked.command) that \(name) has \(subject)")
        }
    }

    private func checkFact(_ words: Words, _ subject: String, _ asked: Asked) {
        guard let version = words["v"], let state = words["state"] else { return }
        if !register.wasTrue("\(subject) v=\(version) \(state)") {
            find("4.2: \(asked.command) showed \(subject) v=\(version) \(state), which never was so")
        }
    }

    /// Whether a request, an offer or an assignment concerns the person.
    func mayKnow(_ person: Stage.Person, _ kind: String, _ subject: String) -> Bool {
        if person.role == .admin { return true }
        var request = RequestID(subject)
        var interpreter: String?
        if kind == "OFFER", let offer = OfferID(subject).flatMap({ register.offers[$0] }) {
            (request, interpreter) = (offer.request, offer.interpreter.description)
            if person.role == .requester { return false }
        }
        if kind == "ASSIGNMENT", let row = AssignmentID(subject).flatMap({ register.assignments[$0] }) {
            (request, interpreter) = (row.request, row.interpreter.description)
        }
        guard let asked = request.flatMap({ register.requests[$0] }) else { return false }
        switch person.role {
        case .admin: return true
        case .requester: return asked.organisation.description == person.belongsTo
        case .coordinator: return asked.agency.text == person.belongsTo
        case .interpreter:
            if let interpreter { return interpreter == person.belongsTo }
            return register.offers.values.contains { $0.request == asked.id && $0.interpreter.description == person.belongsTo }
                || register.assignments.values.contains { $0.request == asked.id && $0.interpreter.description == person.belongsTo }
        }
    }
}
