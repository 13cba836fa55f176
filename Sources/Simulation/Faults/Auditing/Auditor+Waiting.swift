import Dispatching
import Interpreting

/// Whether somebody is asked who could be.
extension Auditor {
    /// Whoever becomes free is looked at in that moment; the rest is for servers that pause and commits that are slow.
    private static let idleAtMost = Span.minutes(2)

    /// Called after each batch.
    func checkIdle() {
        var present: [RequestID: [InterpreterID: Timestamp]] = [:]
        for (request, people) in register.idle() {
            for id in people { present[request, default: [:]][id] = idle[request]?[id] ?? now }
        }
        idle = present
        for request in idle.keys.sorted() {
            guard let longest = idle[request]?.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
                now - longest.value > Auditor.idleAtMost
            else { continue }
            find("rules: \(request) is open, and \(longest.key) could do it since \(utc: longest.value) and is not asked")
            idle[request] = nil
        }
    }
}

extension Register {
    /// Planned requests for which nobody is asked, with those who certainly could be: less than the rules allow, so that there is no doubt.
    func idle() -> [RequestID: [InterpreterID]] {
        guard RuleNumbers.isForAsking(lastAt) else { return [:] }
        var idle: [RequestID: [InterpreterID]] = [:]
        for request in requests.values where request.state == .open && !request.need.isOnDemand && !request.progress.isHeld {
            guard lastAt < request.answerBy, lastAt + .hours(1) < request.need.start else { continue }
            let free = interpreters.values.filter { surelyCan($0, request) }.map(\.id)
            if !free.isEmpty { idle[request.id] = free }
        }
        return idle
    }

    private func surelyCan(_ person: Interpreter, _ request: Request) -> Bool {
        let (need, modality) = (request.need, request.modality)
        guard person.isActive, person.modalities.contains(modality), person.pools.contains(request.agency),
            person.competence(in: need.language)?.competence.level == .certified, canLogIn(person.id, at: lastAt),
            modality.isRemote || person.home == need.place, !request.progress.exhausted.contains(person.id)
        else { return false }
        if let gender = need.gender, gender != person.gender, need.genderIsRequired { return false }
        let talk = talk(from: need.start, need)
        let wide = Interval(start: talk.start - .minutes(50), end: talk.end + .minutes(50))
        guard isAvailable(person.id, wide), absence(person.id, wide) == nil else { return false }
        let isAsked = offers.values.contains {
            $0.interpreter == person.id && ($0.request == request.id || $0.state == .made)
        }
        return !isAsked && hasRoom(person, for: talk)
    }

    /// Nothing to come, and enough left of the hours.
    private func hasRoom(_ person: Interpreter, for talk: Interval) -> Bool {
        var minutes = talk.length.minutes
        for work in assignments.values where work.interpreter == person.id {
            switch work.state {
            case .released, .cancelled, .noShow: continue
            case .confirmed, .started: return false
            case .completed:
                guard let began = work.startedAt, let ended = work.endedAt, ended + .hours(1) < talk.start else { return false }
                minutes += (ended - began).minutes + 1
            }
        }
        let daily = min(RuleNumbers.daily, person.maximumMinutesPerDay ?? .max)
        return minutes <= min(daily, RuleNumbers.weekly, person.maximumMinutesPerWeek ?? .max)
    }
}
