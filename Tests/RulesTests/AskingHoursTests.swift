import Interpreting
import Rules
import Testing

/// When people are asked, and how long they have.
@Suite struct AskingHoursTests {
    private let waking = AskingHours(days: .everyDay, from: 450, until: 1260)
    private let working = AskingHours(days: .workingDays, from: 480, until: 1140)
    private let calm = AskingHours(days: .allButSundays, from: 480, until: 1200)

    private func next(_ hours: AskingHours, _ text: String) -> Timestamp { hours.next(from: Sample.moment(text), Sample.calendar) }
    private func end(_ hours: AskingHours, _ span: Span, _ text: String) -> Timestamp {
        hours.end(of: span, from: Sample.moment(text), Sample.calendar)
    }

    @Test func `hours begin in the morning, on a day that counts`() {
        #expect(next(waking, "2026-11-28T22:00") == Sample.moment("2026-11-29T07:30"))
        #expect(next(waking, "2026-11-29T03:00") == Sample.moment("2026-11-29T07:30"))
        #expect(next(waking, "2026-11-29T07:30") == Sample.moment("2026-11-29T07:30"))
        #expect(next(waking, "2026-11-29T20:59") == Sample.moment("2026-11-29T20:59"))
        #expect(next(waking, "2026-11-29T21:00") == Sample.moment("2026-11-30T07:30"))
        #expect(next(working, "2026-11-28T10:00") == Sample.moment("2026-11-30T08:00"), "from Saturday to Monday")
        #expect(next(working, "2026-12-24T20:00") == Sample.moment("2026-12-28T08:00"), "over Christmas, a Friday")
        #expect(next(calm, "2026-12-24T20:00") == Sample.moment("2026-12-26T08:00"))
        #expect(next(calm, "2026-12-26T20:00") == Sample.moment("2026-12-28T08:00"))
        #expect(next(.always, "2026-11-29T03:00") == Sample.moment("2026-11-29T03:00"))
    }

    @Test func `nobody is asked on a day that is closed for once`() {
        let calendar = ServiceCalendar(
            zone: Sample.zone, publicHolidays: [], schoolHolidays: [], oneOffDays: [Sample.local("2026-12-01", 0).date: .sunday])
        let closed = Sample.moment("2026-12-01T09:00")
        #expect(calm.next(from: closed, calendar) == Sample.moment("2026-12-02T08:00"))
        #expect(working.next(from: closed, calendar) == Sample.moment("2026-12-02T08:00"))
        #expect(waking.next(from: closed, calendar) == closed)
    }

    @Test func `time to answer runs in these hours alone`() {
        // Saturday 20:00: an hour that day, thirteen and a half on Sunday, and nine and a half on Monday.
        #expect(end(waking, .hours(24), "2026-11-28T20:00") == Sample.moment("2026-11-30T17:00"))
        #expect(end(working, .hours(24), "2026-11-28T20:00") == Sample.moment("2026-12-02T10:00"))
        #expect(end(working, .hours(11), "2026-11-30T08:00") == Sample.moment("2026-11-30T19:00"))
        #expect(end(working, .minutes(30), "2026-11-30T18:45") == Sample.moment("2026-12-01T08:15"))
        #expect(end(.always, .hours(50), "2026-11-28T20:00") == Sample.moment("2026-11-30T22:00"))
    }

    @Test func `the nights in which the clock is changed are an hour shorter and longer, and the hours of the day as long as ever`() {
        #expect(end(.always, .hours(24), "2026-03-28T12:00") == Sample.moment("2026-03-29T13:00"))
        #expect(end(.always, .hours(24), "2026-10-24T12:00") == Sample.moment("2026-10-25T11:00"))
        #expect(end(waking, .hours(13), "2026-03-28T08:00") == Sample.moment("2026-03-28T21:00"))
        #expect(end(waking, .hours(14), "2026-03-28T08:00") == Sample.moment("2026-03-29T08:30"))
        #expect(end(waking, .hours(14), "2026-10-24T08:00") == Sample.moment("2026-10-25T08:30"))
        #expect(next(waking, "2026-03-29T00:30") == Sample.moment("2026-03-29T07:30"))
    }

    /// By brute force: minute after minute.
    @Test func `counted minute by minute it is the same`() {
        let start = Sample.moment("2026-12-23T15:00")
        for hours in [waking, working, calm, .always] {
            for offset in stride(from: 0, to: 6_000, by: 443) {
                let moment = start + .minutes(offset)
                var (minute, left) = (moment, 700)
                while left > 0 {
                    if hours.next(from: minute, Sample.calendar) == minute { left -= 1 }
                    minute = minute + .minutes(1)
                }
                #expect(hours.end(of: .minutes(700), from: moment, Sample.calendar) == minute, "\(hours) \(moment)")
            }
        }
    }

    private func asking(_ now: String, start: String, answerBy: String, _ priority: Priority = .normal) throws -> Ruling<AskingTime> {
        try OfferRulesTests.rules().asking(
            at: Sample.moment(now), start: Sample.moment(start), answerBy: Sample.moment(answerBy), priority: priority,
            calendar: Sample.calendar)
    }

