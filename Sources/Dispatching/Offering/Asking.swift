import Interpreting
import Matching
import Rules

/// When people are asked: planned work waits for the hours in which they are awake or at work, unless it cannot.
extension Engine {
    /// Nil for work on demand: who goes on duty wants to be rung.
    func asking(for request: Request) -> Ruling<AskingTime>? {
        let need = request.need
        if need.isOnDemand { return nil }
        return rules.offers.asking(
            at: turn.now, start: need.start, answerBy: request.answerBy, priority: need.priority, calendar: rules.calendar)
    }

    /// Those of `eligible` who are asked at this moment.
    func awake(_ eligible: [Ranked], _ asking: AskingTime?) -> [Ranked] {
        guard let asking, asking.opens > turn.now else { return eligible }
        return asking.mayWake ? eligible.filter { mayBeWoken($0.interpreter) } : []
    }

    /// Who is on duty is awake.
    private func mayBeWoken(_ id: InterpreterID) -> Bool {
        guard let interpreter = state.interpreters[id] else { return false }
        let isOnDuty = interpreter.duty.map { $0.since <= turn.now && turn.now < $0.until && $0.heldSince == nil } ?? false
        return interpreter.mayBeWoken == true || isOnDuty
    }

    /// Until when offers that are made now stay open.
    func deadline(of request: Request, in modality: Modality, _ asking: AskingTime?) -> Timestamp {
        guard let asking else { return min(turn.now + rules.offers.onDemand.value.ring, request.answerBy) }
        let plan = rules.offers.plan(lead: request.need.start - turn.now, modality: modality).value
        return asking.expiry(of: plan.offersExpireAfter, from: turn.now, answerBy: request.answerBy, rules.calendar)
    }

    /// When somebody who is not asked now may be asked: people wake up, or have had time since they did not answer. Nil when nothing of
    /// the kind is waited for.
    func nextAsking(for request: Request) -> Timestamp? {
        let all = modalities(for: request).flatMap { silences(of: request, in: $0) }
        let again = all.compactMap(\.asksAgainAt).filter { $0 > turn.now }.min()
        let opens = asking(for: request).map(\.value.opens).flatMap { $0 > turn.now ? $0 : nil }
        return [again, opens].compactMap(\.self).min()
    }

    /// `interpreters are asked from … on, because …`; nil when they are asked at once, or not looked for any more.
    func askedLater(_ request: Request) -> String? {
        guard request.state == .open, let asking = asking(for: request), asking.value.opens > turn.now else { return nil }
        return "interpreters are asked from \(local(asking.value.opens)) on, because \(asking.rule.reason)"
    }

    /// That people are asked later, or those who did not answer again, and why; nil when they are asked at once, or not looked for any
    /// more.
    func askingRow(_ request: Request) -> Row? {
        guard request.state == .open else { return nil }
        let later = asking(for: request).flatMap { $0.value.opens > turn.now ? (from: $0.value.opens, rule: $0.rule) : nil }
        guard let next = later ?? askedAgain(request) else { return nil }
        return Row("ASKING", request.id, [
            Field("from", local(next.from)), Field("rule", next.rule.id), Field("at", next.rule.citation),
            Field("reason", next.rule.reason),
        ])
    }

    /// When the first is asked again who did not answer and could do it, and by which rule; nil when there is no such person.
    func askedAgain(_ request: Request) -> (from: Timestamp, rule: RuleReference)? {
        guard request.state == .open, !request.progress.isHeld else { return nil }
        var next: (from: Timestamp, rule: RuleReference)?
        for silence in silences(of: request) {
            guard let again = silence.asksAgainAt, again > turn.now, next.map({ again < $0.from }) ?? true,
                let candidate = candidate(silence.interpreter, for: request)
            else { continue }
            var job = job(request)
            job.forgetAnswers(of: silence.interpreter)
            guard matcher.score(job, candidate, at: turn.now) != nil else { continue }
            let need = request.need
            let opens = need.isOnDemand
                ? again
                : rules.offers.asking(
                    at: again, start: need.start, answerBy: request.answerBy, priority: need.priority, calendar: rules.calendar
                ).value.opens
            if opens < request.answerBy { next = (opens, silence.again.rule) }
        }
        return next
    }
}
