import Interpreting

/// A POSIX TZ rule such as `CET-1CEST,M3.5.0,M10.5.0/3`: what a zone does after the last transition of its file
/// (RFC 9636, section 3.3.1).
struct ZoneRule: Hashable {
    /// The day of a year on which the clock changes.
    enum Day: Hashable {
        /// `Mm.w.d`: weekday `d` (0 is Sunday) of week `w` (5 is the last) of month `m`.
        case weekday(month: Int, week: Int, day: Int)
        /// `Jn`: day 1…365, 29 February never counted.
        case julian(Int)
        /// `n`: day 0…365, 29 February counted.
        case zeroBased(Int)
    }

    /// A change of the clock: the day and the seconds after its midnight, by the clock before the change.
    struct Change: Hashable {
        let day: Day
        let second: Int
    }

    /// Seconds east of UTC outside summer time.
    let standardOffset: Int
    /// Summer time, when the zone has it.
    let summer: Summer?

    struct Summer: Hashable {
        let offset: Int
        let start: Change
        let end: Change
    }

    /// Nil when `text` is not a rule.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        guard ZoneRule.name(&rest), let west = ZoneRule.time(&rest, hours: 24) else { return nil }
        standardOffset = -west
        guard !rest.isEmpty else {
            summer = nil
            return
        }
        guard ZoneRule.name(&rest) else { return nil }
        var offset = -west + 3600
        if rest.first != 0x2C {
            guard let explicit = ZoneRule.time(&rest, hours: 24) else { return nil }
            offset = -explicit
        }
        guard let start = ZoneRule.change(&rest), let end = ZoneRule.change(&rest), rest.isEmpty else { return nil }
        summer = Summer(offset: offset, start: start, end: end)
    }

    /// The changes of `year` in order of time.
    func transitions(in year: Int) -> [ZoneTable.Transition] {
        guard let summer else { return [] }
        return [
            ZoneTable.Transition(at: moment(of: summer.start, in: year, offset: standardOffset), offset: summer.offset),
            ZoneTable.Transition(at: moment(of: summer.end, in: year, offset: summer.offset), offset: standardOffset),
        ].sorted { $0.at < $1.at }
    }

    private func moment(of change: Change, in year: Int, offset: Int) -> Timestamp {
        Timestamp(seconds: Int64(ZoneRule.dayNumber(change.day, in: year)) * 86_400 + Int64(change.second - offset))
    }

    /// Days since 1970-01-01.
    private static func dayNumber(_ day: Day, in year: Int) -> Int {
        let newYear = CivilDate(year: year, month: 1, day: 1)?.dayNumber ?? 0
        switch day {
        case .zeroBased(let index): return newYear + index
        case .julian(let number): return newYear + number - 1 + (number >= 60 && CivilDate.isLeap(year: year) ? 1 : 0)
        case .weekday(let month, let week, let weekday):
            let first = CivilDate(year: year, month: month, day: 1) ?? CivilDate(dayNumber: newYear)
            // Monday is 0 in `Weekday`, Sunday is 0 in the rule.
            let ahead = (weekday + 6 - first.weekday.rawValue).floorRemainder(by: 7)
            var found = ahead + (week - 1) * 7
            while found >= CivilDate.daysInMonth(year: year, month: month) { found -= 7 }
            return first.dayNumber + found
        }
    }

    // MARK: Reading

    /// A designation: three letters or more, or anything between angle brackets.
    private static func name(_ rest: inout ArraySlice<UInt8>) -> Bool {
        if rest.first == 0x3C {
            guard let end = rest.firstIndex(of: 0x3E), rest.distance(from: rest.startIndex, to: end) >= 2 else { return false }
            rest = rest[(end + 1)...]
            return true
        }
        let letters = rest.prefix { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        rest = rest.dropFirst(letters.count)
        return letters.count >= 3
    }

    /// `[+-]hh[:mm[:ss]]` in seconds, hours up to the limit.
    private static func time(_ rest: inout ArraySlice<UInt8>, hours: Int) -> Int? {
        let negative = rest.first == 0x2D
        if negative || rest.first == 0x2B { rest = rest.dropFirst() }
        guard let hour = number(&rest, 0...hours) else { return nil }
        var seconds = hour * 3600
        for unit in [60, 1] where rest.first == 0x3A {
            rest = rest.dropFirst()
            guard let value = number(&rest, 0...59) else { return nil }
            seconds += value * unit
        }
        return negative ? -seconds : seconds
    }

    private static func change(_ rest: inout ArraySlice<UInt8>) -> Change? {
        guard rest.popFirst() == 0x2C, let day = day(&rest) else { return nil }
        guard rest.first == 0x2F else { return Change(day: day, second: 7200) }
        rest = rest.dropFirst()
        return time(&rest, hours: 167).map { Change(day: day, second: $0) }
    }

    private static func day(_ rest: inout ArraySlice<UInt8>) -> Day? {
        switch rest.first {
        case 0x4D:
            rest = rest.dropFirst()
            guard let month = number(&rest, 1...12), rest.popFirst() == 0x2E, let week = number(&rest, 1...5),
                rest.popFirst() == 0x2E, let weekday = number(&rest, 0...6)
            else { return nil }
            return .weekday(month: month, week: week, day: weekday)
        case 0x4A:
            rest = rest.dropFirst()
            return number(&rest, 1...365).map(Day.julian)
        default:
            return number(&rest, 0...365).map(Day.zeroBased)
        }
    }

    /// One to three digits within `limits`.
    private static func number(_ rest: inout ArraySlice<UInt8>, _ limits: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix(4).prefix { (0x30...0x39).contains($0) }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return limits.contains(value) ? value : nil
    }
}
