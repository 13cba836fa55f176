import Interpreting
import Rules

/// `AVAILABLE`, `UNAVAILABLE`, `ONDUTY` and `OFFDUTY`: when an interpreter may be asked.
extension Engine {
    mutating func addCalendar(_ kind: Availability.Kind, _ entry: CalendarEntry, by principal: Principal?) throws(Refusal) -> Reply {
        let interpreter = try ownInterpreter(principal)
        guard interpreter.isActive else { throw Refusal(.wrongState, "\(interpreter.id) is retired; ask your agency") }
        let first = Interval(start: try moment(entry.from, named: "from"), end: try moment(entry.until, named: "until"))
        try checkEntry(first, weeks: entry.weeks)
        let later = (1..<entry.weeks).map {
            rules.weeklyEntries.repetition(of: first, kind, weeksLater: $0, in: rules.calendar.zone)
        }
        let intervals = [first] + later.compactMap(\.value.interval)
        if kind == .absent { for interval in intervals { try checkFree(interpreter.id, interval) } }
        let before = unfit(of: interpreter.id)
        var rows: [Row] = []
        for interval in intervals {
            let row = Availability(id: state.availabilities.nextID, interpreter: interpreter.id, kind: kind, interval: interval)
            try recordCalendar(row, interpreter)
            rows.append(self.row(row))
        }
        try reconsider(interpreter.id, since: before, gained: { _ in kind == .available })
        let word = kind == .available ? "available" : "absent"
        let times = entry.weeks == 1 ? "" : ", \(entry.weeks) weeks in a row"
        let changes = later.filter(\.value.meetsChange)
        return told(
            .object,
            "you are \(word) from \(local(first.start)) until \(local(first.end))\(times)"
                + changes.map { "; \(story(of: $0.value))" }.joined(),
            rows: rows + changes.map(row), consequences(for: [interpreter.id], to: principal), to: principal)
    }

    private func checkEntry(_ interval: Interval, weeks: Int) throws(Refusal) {
        guard interval.start < interval.end else {
            throw Refusal(.badValue, "until=\(local(interval.end)) is not after from=\(local(interval.start)); give a later end")
        }
        // A month is as long as its days, also when the clock is changed in it.
        let length = rules.calendar.zone.clockLength(of: interval)
        guard length <= .hours(limits.calendarEntryHours) else {
            throw Refusal(
                .badValue, "from … until is \(length.minutes / 60) hours, at most \(limits.calendarEntryHours) in one entry; split it")
        }
        guard interval.end > turn.now else {
            throw Refusal(.startInPast, "until=\(local(interval.end)) is over; it is now \(local(turn.now)): give a later end")
        }
        guard (1...limits.calendarWeeks).contains(weeks) else {
            throw Refusal(.badValue, "weeks=\(weeks) is out of range; from 1 to \(limits.calendarWeeks)")
        }
        guard weeks == 1 || length > .zero else {
            throw Refusal(
                .badValue,
                "weeks=\(weeks): from=\(local(interval.start)) until=\(local(interval.end)) lies in an hour that the clock shows twice, "
                    + "which other weeks do not have; leave weeks= out, and enter the other weeks by themselves")
        }
        guard interval.start < turn.now + .days(limits.daysAhead) else {
            throw Refusal(.tooFarAhead, "from=\(local(interval.start)) is more than \(limits.daysAhead) days ahead; enter it later")
        }
    }

    /// What became of a repetition in a night in which the clock is changed.
    private func story(of repetition: WeeklyRepetition) -> String {
        func phrase(_ end: WeeklyRepetition.End) -> String? {
            switch end.oddity {
            case .skipped: "the clock skips \(end.reading.clock)"
            case .repeated(let which): "of \(end.reading.clock), shown twice, the \(which.rawValue) counts"
            case nil: nil
            }
        }
        let why = [repetition.from, repetition.until].compactMap(phrase).joined(separator: ", ")
        guard let interval = repetition.interval else { return "\(repetition.from.reading.date) is left out: \(why)" }
        return "from \(local(interval.start)) until \(local(interval.end)): \(why)"
    }

    private func row(_ ruling: Ruling<WeeklyRepetition>) -> Row {
        let repetition = ruling.value
        return Row("CLOCK-CHANGE", repetition.from.reading.date.description, [
            Field("from", local(repetition.from.moment)), Field("until", local(repetition.until.moment)),
            Field("left-out", repetition.interval == nil), Field("rule", ruling.rule.id), Field("reason", ruling.rule.reason),
        ])
    }

    private func checkFree(_ interpreter: InterpreterID, _ interval: Interval) throws(Refusal) {
        for id in state.index.liveAssignments[interpreter] {
            guard let assignment = state.assignments[id] else { continue }
            if let began = assignment.startedAt {
                // Started early, or running over: it takes place when it does.
                let taking = Interval(start: min(began, assignment.during.start), end: max(assignment.during.end, turn.now))
                guard taking.overlaps(interval) else { continue }
                throw Refusal(
                    .wrongState, "\(id) goes on since \(local(began)); FINISH \(id) first, or be absent from a later time on")
            }
            guard assignment.during.overlaps(interval) else { continue }
            throw Refusal(
                .wrongState,
                "you have \(id) from \(local(assignment.talk.start)) until \(local(assignment.talk.end)); "
                    + "RELEASE \(id) first, or leave these hours out of the absence")
        }
    }

