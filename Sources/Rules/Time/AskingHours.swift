import Interpreting

/// The hours of the wall clock in which people are asked for planned work, and in which the time that they have for an answer runs.
public struct AskingHours: Hashable, Sendable {
    /// The days that count.
    public enum Days: String, Hashable, Sendable, CaseIterable {
        case everyDay = "every-day"
        /// Neither Sundays nor public holidays.
        case allButSundays = "all-but-sundays"
        case workingDays = "working-days"

        func contains(_ date: CivilDate, _ calendar: ServiceCalendar) -> Bool {
            switch self {
            case .everyDay: true
            case .allButSundays: calendar.weekday(on: date) != .sunday && calendar.publicHoliday(on: date) == nil
            case .workingDays: calendar.isWorkingDay(date)
            }
        }
    }

    /// Around the clock.
    public static let always = AskingHours(days: .everyDay, from: 0, until: 1440)
    /// Days looked at when hours are looked for: no run of days that do not count is longer.
    private static let searchLimit = 366

    public let days: Days
    /// Minutes since midnight; `until` is later and at most 1,440.
    public let from: Int
    public let until: Int

    public init(days: Days, from: Int, until: Int) {
        self.days = days
        self.from = from
        self.until = until
    }

    /// `moment` when it lies in the hours, else when they begin next.
    public func next(from moment: Timestamp, _ calendar: ServiceCalendar) -> Timestamp {
        max(moment, stretch(endingAfter: moment, calendar).start)
    }

    /// When `span` of these hours has passed, counted from `moment`.
    public func end(of span: Span, from moment: Timestamp, _ calendar: ServiceCalendar) -> Timestamp {
        var (left, reached) = (span, moment)
        for _ in 0..<AskingHours.searchLimit {
            let stretch = stretch(endingAfter: reached, calendar)
            let begins = max(reached, stretch.start)
            if begins + left <= stretch.end { return begins + left }
            left = left - (stretch.end - begins)
            reached = stretch.end
        }
        return reached
    }

    /// The present or the next stretch of these hours; without an end when there is none within a year.
    func stretch(endingAfter moment: Timestamp, _ calendar: ServiceCalendar) -> Interval {
        var date = calendar.local(moment).date
        for _ in 0..<AskingHours.searchLimit {
            if days.contains(date, calendar) {
                let end = until == 1440 ? calendar.moment(date.adding(days: 1), minuteOfDay: 0) : calendar.moment(date, minuteOfDay: until)
                if end > moment { return Interval(start: calendar.moment(date, minuteOfDay: from), end: end) }
            }
            date = date.adding(days: 1)
        }
        return Interval(start: moment, end: Timestamp(milliseconds: .max))
    }
}

/// When people are asked for planned work, from a lead time on.
public struct AskingRow: LeadBand, Hashable {
    public let leadAtLeast: Span
    public let hours: AskingHours
    /// The hours are waited for while at least so much time is left when they begin until the answer is due.
    public let leaves: Span
    /// Work of these priorities wakes those who allow it.
    public let wakes: [Priority]
    public let rule: RuleReference

    public init(leadAtLeast: Span, hours: AskingHours, leaves: Span, wakes: [Priority] = [], rule: RuleReference) {
        self.leadAtLeast = leadAtLeast
        self.hours = hours
        self.leaves = leaves
        self.wakes = wakes
        self.rule = rule
    }
}

/// Until when nobody is asked for a certain request, and how long whoever is asked has time.
public struct AskingTime: Hashable, Sendable {
    /// From when on people are asked; the moment itself when they are asked at once.
    public let opens: Timestamp
    /// Whether those who allow it are asked at once.
    public let mayWake: Bool
    /// In which hours the time for an answer runs.
    public let hours: AskingHours
    let leaves: Span

    /// Until when an offer made at `moment` to somebody who is awake stays open: `span` of the hours, and never beyond `answerBy`. Where
    /// the morning would leave too little time until then, the night counts as well.
    public func expiry(of span: Span, from moment: Timestamp, answerBy: Timestamp, _ calendar: ServiceCalendar) -> Timestamp {
        let plain = min(moment + span, answerBy)
        let stretch = hours.stretch(endingAfter: moment, calendar)
        guard stretch.start <= moment, moment + span > stretch.end else { return plain }
        let morning = hours.next(from: stretch.end, calendar)
        return morning + leaves <= answerBy ? min(hours.end(of: span, from: moment, calendar), answerBy) : plain
    }
}

/// How often, and after what time, somebody who did not answer is asked again for the same.
public struct AskAgain: Hashable, Sendable {
    /// From the end of the offer or ring that was not answered.
    public let after: Span
    /// Offers or rings of one request to one person in all, the first included.
    public let atMost: Int

    public init(after: Span, atMost: Int) {
        self.after = after
        self.atMost = atMost
    }
}

/// The same for planned work, from the lead time on that was left when the offer ended.
public struct AskAgainRow: LeadBand, Hashable {
    public let leadAtLeast: Span
    public let again: AskAgain
    public let rule: RuleReference

    public init(leadAtLeast: Span, again: AskAgain, rule: RuleReference) {
        self.leadAtLeast = leadAtLeast
        self.again = again
        self.rule = rule
    }
}
