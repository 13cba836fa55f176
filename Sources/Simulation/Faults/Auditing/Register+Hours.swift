import Dispatching
import Interpreting

/// Whether work is given to somebody who has hours left for it, has rested, and is in no other conversation: what is finished counts like
/// what is to come, and as long as it really was.
extension Register {
    /// Called before the changes of the event are taken over.
    /// - Parameter talk: what the interpreter would do, or does, for `request`.
    mutating func checkRoom(_ id: InterpreterID, for request: Request, _ modality: Modality, _ talk: Interval, _ event: Event) {
        guard let person = interpreters[id] else { return }
        func refuse(_ why: String) { object("hours: \(id) for \(request.id) in event \(event.seq): \(why)") }
        let others = assignments.values.filter { $0.interpreter == id && $0.request != request.id && counts($0) }
        let day = others.filter { Self.day($0.asItWas.start) == Self.day(talk.start) }
        let week = others.filter { Self.week($0.asItWas.start) == Self.week(talk.start) }
        let today = talk.length.minutes + day.reduce(0) { $0 + $1.asItWas.length.minutes }
        let thisWeek = talk.length.minutes + week.reduce(0) { $0 + $1.asItWas.length.minutes }
        let daily = min(RuleNumbers.daily, person.maximumMinutesPerDay ?? .max)
        let weekly = min(RuleNumbers.weekly, person.maximumMinutesPerWeek ?? .max)
        if today > daily { refuse("\(today) minutes that day, at most \(daily)") }
        if thisWeek > weekly { refuse("\(thisWeek) minutes that week, at most \(weekly)") }
        let going = others.filter { $0.state == .started }.map(\.id).min()
        if request.need.isOnDemand, let going { refuse("\(going) is not finished") }
        let finished = others.filter { $0.state == .completed && $0.asItWas.end <= talk.start }
        guard let last = finished.max(by: { ($0.asItWas.end, $0.id) < ($1.asItWas.end, $1.id) }) else { return }
        let buffer = request.need.isOnDemand ? 0 : RuleNumbers.buffer(before: modality)
        let needed = RuleNumbers.rest(after: last.modality, before: modality) + buffer
        let free = (talk.start - last.asItWas.end).minutes
        if free < needed { refuse("\(free) minutes after \(last.id) really ended, \(needed) needed") }
    }

    /// Called before the changes of the event are taken over.
    mutating func checkNothingElseStarted(beside row: Assignment, _ event: Event) {
        let others = assignments.values.filter { $0.interpreter == row.interpreter && $0.state == .started && $0.id != row.id }
        guard let other = others.map(\.id).min() else { return }
        object("4.1: \(row.id) was started in event \(event.seq) while \(other) of \(row.interpreter) is not finished")
    }

    private func counts(_ assignment: Assignment) -> Bool { ["confirmed", "started", "completed"].contains(assignment.state.rawValue) }

    // The play takes place in winter: the days of the wall clock begin at 23:00 UTC, and the first of them was a Thursday.
    private static func day(_ moment: Timestamp) -> Int64 { (moment.seconds + 3_600) / 86_400 }
    private static func week(_ moment: Timestamp) -> Int64 { (day(moment) + 3) / 7 }
}

extension Assignment {
    /// From START to FINISH when it is over, and as agreed before.
    fileprivate var asItWas: Interval {
        guard state == .completed, let startedAt, let endedAt else { return talk }
        return Interval(start: startedAt, end: endedAt)
    }
}
