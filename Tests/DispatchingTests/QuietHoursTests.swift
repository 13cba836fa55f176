import Interpreting
import RandomTestSupport
import Rules
import Testing

@testable import Dispatching

/// Nobody is woken for what can wait, and time that people sleep is not time that they had to answer.
@Suite struct QuietHoursTests {
    /// Forty who would come on Tuesday 8 December, asked for on Saturday 28 November at 22:00.
    private func saturdayNight(_ count: Int = 40) throws -> (desk: Desk, school: PrincipalID, people: [PrincipalID]) {
        let desk = try Desk(at: "2026-11-28T22:00")
        let school = desk.school()
        let people = (0..<count).map { _ in desk.interpreter(isAvailable: false) }
        for user in people {
            desk.command(user, .available(CalendarEntry(from: "2026-12-08T07:00", until: "2026-12-08T20:00", weeks: 1)))
        }
        return (desk, school, people)
    }

    private func pass(_ desk: Desk, until text: String) throws {
        desk.pass(try Timestamp.parse(text, in: desk.engine.rules.calendar.zone) - desk.now)
    }

    @Test func `forty willing people are not used up in the night from Saturday to Sunday for a talk ten days ahead`() throws {
        let (desk, school, _) = try saturdayNight()
        #expect(desk.command(school, .submit(.talk(start: "2026-12-08T10:00"))).isDone)
        try pass(desk, until: "2026-11-29T06:00")
        #expect(desk.offers().isEmpty, "\(desk.offers().map(\.madeAt))")
        #expect(desk.requests(.open).count == 1)
        try pass(desk, until: "2026-11-30T09:00")
        let asked = desk.offers(.made)
        #expect(!asked.isEmpty, "asked on Monday morning")
        #expect(desk.command(desk.user(of: asked[0]), .accept(asked[0].id, expected: nil)).isDone)
    }

    @Test func `the requester, and whoever asks why, is told from when on people are asked`() throws {
        let (desk, school, _) = try saturdayNight(2)
        let reply = desk.command(school, .submit(.talk(start: "2026-12-08T10:00")))
        #expect(reply.text.contains("interpreters are asked from 2026-11-30T08:00:00+01:00 on, because "), "\(reply.text)")
        let row = try #require(desk.query(school, .explain(Identifier(1))).first("ASKING"))
        #expect(row.text("rule") == "offers.asking-7d")
        try pass(desk, until: "2026-11-30T08:00")
        #expect(desk.query(school, .explain(Identifier(1))).first("ASKING") == nil)
        #expect(desk.offers(.made).count == 2)
    }

    @Test func `a day to answer is a day of hours in which people are asked`() throws {
        let desk = try Desk(at: "2026-11-27T14:00")
        let school = desk.school()
        let user = desk.interpreter(isAvailable: false)
        desk.command(user, .available(CalendarEntry(from: "2026-12-08T07:00", until: "2026-12-08T20:00", weeks: 1)))
        desk.command(school, .submit(.talk(start: "2026-12-08T10:00")))
        // Friday five hours, Monday eleven, Tuesday eight.
        let expires = try Timestamp.parse("2026-12-01T16:00", in: desk.engine.rules.calendar.zone)
        #expect(desk.offers(.made).first?.expiresAt == expires, "\(desk.offers(.made))")
    }

