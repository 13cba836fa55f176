import Dispatching
import Interpreting

/// Whether interpreters can be where they are sent, and requests agree with what was arranged for them.
extension Register {
    /// Live assignments in the order of their conversations.
    func live(_ interpreter: InterpreterID) -> [Assignment] {
        assignments.values.filter { $0.interpreter == interpreter && Transitions.live.contains($0.state.rawValue) }
            .sorted { ($0.talk.start, $0.id) < ($1.talk.start, $1.id) }
    }

    mutating func checkCalendar(of interpreter: InterpreterID) {
        let live = live(interpreter)
        for (first, second) in zip(live, live.dropFirst()) {
            if first.during.end > second.during.start {
                let pair = "\(first.id) and \(second.id) of \(interpreter)"
                object("4.1: \(pair) overlap: \(utc: first.during.end) is after \(utc: second.during.start)")
            }
            let needed = gap(first, second)
            let free = (second.talk.start - first.talk.end).minutes
            if free < needed { object("4.1: \(free) minutes between \(first.id) and \(second.id) of \(interpreter), \(needed) needed") }
        }
        for assignment in live { checkStretch(of: assignment, among: live) }
    }

    /// The least minutes between two conversations in a row.
    private func gap(_ first: Assignment, _ second: Assignment) -> Int {
        var needed = RuleNumbers.rest(after: first.modality, before: second.modality)
        if !isOnDemand(second) { needed += RuleNumbers.buffer(before: second.modality) }
        if let from = first.place, let to = second.place { needed += RuleNumbers.journey(from: from.description, to: to.description) }
        return needed
    }

    private func isOnDemand(_ assignment: Assignment) -> Bool { requests[assignment.request]?.need.isOnDemand ?? false }

    /// The time that an assignment takes includes what comes before and after the conversation.
    private mutating func checkStretch(of assignment: Assignment, among live: [Assignment]) {
        let buffer = isOnDemand(assignment) ? 0 : RuleNumbers.buffer(before: assignment.modality)
        let begins = assignment.talk.start - .minutes(buffer + assignment.travelMinutes)
        let ends = assignment.talk.end + .minutes(RuleNumbers.leastRest(after: assignment.modality))
        if assignment.during.start > begins || assignment.during.end < ends {
            let during = assignment.during
            object("4.1: \(assignment.id) takes \(utc: during.start) to \(utc: during.end), needed \(utc: begins) to \(utc: ends)")
        }
        guard let place = assignment.place, let home = interpreters[assignment.interpreter]?.home else { return }
        // Or where a conversation before has ended.
        let ended = assignments.values.filter {
            $0.interpreter == assignment.interpreter && $0.state == .completed && $0.talk.start < assignment.talk.start
        }
        let origins = [home] + live.filter { $0.id != assignment.id }.compactMap(\.place) + ended.compactMap(\.place)
        let least = origins.map { RuleNumbers.journey(from: $0.description, to: place.description) }.min() ?? 0
        if assignment.travelMinutes < least {
            object("4.1: \(assignment.travelMinutes) minutes of journey to \(assignment.id), at least \(least) needed")
        }
    }

    /// After a batch, requests, offers and assignments tell the same story.
    mutating func checkRequests(of batch: Batch) {
        var concerned: Set<RequestID> = []
        for change in batch.events.lazy.flatMap(\.changes) {
            switch change {
            case .request(let row): concerned.insert(row.id)
            case .offer(let row): concerned.insert(row.request)
            case .assignment(let row): concerned.insert(row.request)
            default: break
            }
        }
        for id in concerned.sorted() {
            guard let request = requests[id] else { continue }
            let live = assignments.values.filter { $0.request == id && Transitions.live.contains($0.state.rawValue) }
            let expected = ["assigned", "started"].contains(request.state.rawValue) ? 1 : 0
            if live.count != expected { object("4.1: \(id) is \(request.state.rawValue) and has \(live.count) live assignments") }
            let waiting = offers.values.filter { $0.request == id && $0.state == .made }.count
            if (request.state == .offered) != (waiting > 0) {
                object("4.6: \(id) is \(request.state.rawValue), and \(waiting) offers for it wait for an answer")
            }
        }
    }
}
