import Interpreting
import Testing

@testable import Dispatching

/// Who did not answer has said neither yes nor no, and may be asked again.
@Suite struct SilenceTests {
    private let call = Submit(language: "ti", complexity: .practical, minutes: 15, start: "now")

    private func onDuty(_ count: Int) throws -> (desk: Desk, school: PrincipalID, people: [PrincipalID]) {
        let desk = try Desk()
        let school = desk.school()
        let people = (0..<count).map { _ in desk.interpreter(isAvailable: false) }
        for user in people { desk.command(user, .onDuty(modalities: [.telephone], until: nil)) }
        return (desk, school, people)
    }

    @Test func `who missed one ring is rung again, after everybody else`() throws {
        let (desk, school, _) = try onDuty(4)
        desk.command(school, .submit(call))
        desk.pass(.seconds(149))
        let asked = desk.offers().map(\.interpreter)
        #expect(Set(asked.prefix(4)).count == 4, "everybody once before anybody twice: \(asked)")
        #expect(asked.count > 4, "\(asked)")
        let again = try #require(desk.offers(.made).last ?? desk.offers().last)
        #expect(again.wave > 2)
    }

    @Test func `a ring that is missed does not lose the call for the only one who is there`() throws {
        let (desk, school, people) = try onDuty(1)
        desk.command(school, .submit(call))
        desk.pass(.seconds(60))
        let ring = try #require(desk.offers(.made).first, "she is rung a second time")
        #expect(desk.command(people[0], .accept(ring.id, expected: nil)).isDone)
        #expect(desk.requests(.started).count == 1)
    }

    @Test func `rings are bounded, and a call that nobody takes ends with how many said no and how many nothing`() throws {
        let (desk, school, people) = try onDuty(3)
        desk.command(school, .submit(call))
        let first = desk.offers(.made)
        desk.command(people[0], .decline(try #require(first.first { desk.user(of: $0) == people[0] }).id, expected: nil, reason: nil))
        desk.pass(.minutes(5))
        let request = try #require(desk.requests(.unfilled).first)
        #expect(request.progress.reason == "nobody-accepted")
        let closed = try #require(desk.journal.last { $0.kind == .requestUnfilled })
        #expect(closed.fields.first { $0.name == "declined" }?.value == .text("1"), "\(closed.fields)")
        #expect(closed.fields.first { $0.name == "silent" }?.value == .text("2"), "\(closed.fields)")
        let times = Dictionary(grouping: desk.offers(), by: \.interpreter).mapValues(\.count)
        #expect(times.values.max() == 2, "\(times)")
        #expect(times[InterpreterID(1)] == 1, "a no is a no")
    }

    @Test func `who let an offer pass is asked again for planned work, and may say yes`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter())
        desk.command(school, .submit(.talk()))
        let first = try #require(desk.offers(.made).first)
        desk.now = first.expiresAt
        desk.handle(.wake)
        #expect(desk.offers(.made).isEmpty, "not at once")
        desk.wait(for: .offered)
        let again = try #require(desk.offers(.made).first, "asked a second time")
        #expect(again.wave == 2)
        #expect(again.madeAt >= first.expiresAt + .hours(4))
        #expect(desk.command(tolk, .accept(again.id, expected: nil)).isDone)
    }

    @Test func `why somebody is not asked is told: a no for good, silence until when`() throws {
        let desk = try Desk()
        let (school, first) = (desk.school(), desk.interpreter())
        _ = desk.interpreter()
        let chief = desk.user(.coordinator, agency: "agii")
        desk.command(school, .submit(.talk()))
        desk.command(first, .decline(Identifier(1), expected: nil, reason: nil))
        desk.now = try #require(desk.offers(.made).first).expiresAt
        desk.handle(.wake)
        func against() -> [String?] {
            desk.query(chief, .explain(Identifier(1))).rows.filter { $0.kind == "EXCLUDED" }.map { $0.text("constraint") }
        }
        #expect(against() == ["declined-before", "asked-recently"])
        let row = try #require(desk.query(chief, .explain(Identifier(1))).rows.last { $0.kind == "EXCLUDED" })
        #expect(row.text("text")?.contains("may be asked again from 2026-11-23T17:00:00+01:00") == true, "\(row)")
        desk.wait(for: .offered)
        desk.now = try #require(desk.offers(.made).first).expiresAt
        desk.handle(.wake)
        desk.wait(for: .offered)
        desk.now = try #require(desk.offers(.made).first).expiresAt
        desk.handle(.wake)
        #expect(against() == ["declined-before", "asked-enough"])
        #expect(desk.offers().filter { $0.interpreter == InterpreterID(2) }.count == 3)
    }

