import Interpreting

@testable import Dispatching

/// Whether the sentence of an answer and the rows beside it say the same.
struct SentenceCheck {
    let state: State

    /// What differs in the answer to a command, each in a line.
    func faults(_ reply: Reply) -> [String] {
        guard reply.isDone else { return reply.rows.isEmpty ? [] : ["a refusal with rows"] }
        return clauses(reply.text).flatMap(wrongStates) + unsaidState(reply) + wrongStatus(reply) + wrongNumber(reply.text)
    }

    /// The same for a question, which whoever asked it has answered.
    func faults(ofAnswer reply: Reply) -> [String] {
        clauses(reply.text).flatMap(wrongStates) + unsaidState(reply) + wrongNumber(reply.text)
    }

    private static let words = Set(
        (RequestState.allCases.map(\.rawValue) + OfferState.allCases.map(\.rawValue) + AssignmentState.allCases.map(\.rawValue)))

    /// What stands before a colon says how it is, and what stands behind it why.
    private func clauses(_ text: String) -> [String] { text.split(separator: ";").flatMap { $0.split(separator: ": ") }.map(String.init) }

    private func words(of text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "-") }.map(String.init)
    }

    /// A state that is told of something and is not that of anything named beside it.
    private func wrongStates(_ clause: String) -> [String] {
        let all = words(of: clause)
        let real = all.compactMap(stateWord)
        guard !real.isEmpty else { return [] }
        return all.filter { SentenceCheck.words.contains($0) && !real.contains($0) }.map { "“\(clause)” says \($0), it is \(real)" }
    }

    /// The state of what a word identifies.
    private func stateWord(_ word: String) -> String? {
        if let id = RequestID(word) { return state.requests[id]?.state.rawValue }
        if let id = OfferID(word) { return state.offers[id]?.state.rawValue }
        if let id = AssignmentID(word) { return state.assignments[id]?.state.rawValue }
        return nil
    }

    /// The first row's state is the present one, and stands in the sentence that names its subject: its own, or that of its request.
    private func unsaidState(_ reply: Reply) -> [String] {
        guard let row = reply.rows.first, let shown = row.text("state"), let real = stateWord(row.subject) else { return [] }
        let said = words(of: reply.text)
        let states = [shown] + [row.text("request").flatMap(stateWord)].compactMap { $0 }
        return (shown == real ? [] : ["the row of \(row.subject) shows \(shown), it is \(real)"])
            + (!said.contains(row.subject) || states.contains(where: said.contains) ? [] : ["“\(reply.text)” does not say \(shown)"])
    }

    /// Who reads only the status hopes no more than who reads the row.
    private func wrongStatus(_ reply: Reply) -> [String] {
        guard case .done(let confirmation, let text) = reply.result, let row = reply.rows.first, row.kind == "REQUEST" else { return [] }
        let expected: Confirmation? =
            switch (row.text("state"), row.text("held")) {
            case ("unfilled"?, _): .unfilled
            case ("open"?, nil): .nobodyYet
            default: nil
            }
        if expected == nil, confirmation != .unfilled, confirmation != .nobodyYet { return [] }
        return confirmation == expected ? [] : ["“\(text)” is confirmed as \(confirmation), with \(row)"]
    }

    /// `1 requests`, `2 request`.
    private func wrongNumber(_ text: String) -> [String] {
        let all = words(of: text)
        let nouns = ["request", "offer", "assignment", "interpreter", "proposal", "row", "line"]
        return zip(all, all.dropFirst()).filter { count, noun in
            Int(count).map { $0 == 1 ? nouns.contains { "\($0)s" == noun } : nouns.contains(noun) } ?? false
        }.map { "\($0) \($1)" }
    }
}