    @Test func `when the morning would be too late people are asked at night`() throws {
        let desk = try Desk(at: "2026-11-24T23:00")
        let school = desk.school()
        _ = desk.interpreter()
        desk.command(school, .submit(.talk(start: "2026-11-25T08:30")))
        let (offer, request) = (try #require(desk.offers(.made).first), try #require(desk.requests().first))
        #expect(offer.expiresAt <= request.answerBy)
    }

    @Test func `urgent work wakes those who allow it and those on duty, and nobody else`() throws {
        let desk = try Desk(at: "2026-11-24T23:00")
        let school = desk.school()
        let people = (0..<4).map { _ in desk.interpreter() }
        desk.system(.changeInterpreter(InterpreterID(2), InterpreterProfile(mayBeWoken: true), expected: nil))
        desk.command(people[2], .onDuty(modalities: [.telephone], until: nil))
        var talk = Submit.talk(start: "2026-11-25T16:00")
        desk.command(school, .submit(talk))
        #expect(desk.offers().isEmpty, "the ordinary one waits for the morning")
        talk.priority = .urgent
        desk.command(school, .submit(talk))
        #expect(desk.offers(.made).map(\.interpreter) == [InterpreterID(2), InterpreterID(3)])
        for offer in desk.offers(.made) { desk.command(desk.user(of: offer), .decline(offer.id, expected: nil, reason: nil)) }
        #expect(desk.offers(.made).isEmpty)
        try pass(desk, until: "2026-11-25T07:30")
        let urgent = desk.offers(.made).filter { $0.request == RequestID(2) }
        #expect(Set(urgent.map(\.interpreter)).isSubset(of: [InterpreterID(1), InterpreterID(4)]))
    }

    @Test func `what becomes urgent at night wakes those who allow it in the same moment`() throws {
        let desk = try Desk(at: "2026-11-24T23:00")
        let school = desk.school()
        _ = desk.interpreter()
        desk.system(.changeInterpreter(InterpreterID(1), InterpreterProfile(mayBeWoken: true), expected: nil))
        desk.command(school, .submit(.talk(start: "2026-11-25T16:00")))
        #expect(desk.offers().isEmpty)
        var amend = Amend(request: Identifier(1))
        amend.priority = .urgent
        let reply = desk.command(school, .amend(amend))
        #expect(reply.first("REQUEST")?.text("state") == "offered")
        #expect(desk.offers(.made).count == 1)
    }

    /// Any planned request that is not urgent, asked at any minute of three weeks, also over Christmas.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `nobody is asked at night for what could wait until the morning`(_ seed: UInt64) throws {
        var random = Seeded(seed)
        let desk = try Desk(at: "2026-12-14T00:00")
        let school = desk.school()
        for _ in 0..<6 {
            let user = desk.interpreter(isAvailable: false)
            desk.command(user, .available(CalendarEntry(from: "2026-12-14T00:00", until: "2027-01-10T00:00", weeks: 1)))
        }
        let calendar = desk.engine.rules.calendar
        for _ in 0..<40 {
            desk.pass(.minutes(Int.random(in: 1..<700, using: &random)))
            let start = desk.now + .minutes(Int.random(in: 1..<16_000, using: &random))
            desk.command(
                school, .submit(.talk(minutes: 40, complexity: .informative, start: start.text(offset: calendar.zone.offset(at: start)))))
            for offer in desk.offers(.made) where Int.random(in: 0..<4, using: &random) == 0 {
                desk.command(desk.user(of: offer), .decline(offer.id, expected: nil, reason: nil))
            }
        }
        desk.pass(.days(14))
        var asked = 0
        for offer in desk.offers() {
            let request = try #require(desk.engine.state.requests[offer.request])
            let local = calendar.local(offer.madeAt)
            let lead = request.need.start - offer.madeAt
            let isNight = !(450..<1260).contains(local.minuteOfDay)
            let morning = AskingHours(days: .everyDay, from: 450, until: 1260).next(from: offer.madeAt, calendar)
            #expect(!isNight || morning + .hours(1) > request.answerBy, "\(offer.id) at \(local)")
            if lead >= .days(7) { #expect(calendar.isWorkingDay(local.date) && (480..<1140).contains(local.minuteOfDay)) }
            #expect(offer.expiresAt <= request.answerBy)
            asked += 1
        }
        #expect(asked > 40, "\(asked)")
        #expect(desk.requests().filter { !$0.state.isFinal }.isEmpty)
        let times = Dictionary(grouping: desk.offers()) { "\($0.request) \($0.interpreter)" }.mapValues(\.count)
        #expect((times.values.max() ?? 0) <= 3)
    }

    @Test func `forty who never answer are all asked before the answer is due, and nobody is used up by one silence`() throws {
        let (desk, school, _) = try saturdayNight()
        desk.command(school, .submit(.talk(start: "2026-12-08T10:00")))
        try pass(desk, until: "2026-12-08T10:00")
        let calendar = desk.engine.rules.calendar
        for offer in desk.offers() {
            let minute = calendar.local(offer.madeAt).minuteOfDay
            #expect((450..<1260).contains(minute), "\(offer.id) at \(calendar.zone.text(offer.madeAt))")
        }
        let request = try #require(desk.requests(.unfilled).first)
        #expect(request.progress.reason == "nobody-answered")
    }
}