    @Test func `who would have to be asked again ranks after those who were not asked`() throws {
        let desk = try Desk()
        let school = desk.school()
        for _ in 0..<3 { _ = desk.interpreter() }
        desk.command(school, .submit(.talk()))
        let silent = Set(desk.offers(.made).map(\.interpreter))
        #expect(silent.count == 2)
        desk.now = try #require(desk.offers(.made).first).expiresAt
        desk.handle(.wake)
        let fresh = try #require(desk.offers(.made).first)
        #expect(!silent.contains(fresh.interpreter))
        desk.command(desk.user(of: fresh), .decline(fresh.id, expected: nil, reason: nil))
        desk.wait(for: .offered)
        #expect(Set(desk.offers(.made).map(\.interpreter)) == silent)
        #expect(desk.offers(.made).allSatisfy { $0.cost > fresh.cost + 200 })
    }

    @Test func `an amended question, and another modality, is one to which nobody has kept silent`() throws {
        let desk = try Desk()
        let (school, _) = (desk.school(), desk.interpreter())
        desk.command(school, .submit(.talk(fallback: [.video])))
        desk.now = try #require(desk.offers(.made).first).expiresAt
        desk.handle(.wake)
        #expect(desk.offers(.made).map(\.modality) == [.video], "silent to a journey, asked for video at once")
        desk.now = try #require(desk.offers(.made).first).expiresAt
        desk.handle(.wake)
        #expect(desk.offers(.made).isEmpty)
        var amend = Amend(request: Identifier(1))
        amend.start = "2026-11-26T14:00"
        #expect(desk.command(school, .amend(amend)).isDone)
        let anew = try #require(desk.offers(.made).first, "another time is another question")
        #expect(anew.modality == .onsite)
        let request = try #require(desk.requests().first)
        #expect(desk.engine.silences(of: request).isEmpty)
    }

