import Interpreting

/// Which of two moments a time means that the clock shows twice, in the night in which it is put back.
public enum RepeatedTime: String, Hashable, Sendable, CaseIterable {
    case first, second
}

/// How a calendar entry of one kind is repeated in the nights in which the clock is changed.
public struct WeeklyEntryRow: Hashable, Sendable {
    public let kind: Availability.Kind
    /// What the beginning means when the clock shows it twice.
    public let from: RepeatedTime
    /// What the end means when the clock shows it twice.
    public let until: RepeatedTime
    public let rule: RuleReference

    public init(kind: Availability.Kind, from: RepeatedTime, until: RepeatedTime, rule: RuleReference) {
        self.kind = kind
        self.from = from
        self.until = until
        self.rule = rule
    }
}

/// `weekly-entries` of `rules/calendar.yaml`: the same hours of the clock in other weeks.
///
/// A time that the clock skips means the moment at which it goes on. Of an entry whose end is not after its beginning nothing is left.
public struct WeeklyEntryRules: Sendable {
    private let rows: CompleteTable<Availability.Kind, WeeklyEntryRow>

    /// - Parameter rows: one for each kind.
    /// - Throws: problems with kinds missing or given twice.
    public init(_ rows: [WeeklyEntryRow]) throws(RuleProblems) {
        try RuleProblems.check(RuleProblems.duplicates(rows.map { (key: $0.kind.rawValue, rule: $0.rule) }, what: "the weekly entries of"))
        let byKind = Dictionary(rows.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
        self.rows = try CompleteTable(byKind, what: "the weekly entries of")
    }

    public func row(_ kind: Availability.Kind) -> WeeklyEntryRow { rows[kind] }

    /// What the clock shows at both ends of `first`, so many weeks later.
    public func repetition(
        of first: Interval, _ kind: Availability.Kind, weeksLater weeks: Int, in zone: ZoneTable
    ) -> Ruling<WeeklyRepetition> {
        let row = rows[kind]
        let repetition = WeeklyRepetition(
            from: WeeklyRepetition.End(of: first.start, weeksLater: weeks, repeated: row.from, in: zone),
            until: WeeklyRepetition.End(of: first.end, weeksLater: weeks, repeated: row.until, in: zone))
        return Ruling(repetition, row.rule)
    }
}

/// A calendar entry in one of the weeks after its first.
public struct WeeklyRepetition: Hashable, Sendable {
    public let from: End
    public let until: End

    /// From the beginning to the end; nil when nothing is left between them.
    public var interval: Interval? {
        from.moment < until.moment ? Interval(start: from.moment, end: until.moment) : nil
    }

    /// Whether the clock skips one of the ends or shows it twice.
    public var meetsChange: Bool { from.oddity != nil || until.oddity != nil }

    /// What is unusual about a time in a night in which the clock is changed.
    public enum Oddity: Hashable, Sendable {
        case skipped
        case repeated(RepeatedTime)
    }

    /// The beginning or the end.
    public struct End: Hashable, Sendable {
        /// What the clock shows, or would show.
        public let reading: LocalTime
        public let moment: Timestamp
        /// nil when the clock shows the reading once.
        public let oddity: Oddity?

        init(of moment: Timestamp, weeksLater weeks: Int, repeated: RepeatedTime, in zone: ZoneTable) {
            var reading = zone.local(moment)
            reading.date = reading.date.adding(days: 7 * weeks)
            self.reading = reading
            // Readings are whole seconds.
            let fraction = moment - Timestamp(seconds: moment.seconds)
            switch zone.resolve(reading) {
            case .unique(let only):
                self.moment = only + fraction
                oddity = nil
            case .ambiguous(let first, let second):
                self.moment = (repeated == .first ? first : second) + fraction
                oddity = .repeated(repeated)
            case .skipped:
                self.moment = zone.moment(reading)
                oddity = .skipped
            }
        }
    }
}
