import Interpreting
import Matching

/// Requests that nobody is asked for, or for which somebody better may come, are looked at again in the moment in which somebody becomes
/// free for them.
extension Engine {
    /// The hours that `offer` kept free can be offered for something else: those of its own terms, whatever its request asks by now.
    mutating func advanceWaiting(afterOffer offer: Offer) throws(Refusal) {
        guard let request = state.requests[offer.request] else { return }
        if request.need.isOnDemand { return try advanceWaiting(for: offer.interpreter) { $0.need.isOnDemand } }
        let terms = offer.terms ?? Offer.Terms(request.need)
        let hours = Interval(start: terms.start, end: terms.start + .minutes(terms.minutes))
        let now = turn.now
        try advanceWaiting(for: offer.interpreter) { other in
            let need = other.need
            let start = need.isOnDemand ? max(need.start, now) : need.start
            let ring = need.isOnDemand ? max(.zero, other.answerBy - now) : .zero
            return Interval(start: start, end: start + .minutes(need.minutes) + ring).overlaps(hours)
        }
    }

    /// The hours of `assignment` are free again, or other ones than before, and count otherwise or no longer for its day and its week.
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

    /// Requests that may want the interpreter, for a language that he or she has or that one of those may stand in for. Ascending.
    private func waiting(for interpreter: InterpreterID) -> [RequestID] {
        var served: [LanguageTag] = []
        var waiting: [RequestID] = []
        func look(for language: LanguageTag) {
            let open = state.index.openRequestsOfLanguage[language] ?? []
            let improvable = state.index.improvableRequestsOfLanguage[language] ?? []
            if open.isEmpty && improvable.isEmpty || served.contains(language) { return }
            served.append(language)
            waiting += open + improvable
        }
        for competence in state.interpreters[interpreter]?.competences ?? [] {
            look(for: competence.language)
            for language in rules.languages.served(by: competence.language) { look(for: language) }
        }
        return waiting.sorted()
    }

    /// In any modality in which somebody would be asked now.
    private func canDo(_ request: Request, _ id: InterpreterID) -> Bool {
        guard let candidate = candidate(id, for: request) else { return false }
        return modalities(for: request).contains { matcher.score(ringing(request, in: $0), candidate, at: turn.now) != nil }
    }
}
