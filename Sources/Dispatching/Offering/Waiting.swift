import Interpreting

/// Requests that nobody is asked for are looked at again in the moment in which somebody becomes free for them.
extension Engine {
    /// The hours that `offer` kept free can be offered for something else.
    mutating func advanceWaiting(afterOffer offer: Offer) throws(Refusal) {
        guard let request = state.requests[offer.request] else { return }
        if request.need.isOnDemand { return try advanceWaiting(for: offer.interpreter) { $0.need.isOnDemand } }
        let hours = request.interval
        try advanceWaiting(for: offer.interpreter) { !$0.need.isOnDemand && $0.interval.overlaps(hours) }
    }

    /// The talk is over, perhaps early: that concerns what is wanted now or soon, and nothing in the days after.
    mutating func advanceWaiting(afterTalk assignment: Assignment) throws(Refusal) {
        let soon = max(turn.now, assignment.during.end) + .hours(3)
        try advanceWaiting(for: assignment.interpreter) { $0.need.isOnDemand || $0.need.start < soon }
    }

    /// The hours of `assignment` are free again, and count no longer for its week.
    mutating func advanceWaiting(afterAssignment assignment: Assignment) throws(Refusal) {
        let start = assignment.talk.start
        try advanceWaiting(for: assignment.interpreter) { request in
            let distance = request.need.start - start
            return distance < Engine.reach && Span.zero - distance < Engine.reach
        }
    }

    /// Looks again at the waiting requests that it concerns and that `interpreter` can do now.
    mutating func advanceWaiting(
        for interpreter: InterpreterID, where concerns: (Request) -> Bool = { _ in true }
    ) throws(Refusal) {
        for id in waiting(for: interpreter) {
            guard let request = state.requests[id], !request.progress.isHeld, concerns(request) else { continue }
            if canDo(request, interpreter) { try advance(id) }
        }
    }

    /// Open requests for a language that the interpreter has or that one of theirs may stand in for. Ascending.
    private func waiting(for interpreter: InterpreterID) -> [RequestID] {
        var served: [LanguageTag] = []
        var waiting: [RequestID] = []
        func look(for language: LanguageTag) {
            guard let open = state.index.openRequestsOfLanguage[language], !open.isEmpty else { return }
            if served.contains(language) { return }
            served.append(language)
            waiting += open
        }
        for competence in state.interpreters[interpreter]?.competences ?? [] {
            look(for: competence.language)
            for language in rules.languages.served(by: competence.language) { look(for: language) }
        }
        return waiting.sorted()
    }

    private func canDo(_ request: Request, _ id: InterpreterID) -> Bool {
        guard let candidate = candidate(id, for: request) else { return false }
        return matcher.score(job(request), candidate, at: turn.now) != nil
    }
}