    @Test(arguments: [
        // Ten days ahead: on Monday.
        ("2026-11-28T22:00", "2026-12-08T10:00", "2026-12-07T10:00", "2026-11-30T08:00", "working"),
        // On Saturday night for Monday morning: on Sunday.
        ("2026-11-28T22:00", "2026-11-30T09:00", "2026-11-30T07:00", "2026-11-29T07:30", "waking"),
        // On Sunday night for Monday morning: at once, the morning is too late.
        ("2026-11-29T22:00", "2026-11-30T09:00", "2026-11-30T07:00", "2026-11-29T22:00", "waking"),
        // On Sunday night for Monday noon: an hour and a half are left in the morning.
        ("2026-11-29T22:00", "2026-11-30T11:00", "2026-11-30T09:00", "2026-11-30T07:30", "waking"),
        // In working hours: at once.
        ("2026-11-30T10:00", "2026-12-08T10:00", "2026-12-07T10:00", "2026-11-30T10:00", "working"),
        // Where the working hours begin too late before the answer is due, the hours of the shorter lead time decide.
        ("2026-11-28T10:00", "2026-11-30T12:00", "2026-11-30T09:30", "2026-11-28T10:00", "waking"),
        ("2026-11-28T10:00", "2026-11-30T12:00", "2026-11-30T10:00", "2026-11-30T08:00", "working"),
    ])
    func `people are asked when they are awake or at work, unless that is too late`(
        now: String, start: String, answerBy: String, opens: String, row: String
    ) throws {
        let ruling = try asking(now, start: start, answerBy: answerBy)
        #expect(ruling.value.opens == Sample.moment(opens), "\(ruling.value.opens)")
        #expect(ruling.rule.id == "offers.asking-\(row)")
        #expect(!ruling.value.mayWake || ruling.value.opens == Sample.moment(now))
    }

    @Test func `urgent work near at hand may wake those who allow it`() throws {
        let night = ("2026-11-29T22:00", "2026-11-30T14:00", "2026-11-30T12:00")
        #expect(try asking(night.0, start: night.1, answerBy: night.2, .urgent).value.mayWake)
        #expect(try !asking(night.0, start: night.1, answerBy: night.2, .high).value.mayWake)
        #expect(try !asking(night.0, start: "2026-12-04T14:00", answerBy: "2026-12-03T10:00", .urgent).value.mayWake)
    }

    @Test(arguments: [
        ("2026-11-30T20:00", 30, "2026-12-01T12:00", "2026-11-30T20:30"),
        // Half an hour of the evening and half an hour of the morning.
        ("2026-11-30T20:30", 60, "2026-12-01T12:00", "2026-12-01T08:00"),
        // Never beyond the answer that is due.
        ("2026-11-30T20:30", 240, "2026-12-01T09:00", "2026-12-01T09:00"),
        // A morning that leaves too little: the night counts, so that others can be asked.
        ("2026-11-30T20:30", 60, "2026-12-01T08:00", "2026-11-30T21:30"),
        ("2026-11-30T20:30", 60, "2026-11-30T21:15", "2026-11-30T21:15"),
        // Asked at night because there is no other time.
        ("2026-11-30T23:00", 30, "2026-12-01T06:00", "2026-11-30T23:30"),
    ])
    func `an offer stays open for its time in these hours, and never beyond the answer that is due`(
        made: String, minutes: Int, answerBy: String, expires: String
    ) throws {
        let moment = Sample.moment(made)
        let ruling = try OfferRulesTests.rules().asking(
            at: moment, start: moment + .hours(14), answerBy: Sample.moment(answerBy), priority: .normal, calendar: Sample.calendar)
        let found = ruling.value.expiry(of: .minutes(minutes), from: moment, answerBy: Sample.moment(answerBy), Sample.calendar)
        #expect(found == Sample.moment(expires), "\(found)")
    }

    @Test func `hours that run backwards and numbers out of range are reported`() {
        func rows(_ from: Int, _ until: Int) -> [AskingRow] {
            let hours = AskingHours(days: .everyDay, from: from, until: until)
            return [AskingRow(leadAtLeast: .zero, hours: hours, leaves: .zero, rule: Sample.rule("a"))]
        }
        for (from, until) in [(480, 480), (1200, 480), (-1, 480), (0, 1441)] {
            #expect(problems { () throws(RuleProblems) in try OfferRulesTests.rules(asking: rows(from, until)) }.count == 1)
        }
        #expect(problems { () throws(RuleProblems) in try OfferRulesTests.rules(asking: rows(0, 1440)) }.isEmpty)
        #expect(problems { () throws(RuleProblems) in try OfferRulesTests.rules(asking: []) }.count == 1)
        #expect(problems { () throws(RuleProblems) in try OfferRulesTests.rules().with(askAgain: 1) }.isEmpty)
    }

    @Test func `a study may ask at any hour and take silence for a no`() throws {
        let rules = try OfferRulesTests.rules().with(
            asking: [AskingRow(leadAtLeast: .zero, hours: .always, leaves: .zero, rule: Sample.rule("always"))], askAgain: 1)
        let night = Sample.moment("2026-11-28T22:00")
        let asking = rules.asking(
            at: night, start: night + .days(10), answerBy: night + .days(9), priority: .normal, calendar: Sample.calendar)
        #expect(asking.value.opens == night)
        #expect(asking.value.expiry(of: .hours(24), from: night, answerBy: night + .days(9), Sample.calendar) == night + .hours(24))
        #expect(rules.askAgain(lead: .days(3)).value.atMost == 1 && rules.ringAgain.value.atMost == 1)
        #expect(try OfferRulesTests.rules().askAgain(lead: .days(3)).value.atMost == 3)
    }
}