    mutating func withdrawCalendarEntry(_ id: AvailabilityID, by principal: Principal?) throws(Refusal) -> Reply {
        let interpreter = try ownInterpreter(principal)
        guard var entry = state.availabilities[id], entry.interpreter == interpreter.id else {
            throw absent(id.description, "LIST availability")
        }
        if entry.isWithdrawn { return .done(.state, "\(id) is out of your calendar already", rows: [row(entry)]) }
        entry.isWithdrawn = true
        let before = unfit(of: interpreter.id)
        try recordCalendar(entry, interpreter)
        try reconsider(interpreter.id, since: before, gained: { _ in entry.kind == .absent })
        return told(
            .state, "\(id) is out of your calendar; what is confirmed stays confirmed", rows: [row(entry)],
            consequences(for: [interpreter.id], to: principal), to: principal)
    }

    private mutating func recordCalendar(_ entry: Availability, _ interpreter: Interpreter) throws(Refusal) {
        try record(
            .calendarChanged, entry.id.description, scope: scope(of: interpreter),
            fields: [
                Field("interpreter", interpreter.id), Field("kind", entry.kind.rawValue), Field("from", local(entry.interval.start)),
                Field("until", local(entry.interval.end)), Field("withdrawn", entry.isWithdrawn),
            ], changes: [.availability(entry)])
    }

    mutating func goOnDuty(
        _ wanted: [Modality], until: String?, for id: InterpreterID?, by principal: Principal?
    ) throws(Refusal) -> Reply {
        var interpreter = try interpreter(spokenForBy: principal, id)
        guard interpreter.isActive else { throw Refusal(.wrongState, "\(interpreter.id) is retired; ask your agency") }
        let remote = interpreter.modalities.filter(\.isRemote)
        let modalities = wanted.isEmpty ? remote : wanted
        for modality in modalities where !remote.contains(modality) {
            throw Refusal(
                .badValue,
                "modality=\(modality.rawValue) is not one you offer for work at once (\(remote.map(\.rawValue).joined(separator: " ")))")
        }
        guard !modalities.isEmpty else {
            throw Refusal(.badValue, "you offer neither telephone nor video; duty is for work at once, which is never on site")
        }
        var end = turn.now + .hours(limits.dutyHours)
        if let until { end = try moment(until, named: "until") }
        guard end > turn.now, end <= turn.now + .hours(limits.dutyHours) else {
            throw Refusal(
                .badValue,
                "until=\(local(end)) must lie after now and within \(limits.dutyHours) hours, "
                    + "by \(local(turn.now + .hours(limits.dutyHours)))")
        }
        interpreter.duty = Duty(modalities: modalities, since: turn.now, until: end)
        try recordDuty(.dutyOn, interpreter)
        reachability.setGone(interpreter.id, since: nil)
        lookAgain(at: interpreter.id)
        try reconsider(interpreter.id, since: unfit(of: interpreter.id)) { $0.need.isOnDemand }
        let who = principal?.role == .gateway ? "\(interpreter.id) is" : "you are"
        let telephone = rules.offers.onDemand.value
        return told(
            .state,
            "\(who) on duty until \(local(end)); offers ring here while you stay connected, and duty is on hold when you are away "
                + "for \(telephone.grace.seconds) seconds", rows: [row(interpreter)],
            consequences(for: [interpreter.id], to: principal), to: principal)
    }

    mutating func goOffDuty(for id: InterpreterID?, by principal: Principal?) throws(Refusal) -> Reply {
        let interpreter = try interpreter(spokenForBy: principal, id)
        let who = principal?.role == .gateway ? "\(interpreter.id) is" : "you are"
        guard interpreter.duty != nil else { return .done(.state, "\(who) not on duty", rows: [row(interpreter)]) }
        try endDuty(of: interpreter)
        return told(
            .state, "\(who) off duty", rows: state.interpreters[interpreter.id].map { [row($0)] } ?? [],
            consequences(for: [interpreter.id], to: principal), to: principal)
    }

    /// Takes the interpreter off duty; rings under way are withdrawn.
    /// - Parameter rings: how many in a row were let pass, when that is why.
    mutating func endDuty(of interpreter: Interpreter, because reason: String? = nil, rings count: Int? = nil) throws(Refusal) {
        var interpreter = interpreter
        interpreter.duty = nil
        reachability.setGone(interpreter.id, since: nil)
        try recordDuty(.dutyOff, interpreter, because: reason, rings: count)
        try withdrawOffers(rings(of: interpreter.id), because: "off-duty")
    }

    mutating func recordDuty(
        _ kind: EventKind, _ interpreter: Interpreter, because reason: String? = nil, rings: Int? = nil
    ) throws(Refusal) {
        let duty = interpreter.duty.map { [Field("modality", $0.modalities.map(\.rawValue)), Field("until", local($0.until))] } ?? []
        try record(
            kind, interpreter.id.description, scope: scope(of: interpreter),
            fields: duty + Field.optional("because", reason) + Field.optional("rings", rings), changes: [.interpreter(interpreter)])
    }
}
