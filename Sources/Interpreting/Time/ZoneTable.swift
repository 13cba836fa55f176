/// A wall-clock reading without a zone: a date and minutes (and seconds) since its midnight.
public struct LocalTime: Hashable, Comparable, Sendable {
    public var date: CivilDate
    /// Seconds since 00:00 on the wall clock, 0 ..< 86,400.
    public var secondOfDay: Int

    public init(date: CivilDate, secondOfDay: Int) {
        self.date = date
        self.secondOfDay = secondOfDay
    }
    public init(date: CivilDate, hour: Int, minute: Int = 0) {
        self.init(date: date, secondOfDay: hour * 3600 + minute * 60)
    }

    public var minuteOfDay: Int { secondOfDay / 60 }

    /// `02:30`: the time of day, without its seconds.
    public var clock: String { String(digits: 8) { $0.put(clock: secondOfDay) } }

    /// Seconds since the epoch if the clock were one of UTC.
    var secondsIfUTC: Int64 { Int64(date.dayNumber) * 86_400 + Int64(secondOfDay) }

    /// The reading so many seconds later, negative for earlier, as if no clock were ever changed. For judging which part of the
    /// day it is; for moments add to a `Timestamp`.
    public func adding(seconds: Int) -> LocalTime {
        let second = secondOfDay + seconds
        let days = second.floorDivided(by: 86_400)
        return LocalTime(date: date.adding(days: days), secondOfDay: second - days * 86_400)
    }

    public func adding(minutes: Int) -> LocalTime { adding(seconds: minutes * 60) }

    public static func < (left: LocalTime, right: LocalTime) -> Bool {
        (left.date, left.secondOfDay) < (right.date, right.secondOfDay)
    }
}

/// What a wall-clock reading means in a zone.
public enum LocalResolution: Hashable, Sendable {
    case unique(Timestamp)
    /// The reading occurs twice (the hour that autumn repeats): summer time first.
    case ambiguous(first: Timestamp, second: Timestamp)
    /// The reading does not exist (the hour that spring skips); the clock jumps to `next`, the first reading behind the gap.
    case skipped(next: LocalTime)
}

/// A time zone as a table of transitions, so that the pure core needs no system data.
public struct ZoneTable: Hashable, Sendable {
    public struct Transition: Hashable, Sendable {
        /// From this moment on `offset` holds.
        public let at: Timestamp
        /// Seconds east of UTC.
        public let offset: Int

        public init(at: Timestamp, offset: Int) {
            self.at = at
            self.offset = offset
        }
    }

    /// IANA name, for instance `Europe/Brussels`.
    public let name: String
    /// Seconds east of UTC before the first transition.
    public let initialOffset: Int
    /// In ascending order of `at`.
    public let transitions: [Transition]
    /// How many transitions came before each page of time since 1970: clocks are asked in every decision.
    private let past: [Int32]

    public init(name: String, initialOffset: Int, transitions: [Transition]) {
        let sorted = transitions.sorted { $0.at < $1.at }
        self.name = name
        self.initialOffset = initialOffset
        self.transitions = sorted
        let pages = min(max(0, sorted.last.map { ZoneTable.page($0.at) } ?? 0) + 1, ZoneTable.pages)
        past = (0...pages).map { page in Int32(sorted.partitioningIndex { ZoneTable.page($0.at) >= page }) }
    }

    /// A page is 97 days: summer time begins or ends at most twice in it.
    private static func page(_ moment: Timestamp) -> Int64 { moment.seconds >> 23 }
    /// A thousand years; what lies behind is found as slowly as it is seldom.
    private static let pages: Int64 = 4_096

    /// Seconds east of UTC at `moment`.
    public func offset(at moment: Timestamp) -> Int {
        let page = ZoneTable.page(moment)
        var next = page < 0 ? 0 : Int(past[Int(min(page, Int64(past.count - 1)))])
        while next < transitions.count, transitions[next].at <= moment { next += 1 }
        return next == 0 ? initialOffset : transitions[next - 1].offset
    }

    /// The wall clock at `moment`.
    public func local(_ moment: Timestamp) -> LocalTime {
        let shifted = moment.seconds + Int64(offset(at: moment))
        let day = shifted.floorDivided(by: 86_400)
        return LocalTime(date: CivilDate(dayNumber: Int(day)), secondOfDay: Int(shifted - day * 86_400))
    }

    /// The moment or moments at which the wall clock shows `local`.
    public func resolve(_ local: LocalTime) -> LocalResolution {
        let naive = local.secondsIfUTC
        let (before, after) = offsets(around: naive)
        /// The moment that shows `local` by this offset, if it is the one in force then.
        func moment(_ offset: Int) -> Timestamp? {
            let moment = Timestamp(seconds: naive - Int64(offset))
            return self.offset(at: moment) == offset ? moment : nil
        }
        let summer = moment(max(before, after))
        let winter = before == after ? nil : moment(min(before, after))
        switch (summer, winter) {
        case (let first?, let second?): return .ambiguous(first: first, second: second)
        case (let only?, nil), (nil, let only?): return .unique(only)
        case (nil, nil): return .skipped(next: self.local(end(ofGapAround: naive)))
        }
    }

    /// The moment of a wall-clock reading, where a skipped one means the moment at which the clock goes on, and of a repeated one the
    /// first is taken. Of two readings the later never has the earlier moment, so that what lies between two readings ends after it begins.
    /// For rules ("10:00 on the day before"), never for what a person typed.
    public func moment(_ local: LocalTime) -> Timestamp {
        switch resolve(local) {
        case .unique(let moment): moment
        case .ambiguous(let first, _): first
        case .skipped: end(ofGapAround: local.secondsIfUTC)
        }
    }

    /// When the clock is put forward over the reading `naive`.
    private func end(ofGapAround naive: Int64) -> Timestamp {
        let (before, after) = offsets(around: naive)
        // By the offset that held before the gap the reading lies behind the change, by less than the gap.
        let latest = Timestamp(seconds: naive - Int64(min(before, after)))
        let next = transitions.partitioningIndex { $0.at > latest }
        return next == 0 ? latest : transitions[next - 1].at
    }

    /// The offsets a day and a half before and after: one of them is in force whenever a clock shows the reading `naive`.
    private func offsets(around naive: Int64) -> (before: Int, after: Int) {
        (offset(at: Timestamp(seconds: naive - 129_600)), offset(at: Timestamp(seconds: naive + 129_600)))
    }

    /// By how much the wall clock shows more at the end than at the beginning: 24 hours from midnight to midnight, whatever happens to it.
    public func clockLength(of interval: Interval) -> Span {
        interval.length + .seconds(offset(at: interval.end) - offset(at: interval.start))
    }

    /// From midnight to midnight on the wall clock: 23, 24 or 25 hours.
    public func day(_ date: CivilDate) -> Interval {
        Interval(start: midnight(date), end: midnight(date.adding(days: 1)))
    }

    /// From Monday to Sunday, midnight to midnight.
    public func week(of date: CivilDate) -> Interval {
        Interval(start: midnight(date.monday), end: midnight(date.monday.adding(days: 7)))
    }

    /// When the day begins.
    private func midnight(_ date: CivilDate) -> Timestamp { moment(LocalTime(date: date, secondOfDay: 0)) }
}