    @Test func `whoever says no is never asked the same again`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter())
        desk.command(school, .submit(.talk()))
        desk.command(tolk, .decline(Identifier(1), expected: nil, reason: nil))
        desk.pass(.days(3))
        #expect(desk.offers().count == 1)
        #expect(desk.requests(.unfilled).first?.progress.reason == "nobody-accepted")
    }

    @Test func `an assignment that a coordinator takes back may be offered to the same person again`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter())
        let chief = desk.user(.coordinator, agency: "agii")
        desk.command(school, .submit(.talk()))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        let reply = desk.command(chief, .unassign(Identifier(1), expected: nil, reason: nil))
        #expect(reply.isDone, "\(reply.text)")
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [tolk])
    }

    @Test func `with exclude=yes the same person is not asked again, and neither is whoever gave it back`() throws {
        for excludes in [true, false] {
            let desk = try Desk()
            let (school, tolk) = (desk.school(), desk.interpreter())
            let chief = desk.user(.coordinator, agency: "agii")
            desk.command(school, .submit(.talk()))
            desk.command(tolk, .accept(Identifier(1), expected: nil))
            if excludes {
                desk.command(chief, .unassign(Identifier(1), expected: nil, reason: nil, excludes: true))
            } else {
                desk.command(tolk, .release(Identifier(1), expected: nil, reason: nil))
            }
            desk.pass(.days(3))
            #expect(desk.offers().count == 1)
            #expect(desk.requests(.unfilled).count == 1)
        }
    }

    @Test func `waiting for silence to pass wakes the engine a few times, not all the time, and always in the same way`() throws {
        func play() throws -> (wakes: Int, journal: [Event]) {
            let desk = try Desk()
            let school = desk.school()
            for _ in 0..<5 { _ = desk.interpreter() }
            desk.command(school, .submit(.talk(start: "2026-12-03T10:00")))
            var wakes = 0
            while let wake = desk.engine.nextWake, !desk.requests().allSatisfy(\.state.isFinal), wakes < 1_000 {
                desk.now = max(desk.now, wake)
                desk.handle(.wake)
                wakes += 1
            }
            #expect(desk.requests(.unfilled).first?.progress.reason == "nobody-answered")
            #expect(desk.offers().count <= 15, "five people, three times each at most")
            return (wakes, desk.journal)
        }
        let (first, second) = (try play(), try play())
        #expect(first.wakes <= 40, "\(first.wakes) wakes")
        #expect(first.journal == second.journal)
    }

    @Test func `an appointment ten minutes away stays an appointment at its minute, and only now is now`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(tolk, .onDuty(modalities: [.telephone], until: nil))
        let soon = Submit(language: "ti", complexity: .practical, minutes: 15, start: "2026-11-23T09:10")
        let reply = desk.command(school, .submit(soon))
        #expect(reply.isDone, "\(reply.text)")
        let request = try #require(desk.requests().first)
        #expect(!request.need.isOnDemand)
        let start = try Timestamp.parse("2026-11-23T09:10", in: desk.engine.rules.calendar.zone)
        #expect(request.need.start == start)
        #expect(request.answerBy > desk.now && request.answerBy <= start)
        desk.command(tolk, .accept(try #require(desk.offers(.made).first).id, expected: nil))
        let agreed = try #require(desk.assignments(.confirmed).first, "agreed, not begun")
        #expect(agreed.talk.start == start)
    }

    @Test func `while the only one is about to be asked again nobody says that there is nobody`() throws {
        let desk = try Desk()
        let (school, _) = (desk.school(), desk.interpreter())
        desk.command(school, .submit(.talk()))
        desk.wait(for: .open)
        let again = try #require(desk.engine.silences(of: desk.requests()[0]).first?.asksAgainAt)
        let reply = desk.query(school, .explain(Identifier(1)))
        #expect(reply.first("ASKING")?.text("from") == desk.engine.local(again))
        #expect(reply.first("HINT")?.text("change") != "none", "\(reply.rows)")
        #expect(reply.text.contains("whoever did not answer is asked again from \(desk.engine.local(again)) on"), "\(reply.text)")
        desk.now = again
        desk.handle(.wake)
        #expect(desk.offers(.made).count == 1)
    }

    @Test func `an offer that was taken back is no answer`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter(isAvailable: false))
        desk.command(tolk, .onDuty(modalities: [.telephone], until: nil))
        desk.command(school, .submit(Submit(language: "ti", complexity: .practical, minutes: 15, start: "now")))
        desk.system(.retireInterpreter(Identifier(1), expected: nil))
        desk.wait(for: .unfilled)
        let end = try #require(desk.journal.last { $0.kind == .requestUnfilled })
        #expect(desk.requests().first?.progress.reason == "nobody-on-duty")
        for field in [
            Field("asked", 1), Field("declined", 0), Field("silent", 0), Field("withdrawn", 1), Field("against", ["inactive:1"]),
        ] { #expect(end.fields.contains(field), "\(field)") }
    }

    @Test func `the end counts people, not offers`() throws {
        let desk = try Desk()
        let (school, tolk) = (desk.school(), desk.interpreter(isAvailable: false))
        desk.command(tolk, .onDuty(modalities: [.telephone], until: nil))
        desk.command(school, .submit(Submit(language: "ti", complexity: .practical, minutes: 15, start: "now")))
        desk.wait(for: .unfilled)
        #expect(desk.offers().count == 2)
        let end = try #require(desk.journal.last { $0.kind == .requestUnfilled })
        #expect(end.fields.contains(Field("asked", 1)) && end.fields.contains(Field("silent", 1)), "\(end.fields)")
    }
}
