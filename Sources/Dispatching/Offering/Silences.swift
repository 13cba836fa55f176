import Interpreting
import Matching
import Rules

/// Who was asked and said nothing: neither yes nor no. Everything follows from the offers of the request.
extension Engine {
    /// Ascending by interpreter; of the present question alone.
    func silences(of request: Request) -> [Silence] {
        let since = request.progress.askedSince
        var silences: [Silence] = []
        for id in state.index.offersOfRequest[request.id] {
            guard let offer = state.offers[id], offer.state == .expired, since.map({ offer.madeAt >= $0 }) ?? true else { continue }
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

    /// A call goes to everybody once before it goes to anybody twice.
    func freshFirst(_ eligible: [Ranked], for request: Request) -> [Ranked] {
        guard request.need.isOnDemand else { return eligible }
        let silent = silences(of: request).map(\.interpreter)
        if silent.isEmpty { return eligible }
        let fresh = eligible.filter { !silent.containsSorted($0.interpreter) }
        return fresh.isEmpty ? eligible : fresh
    }

    /// Those who ever said no to the request, ascending.
    func refusals(of request: RequestID) -> [InterpreterID] { answered(.declined, in: request) }

    /// Those who were asked and never answered, ascending.
    func silent(in request: RequestID) -> [InterpreterID] {
        let refusals = refusals(of: request)
        return answered(.expired, in: request).filter { !refusals.containsSorted($0) }
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
