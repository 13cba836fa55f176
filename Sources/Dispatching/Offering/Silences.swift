import Interpreting
import Matching
import Rules

/// Who was asked and said nothing: neither yes nor no. Everything follows from the offers of the request.
extension Engine {
    /// Ascending by interpreter; of the present question alone, which in another modality is another one.
    /// - Parameter modality: nil for that of the request.
    func silences(of request: Request, in modality: Modality? = nil) -> [Silence] {
        var silences: [Silence] = []
        for id in state.index.offersOfRequest[request.id] {
            guard let offer = state.offers[id], offer.state == .expired, offer.modality == modality ?? request.modality,
                isOfPresentQuestion(offer, of: request)
            else { continue }
            let place = silences.partitioningIndex { $0.interpreter >= offer.interpreter }
            if place < silences.count, silences[place].interpreter == offer.interpreter {
                silences[place].times += 1
                if offer.expiresAt > silences[place].ended { silences[place].ended = offer.expiresAt }
            } else {
                let again = request.need.isOnDemand ? rules.offers.ringAgain : rules.offers.askAgain(lead: .zero)
                let silence = Silence(interpreter: offer.interpreter, times: 1, ended: offer.expiresAt, again: again)
                silences.insert(silence, at: place)
            }
        }
        if request.need.isOnDemand { return silences }
        for place in silences.indices { silences[place].again = rules.offers.askAgain(lead: request.need.start - silences[place].ended) }
        return silences
    }

    private func isOfPresentQuestion(_ offer: Offer, of request: Request) -> Bool {
        request.progress.askedSince.map { offer.madeAt >= $0 } ?? true
    }

    /// Those who are not asked in `modality` any more, ascending. Who does not travel may be glad to telephone: a no counts for the
    /// modality in which it was said, and work that was given back, or taken back for good, for all of them.
    func exhausted(_ request: Request, in modality: Modality) -> [InterpreterID] {
        if request.progress.exhausted.isEmpty { return [] }
        let returned = state.index.assignmentsOfRequest[request.id].compactMap { state.assignments[$0] }.filter { $0.state == .released }
        let noes = state.index.offersOfRequest[request.id].compactMap { state.offers[$0] }.filter {
            $0.state == .declined && isOfPresentQuestion($0, of: request)
        }
        return request.progress.exhausted.filter { id in
            let own = noes.filter { $0.interpreter == id }
            return own.isEmpty || own.contains { $0.modality == modality } || returned.contains { $0.interpreter == id }
        }
    }

    /// A call goes to everybody once before it goes to anybody twice.
    func freshFirst(_ eligible: [Ranked], for request: Request, in modality: Modality) -> [Ranked] {
        guard request.need.isOnDemand else { return eligible }
        let fresh = fresh(eligible, for: request, in: modality)
        return fresh.isEmpty ? eligible : fresh
    }

    /// Those who have let no offer in `modality` pass.
    func fresh(_ eligible: [Ranked], for request: Request, in modality: Modality) -> [Ranked] {
        let silent = silences(of: request, in: modality).map(\.interpreter)
        return silent.isEmpty ? eligible : eligible.filter { !silent.containsSorted($0.interpreter) }
    }

    /// Those who ever said no to the request, ascending.
    func refusals(of request: RequestID) -> [InterpreterID] { answered(.declined, in: request) }

    /// Those who were asked and never answered, ascending.
    func silent(in request: RequestID) -> [InterpreterID] {
        let refusals = refusals(of: request)
        return answered(.expired, in: request).filter { !refusals.containsSorted($0) }
    }

    /// Those who were ever asked, ascending.
    func asked(for request: RequestID) -> [InterpreterID] {
        OfferState.allCases.reduce([]) { $0.mergedSorted(with: answered($1, in: request)) }
    }

    /// Those whose offers were all taken back before they answered, ascending.
    func withdrawn(in request: RequestID) -> [InterpreterID] {
        let others = OfferState.allCases.filter { $0 != .withdrawn }.flatMap { answered($0, in: request) }
        return answered(.withdrawn, in: request).filter { !others.contains($0) }
    }

    private func answered(_ answer: OfferState, in request: RequestID) -> [InterpreterID] {
        var all: [InterpreterID] = []
        for id in state.index.offersOfRequest[request] {
            if let offer = state.offers[id], offer.state == answer { all.insertSorted(offer.interpreter) }
        }
        return all
    }
}

extension Job {
    /// For somebody who says yes to it, or has spoken with whoever assigns it.
    mutating func forgetAnswers(of interpreter: InterpreterID) {
        exhausted.removeSorted(interpreter)
        silences.removeAll { $0.interpreter == interpreter }
    }
}
