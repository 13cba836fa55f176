import Dispatching
import Interpreting

/// Whether a no stays a no, silence is given time, and people may sleep.
extension Register {
    /// Called before the offer is taken over.
    mutating func checkAsked(_ offer: Offer, _ event: Event) {
        guard let request = requests[offer.request] else { return }
        func refuse(_ why: String) { object("rules: \(offer.interpreter) is asked for \(offer.request) in event \(event.seq): \(why)") }
        if hasRefused(offer.interpreter, offer.request, in: offer.modality) { refuse("said no to it") }
        if wakes(offer.interpreter, request, at: event.at) { refuse("could be asked in the morning") }
        let since = askedSince[offer.request] ?? Timestamp(milliseconds: .min)
        let silent = offers.values.filter {
            $0.request == offer.request && $0.interpreter == offer.interpreter && $0.state == .expired && $0.madeAt >= since
                && $0.modality == offer.modality
        }
        let rule = RuleNumbers.asked(onDemand: request.need.isOnDemand)
        if silent.count >= rule.atMost { refuse("left \(silent.count) offers unanswered") }
        if let last = silent.map(\.expiresAt).max(), event.at < last + rule.after { refuse("did not answer until \(utc: last)") }
    }

    func hasRefused(_ id: InterpreterID, _ request: RequestID, in modality: Modality) -> Bool {
        refusals[request]?.contains { $0.interpreter == id && ($0.modality ?? modality) == modality } ?? false
    }

    /// Whether people are woken for work that could wait: only urgent work wakes, and only those who allow it or are on duty.
    private func wakes(_ id: InterpreterID, _ request: Request, at moment: Timestamp) -> Bool {
        guard !request.need.isOnDemand, let morning = RuleNumbers.waking(from: moment) else { return false }
        guard request.answerBy >= morning + .hours(1), let person = interpreters[id] else { return false }
        let isOnDuty = person.duty.map { $0.heldSince == nil && moment < $0.until } ?? false
        return request.need.priority != .urgent || !(person.mayBeWoken == true || isOnDuty)
    }

    /// Another question to the same people begins anew. In another modality it is another one beside it.
    mutating func noteQuestion(_ row: Request, at moment: Timestamp) {
        guard let old = requests[row.id] else { return }
        let (one, other) = (old.need, row.need)
        let isSame = one.start == other.start && one.minutes == other.minutes
            && one.complexity == other.complexity && one.place == other.place && one.gender == other.gender
            && one.genderIsRequired == other.genderIsRequired
        if isSame { return }
        askedSince[row.id] = moment
        refusals[row.id] = nil
    }

    /// A no is an answer, or work that its interpreter gives back.
    mutating func noteRefusal(_ event: Event) {
        switch event.kind {
        case .offerDeclined:
            for case .offer(let row) in event.changes { refusals[row.request, default: []].append((row.interpreter, row.modality)) }
        case .assignmentReleased:
            let own = user(event.actor)?.interpreter
            for case .assignment(let row) in event.changes where row.state == .released && row.interpreter == own {
                refusals[row.request, default: []].append((row.interpreter, nil))
            }
        default: return
        }
    }
}
