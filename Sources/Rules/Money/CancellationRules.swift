import Interpreting

/// The fee for a late cancellation, by the time left until the start.
public struct CancellationRow: LeadBand, Hashable {
    public let leadAtLeast: Span
    /// Of the price of the assignment, 0…100.
    public let percent: Int
    public let rule: RuleReference

    public init(leadAtLeast: Span, percent: Int, rule: RuleReference) {
        self.leadAtLeast = leadAtLeast
        self.percent = percent
        self.rule = rule
    }
}

/// Until when a cancellation is free: a time of day, so many working days before.
public struct FreeCancellation: Hashable, Sendable {
    public let workingDays: Int
    /// Minutes since midnight on the wall clock.
    public let minuteOfDay: Int

    public init(workingDays: Int, minuteOfDay: Int) {
        self.workingDays = workingDays
        self.minuteOfDay = minuteOfDay
    }
}

/// What becomes of a conversation to which the client does not come.
public struct ClientAbsence: Hashable, Sendable {
    /// How long after the agreed start the interpreter waits.
    public let after: Span
    /// Of the price of the assignment, 0…100.
    public let percent: Int

    public init(after: Span, percent: Int) {
        self.after = after
        self.percent = percent
    }
}

/// `rules/cancellation.yaml`: what a cancellation costs the requester.
public struct CancellationRules: Sendable {
    public let free: Ruling<FreeCancellation>
    /// Cited for requests that nobody was assigned to.
    public let unassigned: RuleReference
    /// What it costs when the interpreter came and the client did not.
    public let clientAbsence: Ruling<ClientAbsence>
    private let late: LeadBands<CancellationRow>

    /// - Throws: problems with missing and doubled lead times, and with numbers out of range.
    public init(
        free: Ruling<FreeCancellation>, late: [CancellationRow], clientAbsence: Ruling<ClientAbsence>, unassigned: RuleReference
    ) throws(RuleProblems) {
        var problems: [RuleProblem] = []
        if !(0...30).contains(free.value.workingDays) || !(0..<1440).contains(free.value.minuteOfDay) {
            let text = "free until minute \(free.value.minuteOfDay) of the day, \(free.value.workingDays) working days before; "
                + "0 to 1439 and 0 to 30"
            problems.append(RuleProblem(text, rows: [free.rule]))
        }
        for percent in late.map({ Ruling($0.percent, $0.rule) }) + [clientAbsence.map(\.percent)] where !(0...100).contains(percent.value) {
            problems.append(RuleProblem("fee of \(percent.value) per cent; 0 to 100", rows: [percent.rule]))
        }
        try RuleProblems.check(problems)
        self.free = free
        self.unassigned = unassigned
        self.clientAbsence = clientAbsence
        self.late = try LeadBands(late, what: "late cancellation")
    }

    /// Until when an assignment that starts at `start` can be cancelled free of charge: at the time of day of the rule, on the
    /// preceding working day.
    public func freeUntil(start: Timestamp, calendar: ServiceCalendar) -> Ruling<Timestamp> {
        free.map { free in
            let day = calendar.workingDay(before: calendar.local(start).date, count: free.workingDays)
            return min(start, calendar.moment(day, minuteOfDay: free.minuteOfDay))
        }
    }

    /// Per cent of the price that a requester pays who cancels at `moment`; up to and including `freeUntil` nothing, and nothing
    /// while nobody is assigned. After the start it costs what it costs just before.
    public func feePercent(
        cancelledAt moment: Timestamp, start: Timestamp, isAssigned: Bool, calendar: ServiceCalendar
    ) -> Ruling<Int> {
        guard isAssigned else { return Ruling(0, unassigned) }
        let freeUntil = freeUntil(start: start, calendar: calendar)
        if moment <= freeUntil.value { return Ruling(0, freeUntil.rule) }
        let row = late.row(for: start - moment)
        return Ruling(row.percent, row.rule)
    }

    /// The fee in cents for an assignment that would have cost `priceCents`, rounded to the nearest cent, halves up.
    public func fee(
        priceCents: Int, cancelledAt moment: Timestamp, start: Timestamp, isAssigned: Bool, calendar: ServiceCalendar
    ) -> Ruling<Int> {
        feePercent(cancelledAt: moment, start: start, isAssigned: isAssigned, calendar: calendar).map { (priceCents * $0 + 50) / 100 }
    }
}
