import Interpreting
import Rules
import Testing

@Suite struct WeeklyEntryTests {
    private static let rule = RuleReference(file: "rules/calendar.yaml", line: 1, id: "calendar.weekly", reason: "it is so", source: "test")
    /// As in `rules/calendar.yaml`.
    private static let rows = [
        WeeklyEntryRow(kind: .available, from: .second, until: .first, rule: rule),
        WeeklyEntryRow(kind: .absent, from: .first, until: .second, rule: rule),
    ]
    /// Brussels from 2024 to 2037: summer time from the last Sunday of March to the last of October, 01:00 UTC.
    private static let zone = ZoneTable(
        name: "Europe/Brussels", initialOffset: 3600,
        transitions: (2023...2038).flatMap { year in
            [(3, 7200), (10, 3600)].compactMap { month, offset in
                CivilDate(year: year, month: month, day: 31).map { last in
                    let sunday = last.adding(days: -((last.weekday.rawValue + 1) % 7))
                    return ZoneTable.Transition(at: Timestamp(seconds: Int64(sunday.dayNumber) * 86_400 + 3600), offset: offset)
                }
            }
        })

    /// From and until with their offsets in hours, of the entry `weeks` later; nil when it is left out.
    private func repeated(
        _ from: String, _ until: String, _ kind: Availability.Kind, weeks: Int = 1
    ) throws -> (from: String, until: String)? {
        let first = Interval(start: try Timestamp.parse(from, in: Self.zone), end: try Timestamp.parse(until, in: Self.zone))
        let repetition = try WeeklyEntryRules(Self.rows).repetition(of: first, kind, weeksLater: weeks, in: Self.zone).value
        return repetition.interval.map { (short($0.start), short($0.end)) }
    }

    private func short(_ moment: Timestamp) -> String {
        let offset = Self.zone.offset(at: moment)
        return "\(Self.zone.local(moment).clock)+\(offset / 3600)"
    }

    @Test(arguments: Availability.Kind.allCases)
    func `a night over a change of the clock keeps its ends on the clock`(_ kind: Availability.Kind) throws {
        let spring = try repeated("2027-03-20T22:00", "2027-03-21T06:00", kind)
        #expect(spring?.from == "22:00+1" && spring?.until == "06:00+2")
        let autumn = try repeated("2027-10-23T22:00", "2027-10-24T06:00", kind)
        #expect(autumn?.from == "22:00+2" && autumn?.until == "06:00+1")
    }

    @Test(arguments: Availability.Kind.allCases)
    func `a skipped time means the moment at which the clock goes on`(_ kind: Availability.Kind) throws {
        let begins = try repeated("2027-03-21T02:30", "2027-03-21T04:00", kind)
        #expect(begins?.from == "03:00+2" && begins?.until == "04:00+2")
        let ends = try repeated("2027-03-21T01:00", "2027-03-21T02:30", kind)
        #expect(ends?.from == "01:00+1" && ends?.until == "03:00+2")
        #expect(try repeated("2027-03-21T02:30", "2027-03-21T03:00", kind) == nil)
        #expect(try repeated("2027-03-21T02:00", "2027-03-21T03:00", kind) == nil)
        #expect(try repeated("2027-03-21T02:15", "2027-03-21T02:45", kind) == nil)
    }

    @Test func `of an hour shown twice the shorter reading is available, the longer absent`() throws {
        let available = try repeated("2027-10-24T02:30", "2027-10-24T08:00", .available)
        #expect(available?.from == "02:30+1" && available?.until == "08:00+1")
        let absent = try repeated("2027-10-24T02:30", "2027-10-24T08:00", .absent)
        #expect(absent?.from == "02:30+2" && absent?.until == "08:00+1")
        let evening = try repeated("2027-10-23T20:00", "2027-10-24T02:30", .available)
        #expect(evening?.until == "02:30+2")
        #expect(try repeated("2027-10-23T20:00", "2027-10-24T02:30", .absent)?.until == "02:30+1")
        // Which half hour was meant nobody knows: none is promised, and both are kept free.
        #expect(try repeated("2027-10-24T02:15", "2027-10-24T02:45", .available) == nil)
        let both = try repeated("2027-10-24T02:15", "2027-10-24T02:45", .absent)
        #expect(both?.from == "02:15+2" && both?.until == "02:45+1")
    }

    @Test func `parts of a second are kept`() throws {
        let first = Interval(
            start: try Timestamp.parse("2027-03-22T02:00:00.100", in: Self.zone),
            end: try Timestamp.parse("2027-03-22T02:00:00.900", in: Self.zone))
        let later = try WeeklyEntryRules(Self.rows).repetition(of: first, .available, weeksLater: 1, in: Self.zone).value
        #expect(later.interval?.length == first.length)
        #expect(!later.meetsChange)
    }

    /// Every quarter of an hour of fourteen years as beginning, with ends a quarter, an hour, a night and a day later.
    @Test func `what is repeated ends after it begins, and shows the same on the clock wherever the clock allows it`() throws {
        let rules = try WeeklyEntryRules(Self.rows)
        let first = try #require(CivilDate(year: 2024, month: 1, day: 1))
        // Entries begin on days without a change and are repeated a week later.
        let changes = Set(Self.zone.transitions.map { Self.zone.local($0.at).date })
        var odd = 0
        for day in 0..<5_114 {
            let date = first.adding(days: day)
            let nearChange = (-1...1).contains { changes.contains(date.adding(days: 7 + $0)) }
            // Between the changes one kind, one length and one hour in four stand for all: there nothing differs.
            let quarters = nearChange ? Array(0..<96) : Array(stride(from: day % 4, to: 96, by: 4))
            for quarter in quarters {
                for (place, minutes) in [15, 60, 480, 1440].enumerated() where nearChange || place == quarter / 4 % 4 {
                    let begin = LocalTime(date: date, secondOfDay: quarter * 900)
                    for kind in nearChange ? Availability.Kind.allCases : [.available] {
                        odd += check(rules, begin, minutes, kind) ? 1 : 0
                    }
                }
            }
        }
        // 28 changes, 4 quarters, 4 lengths, 2 kinds, as beginning and as end; ends and beginnings of the shortest meet in both.
        #expect(odd == 28 * 2 * (4 * 4 * 2 - 3))
    }

    /// Whether the entry, a week later, meets a change of the clock.
    private func check(_ rules: WeeklyEntryRules, _ begin: LocalTime, _ minutes: Int, _ kind: Availability.Kind) -> Bool {
        let (zone, end) = (Self.zone, begin.adding(minutes: minutes))
        guard case .unique(let start) = zone.resolve(begin), case .unique(let stop) = zone.resolve(end) else { return false }
        let later = rules.repetition(of: Interval(start: start, end: stop), kind, weeksLater: 1, in: zone).value
        if let interval = later.interval, interval.start >= interval.end { Issue.record("\(begin) ends before it begins") }
        if later.meetsChange { return true }
        let shown = later.interval.map { [zone.local($0.start), zone.local($0.end)] }
        let meant = [begin.adding(minutes: 7 * 1440), end.adding(minutes: 7 * 1440)]
        if shown != meant { Issue.record("\(begin) is repeated as \(shown ?? [])") }
        return false
    }

    @Test func `each kind has one row`() {
        #expect(throws: RuleProblems.self) { try WeeklyEntryRules([Self.rows[0]]) }
        #expect(throws: RuleProblems.self) { try WeeklyEntryRules(Self.rows + [Self.rows[0]]) }
    }
}
