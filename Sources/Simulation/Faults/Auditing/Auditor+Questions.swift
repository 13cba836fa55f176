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
        guard head == register.head else { return }
        let shown = rows.filter { $0.kind == "REQUEST" }.compactMap(\.words.subject)
        let right = register.requests.values.filter { !Transitions.finalRequests.contains($0.state.rawValue) }.map(\.id).sorted()
            .map(\.description).filter { mayKnow(person, "REQUEST", $0) }
        if shown != right { find("4.4: the snapshot of \(person.user) at \(head) has \(shown), not \(right)") }
    }
}
