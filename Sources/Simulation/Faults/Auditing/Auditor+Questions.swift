import Interpreting

/// Whether questions are answered with what is durable.
extension Auditor {
    func checkQuestion(_ asked: Asked, _ text: String, _ rows: [(kind: String, words: Words)], _ person: Stage.Person) {
        guard let first = rows.first else { return }
        switch first.kind {
        case "OUTCOME":
            guard let key = first.words.subject, ledger["\(person.user) \(key)"] != nil else {
                return find("4.2: \(person.user) was told an outcome by \(asked.command), and none is kept")
            }
            if let told = told["\(person.user) \(key)"], !told.answer.contains(text.prefix(500)) {
                find("4.3: \(person.user) \(key) was answered \(told.answer), and its outcome is \(text)")
            }
        case "SNAPSHOT": checkSnapshot(first.words, rows, person)
        default: return
        }
    }

    /// Everything that is not over and that the person may know, and nothing else; told only when nothing was committed since.
    private func checkSnapshot(_ words: Words, _ rows: [(kind: String, words: Words)], _ person: Stage.Person) {
        guard let head = words["head"].flatMap({ Int64($0) }) else { return find("grammar: a snapshot without its head") }
        if head > register.head { find("4.2: a snapshot is of event \(head), the journal ends at \(register.head)") }
        noteTold(head)
        guard head == register.head else { return }
        let shown = rows.filter { $0.kind == "REQUEST" }.compactMap(\.words.subject)
        let right = register.requests.values.filter { !Transitions.finalRequests.contains($0.state.rawValue) }.map(\.id).sorted()
            .filter { isOpen(to: person, $0) }.map(\.description)
        if shown != right { find("4.4: the snapshot of \(person.user) at \(head) has \(shown), not \(right)") }
    }

    /// Interpreters see a request only while they are asked for it or work on it.
    private func isOpen(to person: Stage.Person, _ request: RequestID) -> Bool {
        person.role == .interpreter
            ? register.isInSight(request, of: person.belongsTo) : mayKnow(person, "REQUEST", request.description)
    }
}
