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
            let who = chance(of: request) == 0 ? "but nobody is available" : "and nobody is asked"
            return "\(word), \(who) for it now: the search goes on until \(local(request.answerBy))"
        case .unfilled: return word + because(request)
        case .offered, .assigned, .started, .completed, .cancelled, .noShow: return word
        }
    }

    /// The row's `because`, as words.
    private func because(_ request: Request) -> String {
        guard let reason = request.progress.reason else { return "" }
        return ": " + reason.split(separator: "-").joined(separator: " ")
    }
}

extension Request {
    /// What an answer confirms that shows this row: `usual`, unless its reader hoped for more than the row tells.
    func confirmation(_ usual: Confirmation) -> Confirmation {
        switch state {
        case .unfilled: .unfilled
        case .open where !progress.isHeld: .nobodyYet
        case .open, .offered, .assigned, .started, .completed, .cancelled, .noShow: usual
        }
    }
}
