import Interpreting

/// What becomes of a request whose assignment was given back or taken away, for everybody who is told of it.
extension Engine {
    /// For whoever gave it back or took it away.
    /// - Parameters:
    ///   - former: who had the assignment.
    ///   - isExcluded: whether that one is not asked for it any more.
    func afterwards(_ id: RequestID, former: InterpreterID, isExcluded: Bool) -> String {
        guard let request = state.requests[id] else { return "\(id) is over" }
        let end = "its requester hears by \(local(request.answerBy)) at the latest"
        switch request.state {
        case .offered: return "\(id) is offered to \(asked(for: id, former: former, isExcluded: isExcluded))"
        case .open where request.progress.isHeld: return "\(id) is held by the coordinator, so nobody is asked for it: \(end)"
        case .open: return "nobody can be asked for \(id) now: \(end)"
        default: return "\(id) is \(standing(request))"
        }
    }

    private func asked(for id: RequestID, former: InterpreterID, isExcluded: Bool) -> String {
        let asked = liveOffers(for: id).compactMap { state.offers[$0]?.interpreter }
        let others = asked.count { $0 != former }
        let story = others == 0 ? "" : others.counted("other")
        guard !isExcluded else { return story }
        guard asked.contains(former) else { return story }
        let again = "\(former) again; exclude=yes would have kept it from him or her"
        return story.isEmpty ? again : "\(story) and to \(again)"
    }

    /// For everybody whose event it is: where the request stands now, how many are asked for it, and by when it is answered.
    func nextFields(_ id: RequestID) -> [Field] {
        guard let request = state.requests[id] else { return [] }
        return [
            Field("request-state", request.state.rawValue), Field("asked", liveOffers(for: id).count),
            Field("answer-by", local(request.answerBy)),
        ]
    }
}
