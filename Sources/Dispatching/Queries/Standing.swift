import Interpreting

/// How a request stands, in words: the one place from which sentences have the state that the row beside them shows.
extension Engine {
    /// Begins with the word of the row's `state`: what follows `request R17 is`.
    func standing(_ request: Request) -> String {
        let word = request.state.rawValue
        switch request.state {
        case .open where request.progress.isHeld:
            return "\(word) and held: nobody is asked until HOLD \(request.id) off, "
                + "and it is answered by \(local(request.answerBy)) all the same"
        case .open:
            if let later = askedLater(request), chance(of: request) != 0 { return "\(word), and \(later)" }
            if let again = askedAgain(request), chance(of: request) == 0 {
                return "\(word), and whoever did not answer is asked again from \(local(again.from)) on, because \(again.rule.reason)"
            }
            let who = chance(of: request) == 0 ? "but nobody is available" : "and nobody is asked"
            return "\(word), \(who) for it now: the search goes on until \(local(request.answerBy))"
        case .unfilled: return word + because(request)
        case .offered where isUnheard(request): return "\(word), but nobody who is asked is connected now"
        case .offered, .assigned, .started, .completed, .cancelled, .noShow: return word
        }
    }

    /// Whether only those are rung who are not known to hear it.
    private func isUnheard(_ request: Request) -> Bool {
        guard request.state == .offered, request.need.isOnDemand else { return false }
        return !liveOffers(for: request.id).contains { state.offers[$0].map { isReachable($0.interpreter) } ?? false }
    }

    /// What an answer confirms that shows the request's row: `usual`, unless its reader hoped for more than the row tells.
    func confirmation(_ request: Request, _ usual: Confirmation) -> Confirmation {
        switch request.state {
        case .unfilled: .unfilled
        case .open where !request.progress.isHeld: .nobodyYet
        case .offered where isUnheard(request): .nobodyYet
        case .open, .offered, .assigned, .started, .completed, .cancelled, .noShow: usual
        }
    }

    /// The row's `because`, as words.
    private func because(_ request: Request) -> String {
        guard let reason = request.progress.reason else { return "" }
        return ": " + reason.split(separator: "-").joined(separator: " ")
    }
}
