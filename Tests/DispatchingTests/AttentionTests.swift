import Interpreting
import RandomTestSupport
import Testing

@testable import Dispatching

/// Confirmed work that no longer fits is named to whoever made the change, and stands on the boards until somebody has looked at it.
@Suite struct AttentionTests {
    private func attention(_ desk: Desk, _ user: PrincipalID) -> [Row] {
        desk.query(user, .board(state: nil, limit: 50)).rows.filter { $0.kind == "ATTENTION" }
    }

    /// I1, of the pools of agii and amal, has A1 of agii on Thursday.
    private func confirmed() throws -> (desk: Desk, tolk: PrincipalID, agii: PrincipalID, amal: PrincipalID, atlas: PrincipalID) {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter(pools: ["agii", "amal"])
        let chiefs = ["agii", "amal", "atlas"].map { desk.user(.coordinator, agency: $0) }
        desk.command(school, .submit(.talk()))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        #expect(desk.assignments(.confirmed).count == 1)
        for chief in chiefs { #expect(attention(desk, chief).isEmpty) }
        return (desk, tolk, chiefs[0], chiefs[1], chiefs[2])
    }

    @Test func `the agency reads what does not fit and why, the other pool when, and others nothing`() throws {
        let (desk, _, agii, amal, atlas) = try confirmed()
        let reply = desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(languages: ["so"]), expected: nil))
        #expect(reply.text.contains("1 confirmed assignment no longer fits and stays: A1 (language)"), "\(reply.text)")
        #expect(desk.assignments(.confirmed).count == 1)
        let board = desk.query(agii, .board(state: nil, limit: 50))
        #expect(board.text.hasSuffix("; 1 confirmed assignment needs attention"), "\(board.text)")
        let row = try #require(board.first("ATTENTION"))
        #expect(row.subject == "A1" && row.text("request") == "R1" && row.text("interpreter") == "I1")
        #expect(row["because"] == .list(["language"]))
        #expect(row.text("text")?.contains("interprets so; ti") == true, "\(row)")
        let busy = try #require(attention(desk, amal).first)
        #expect(busy.subject == "I1" && busy.fields.map(\.name) == ["from", "until"])
        #expect(attention(desk, atlas).isEmpty)
        // It is over when it fits again, or when somebody else does it.
        desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(languages: ["so", "ti"]), expected: nil))
        #expect(attention(desk, agii).isEmpty && attention(desk, amal).isEmpty)
        desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(languages: ["so"]), expected: nil))
        desk.command(agii, .unassign(Identifier(1), expected: nil, reason: nil))
        #expect(attention(desk, agii).isEmpty)
    }

    @Test(arguments: [
        (InterpreterProfile(home: "31005", maximumKilometres: 40), "distance"), (InterpreterProfile(modalities: [.telephone]), "modality"),
        (InterpreterProfile(maximumMinutesPerDay: 60), "daily-hours"), (InterpreterProfile(home: "38025"), "availability"),
    ]) func `each change that keeps somebody from confirmed work is named`(_ profile: InterpreterProfile, _ reason: String) throws {
        let (desk, _, agii, _, _) = try confirmed()
        // Hours from 08:00 on Thursday: from De Panne the journey would begin earlier.
        let early = try #require(desk.engine.state.availabilities.all().first { $0.interval.contains(desk.requests()[0].interval) })
        desk.command(Identifier(2), .available(CalendarEntry(from: "2026-11-26T08:00", until: "2026-11-26T20:00")))
        desk.command(Identifier(2), .withdrawCalendarEntry(early.id))
        #expect(attention(desk, agii).isEmpty)
        desk.system(.changeInterpreter(Identifier(1), profile, expected: nil))
        let row = try #require(attention(desk, agii).first, "\(profile)")
        guard case .list(let reasons)? = row["because"] else { throw Refusal(.badValue, "\(row)") }
        #expect(reasons.contains(reason), "\(reasons)")
    }

    @Test func `hours taken out of the calendar under confirmed work are named to whoever takes them out`() throws {
        let (desk, tolk, agii, _, _) = try confirmed()
        let entry = try #require(desk.engine.state.availabilities.all().first { $0.interval.contains(desk.requests()[0].interval) })
        let reply = desk.command(tolk, .withdrawCalendarEntry(entry.id))
        let named = "what is confirmed stays yours, although it no longer fits: A1 (availability); RELEASE what you cannot do"
        #expect(reply.text.hasSuffix(named), "\(reply.text)")
        #expect(reply.rows.map(\.kind) == ["AVAILABLE", "ATTENTION"])
        #expect(attention(desk, agii).count == 1)
    }

    @Test func `who is on the way has left in time, whatever the clock says meanwhile`() throws {
        let (desk, _, agii, _, _) = try confirmed()
        let assignment = try #require(desk.assignments(.confirmed).first)
        for moment in [assignment.during.start + .minutes(1), assignment.talk.start - .minutes(1), assignment.talk.start + .minutes(5)] {
            desk.now = moment
            #expect(attention(desk, agii).isEmpty, "\(moment)")
        }
    }

    @Test func `work that was just arranged needs no attention`() throws {
        var numbers = Seeded(7)
        let desk = try Desk()
        let school = desk.school()
        let people = ["12025", "44021", "24062", "31005"].map { desk.interpreter(home: $0) }
        let admin = desk.user(.admin)
        for _ in 0..<60 {
            let day = 23 + numbers.below(5)
            let start = "2026-11-\(day)T\(10 + numbers.below(9)):\(numbers.below(2) == 0 ? "00" : "30")"
            let complexity = numbers.one(of: [Complexity.practical, .informative, .complex])
            desk.command(
                school,
                .submit(.talk(
                    minutes: 20 + 10 * numbers.below(7), complexity: complexity, start: start,
                    place: numbers.one(of: ["12025", "44021", "11002"]))))
            for offer in desk.offers(.made) { desk.command(desk.user(of: offer), .accept(offer.id, expected: nil)) }
            #expect(attention(desk, admin) == [])
        }
        #expect(desk.assignments(.confirmed).count > 20 && people.count == 4)
    }
}
