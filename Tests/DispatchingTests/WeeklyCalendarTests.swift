import Interpreting
import Testing

@testable import Dispatching

/// Calendar entries that are repeated each week, in the nights in which the clock is changed.
@Suite struct WeeklyCalendarTests {
    private struct Entered {
        let reply: Reply
        /// `from … until` of the entries made, on the clock.
        let entries: [String]
        let lengths: [Span]
    }

    private func enter(
        _ kind: Availability.Kind, _ from: String, _ until: String, weeks: Int, at now: String = "2027-03-15T09:00"
    ) throws -> Entered {
        let desk = try Desk(at: now)
        let user = desk.interpreter(isAvailable: false)
        let entry = CalendarEntry(from: from, until: until, weeks: weeks)
        let reply = desk.command(user, kind == .available ? .available(entry) : .unavailable(entry))
        let entries = desk.engine.state.availabilities.all().map { entry in
            "\(desk.engine.local(entry.interval.start)) \(desk.engine.local(entry.interval.end))"
        }
        #expect(desk.engine.state.availabilities.all().allSatisfy { $0.interval.start < $0.interval.end })
        return Entered(reply: reply, entries: entries, lengths: desk.engine.state.availabilities.all().map(\.interval.length))
    }

    @Test(arguments: Availability.Kind.allCases)
    func `a date of which nothing is left is left out and told, and the others are entered`(_ kind: Availability.Kind) throws {
        let entered = try enter(kind, "2027-03-21T02:30", "2027-03-21T03:00", weeks: 3)
        #expect(entered.entries == [
            "2027-03-21T02:30:00+01:00 2027-03-21T03:00:00+01:00", "2027-04-04T02:30:00+02:00 2027-04-04T03:00:00+02:00",
        ])
        #expect(entered.reply.text.hasSuffix("3 weeks in a row; 2027-03-28 is left out: the clock skips 02:30"), "\(entered.reply.text)")
        let row = try #require(entered.reply.first("CLOCK-CHANGE"))
        #expect(row.subject == "2027-03-28")
        #expect(row.text("left-out") == "yes")
        #expect(row.text("rule") == "calendar.weekly-\(kind.rawValue)")
    }

    @Test func `an end that the clock skips is moved to where it goes on, and told`() throws {
        let entered = try enter(.available, "2027-03-21T01:00", "2027-03-21T02:30", weeks: 2)
        #expect(entered.entries.last == "2027-03-28T01:00:00+01:00 2027-03-28T03:00:00+02:00")
        #expect(
            entered.reply.text.hasSuffix("; from 2027-03-28T01:00:00+01:00 until 2027-03-28T03:00:00+02:00: the clock skips 02:30"),
            "\(entered.reply.text)")
        #expect(entered.reply.first("CLOCK-CHANGE")?.text("left-out") == "no")
    }

    @Test func `of an hour shown twice no more is promised than was meant, and no less kept free`() throws {
        let available = try enter(.available, "2027-10-24T02:30", "2027-10-24T05:00", weeks: 2, at: "2027-10-18T09:00")
        #expect(available.entries.last == "2027-10-31T02:30:00+01:00 2027-10-31T05:00:00+01:00")
        #expect(available.reply.text.hasSuffix(": of 02:30, shown twice, the second counts"), "\(available.reply.text)")
        let absent = try enter(.absent, "2027-10-24T02:30", "2027-10-24T05:00", weeks: 2, at: "2027-10-18T09:00")
        #expect(absent.entries.last == "2027-10-31T02:30:00+02:00 2027-10-31T05:00:00+01:00")
        #expect(absent.reply.text.hasSuffix(": of 02:30, shown twice, the first counts"), "\(absent.reply.text)")
        #expect(absent.reply.first("CLOCK-CHANGE")?.text("reason") == "no work is offered in an hour that was perhaps meant")
    }

    @Test func `a night over a change of the clock keeps its ends, and there is nothing to tell`() throws {
        let entered = try enter(.available, "2027-03-20T22:00", "2027-03-21T06:00", weeks: 2)
        #expect(entered.entries.last == "2027-03-27T22:00:00+01:00 2027-03-28T06:00:00+02:00")
        #expect(entered.reply.first("CLOCK-CHANGE") == nil)
        #expect(entered.reply.text.hasSuffix("2 weeks in a row"), "\(entered.reply.text)")
    }

    @Test func `a moment within one second is repeated as it is`() throws {
        let entered = try enter(.available, "2027-03-21T02:00:00.100", "2027-03-21T02:00:00.900", weeks: 3)
        #expect(entered.entries.count == 2)
        #expect(entered.lengths.last == Span(milliseconds: 800))
    }

    @Test func `what lies in the hour that is shown twice cannot be repeated`() throws {
        let now = "2027-10-25T09:00"
        let entered = try enter(.available, "2027-10-31T02:30+02:00", "2027-10-31T02:15+01:00", weeks: 2, at: now)
        #expect(entered.entries.isEmpty)
        #expect(entered.reply.refusal?.reason == .badValue)
        #expect(entered.reply.text.contains("leave weeks= out"), "\(entered.reply.text)")
        let once = try enter(.available, "2027-10-31T02:30+02:00", "2027-10-31T02:15+01:00", weeks: 1, at: now)
        #expect(once.reply.isDone, "\(once.reply.text)")
    }

    @Test(arguments: [("2027-03-28T02:30", "2027-03-28T04:00"), ("2027-03-28T01:00", "2027-03-28T02:30")])
    func `a time that is typed and does not exist is refused`(_ from: String, _ until: String) throws {
        #expect(try enter(.available, from, until, weeks: 1).reply.refusal?.reason == .noSuchMinute)
    }

    @Test func `a month may be entered at once, also when the clock makes it an hour longer`() throws {
        let now = "2027-10-01T00:00"
        #expect(try enter(.absent, "2027-10-02T00:00", "2027-11-02T00:00", weeks: 1, at: now).reply.isDone)
        let longer = try enter(.absent, "2027-10-02T00:00", "2027-11-02T00:01", weeks: 1, at: now)
        #expect(longer.reply.text.contains("744 hours, at most 744"), "\(longer.reply.text)")
    }

    @Test func `whoever is assigned in one of the weeks cannot be absent in it, and in a week left out nothing is in the way`() throws {
        let desk = try Desk(at: "2027-03-15T09:00")
        let school = desk.school()
        let user = desk.interpreter(isAvailable: false)
        desk.command(user, .available(CalendarEntry(from: "2027-03-22T00:00", until: "2027-03-29T23:00")))
        desk.command(school, .submit(.talk(minutes: 20, complexity: .practical, start: "2027-03-28T03:10")))
        let offer = try #require(desk.offers(.made).first)
        #expect(desk.command(user, .accept(offer.id, expected: nil)).isDone)
        let busy = try #require(desk.assignments(.confirmed).first?.during)
        #expect(desk.engine.local(busy.start) < "2027-03-28T03:10")
        let refused = desk.command(user, .unavailable(CalendarEntry(from: "2027-03-21T01:00", until: "2027-03-21T03:30", weeks: 2)))
        #expect(refused.refusal?.reason == .wrongState, "\(refused.text)")
        let skipped = desk.command(user, .unavailable(CalendarEntry(from: "2027-03-21T02:05", until: "2027-03-21T02:55", weeks: 2)))
        #expect(skipped.isDone, "\(skipped.text)")
    }
}
