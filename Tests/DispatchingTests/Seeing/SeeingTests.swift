import Foundation
import Interpreting
import RuleFiles
import Rules
import Testing

@testable import Dispatching

/// What each role is shown of what it shares with others.
@Suite struct SeeingTests {
    @Test func `of work for another agency a coordinator reads when the interpreter has no time, and nothing else`() throws {
        let world = try MarkedWorld()
        let shown = world.desk.query(world.agii, .show("I2"))
        #expect(shown.rows.map(\.kind) == ["INTERPRETER", "BUSY", "BUSY"])
        let times = world.desk.assignments(.confirmed).filter { $0.interpreter == Identifier(2) }.map(\.during)
        #expect(shown.rows.dropFirst().map { $0.text("from") } == times.map { world.desk.engine.local($0.start) })
        #expect(shown.rows.dropFirst().allSatisfy { $0.fields.map(\.name) == ["from", "until"] && $0.subject == "I2" })
        #expect(world.desk.query(world.amal, .show("I2")).rows.map(\.kind) == ["INTERPRETER", "ASSIGNMENT", "ASSIGNMENT"])
        #expect(world.desk.query(world.tolk[1], .show("I2")).rows.map(\.kind) == ["INTERPRETER", "ASSIGNMENT", "ASSIGNMENT"])
    }

    @Test func `why somebody cannot is said of the own pool in full, and of a pool that helps by the name of the constraint`() throws {
        let world = try MarkedWorld()
        let excluded = world.desk.query(world.agii, .candidates(RequestID(13))).rows.filter { $0.kind == "EXCLUDED" }
        #expect(excluded.first { $0.subject == "I2" }?.text("text") == "has another assignment then; 11:41 to 13:11 needed")
        let helping = excluded.filter { $0.subject == "I3" }
        #expect(helping.map { $0.text("constraint") } == ["pool"])
        #expect(helping.first?.text("text") == "in a pool that may not be asked, or not yet")
    }

    @Test func `an interpreter reads a request while it is asked or works on it, and afterwards its own history`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        var submit = Submit.talk()
        submit.note = "second floor"
        submit.caseReference = "C-7"
        desk.command(school, .submit(submit))
        let asked = try #require(desk.query(tolk, .show("R1")).first("REQUEST"))
        #expect(asked.text("note") == "second floor" && asked.text("case") == "C-7" && asked.text("start") != nil)
        for name in ["chance", "waves", "answer-by", "fallback", "priority", "because"] { #expect(asked[name] == nil, "\(name)") }
        #expect(desk.query(tolk, .show("O1")).first("OFFER")?.text("place") == "12025")

        let declined = desk.command(tolk, .decline(Identifier(1), expected: nil, reason: nil))
        for reply in [declined, desk.query(tolk, .show("O1")), desk.query(tolk, .list(.offers, filters: [], after: nil, limit: 9))] {
            let row = try #require(reply.first("OFFER"))
            #expect(row.text("state") == "declined" && row.text("language") == "ti" && row.text("answered") != nil)
            for name in ["start", "place", "minutes", "complexity", "wave"] { #expect(row[name] == nil, "\(name)") }
        }
        #expect(desk.query(tolk, .show("R1")).refusal?.reason == .notFound)
        #expect(desk.query(tolk, .snapshot).rows.map(\.kind) == ["SNAPSHOT"])
        #expect(desk.query(tolk, .list(.requests, filters: [], after: nil, limit: 9)).rows.isEmpty)
    }

    @Test func `whoever has the work reads the request, and only the assignment when it is over`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        #expect(desk.query(tolk, .show("R1")).rows.map(\.kind) == ["REQUEST", "ASSIGNMENT"])
        #expect(desk.query(tolk, .show("R1")).first("REQUEST")?.text("interpreter") == "I1")
        desk.command(tolk, .release(Identifier(1), expected: nil, reason: nil))
        #expect(desk.query(tolk, .show("R1")).refusal?.reason == .notFound)
        #expect(desk.query(tolk, .show("A1")).first("ASSIGNMENT")?.text("place") == "12025")
        #expect(desk.query(tolk, .show("O1")).first("OFFER")?["start"] == nil)
    }

    @Test func `that somebody was faster is said of the offer that was withdrawn for it, not of the request's later fate`() throws {
        let desk = try Desk()
        let school = desk.school()
        let (first, second) = (desk.interpreter(), desk.interpreter())
        desk.command(school, .submit(.talk()))
        desk.command(school, .amend(Amend(request: Identifier(1), minutes: 70)))
        let late = try #require(desk.offers(.withdrawn).first { desk.user(of: $0) == second })
        let taken = try #require(desk.offers(.made).first { desk.user(of: $0) == second })
        let yes = try #require(desk.offers(.made).first { desk.user(of: $0) == first })
        desk.pass(.minutes(1))
        desk.command(first, .accept(yes.id, expected: nil))
        #expect(desk.command(second, .accept(taken.id, expected: nil)).refusal?.reason == .alreadyTaken)
        let refused = desk.command(second, .accept(late.id, expected: nil))
        #expect(refused.refusal?.reason == .wrongState)
        #expect(!refused.text.contains("faster"), "\(refused.text)")
    }

    @Test func `what giving up an assignment costs is told to who pays, and not to its interpreter`() throws {
        let desk = try Desk(at: "2026-11-25T12:00")
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.command(school, .amend(Amend(request: Identifier(1), minutes: 70, reopen: true)))
        let ended = try #require(desk.journal.last { $0.kind == .assignmentCancelled })
        #expect(ended.fields.map(\.name) == ["request", "interpreter", "because", "request-v"])
        let amended = try #require(desk.journal.last { $0.kind == .requestAmended })
        #expect(amended.fields.contains(Field("fee-percent", 50)) && amended.fields.contains(Field("ended", "A1")))
        #expect(amended.scope.interpreter == nil)
    }

    @Test func `a requester is not told by which interpreter a change would help`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter(isAvailable: false)
        let away = desk.interpreter()
        desk.command(away, .unavailable(CalendarEntry(from: "2026-11-26T09:00", until: "2026-11-26T10:05")))
        let asked = desk.command(school, .submit(.talk()))
        let hints = (asked.rows + desk.query(school, .explain(Identifier(1))).rows).filter { $0.kind == "HINT" && $0["change"] != nil }
        #expect(hints.contains { $0.text("text")?.hasSuffix("1 interpreter could") == true }, "\(hints)")
        for hint in hints { #expect(hint["best"] == nil && hint.text("text")?.contains("I2") == false, "\(hint)") }
        let chief = desk.user(.coordinator, agency: "agii")
        let told = desk.query(chief, .explain(Identifier(1))).rows.filter { $0.kind == "HINT" }
        #expect(told.contains { $0.text("text")?.contains("I2 could") == true })
    }

    @Test func `a case is its organisation's own: the same reference of another says nothing about who served it`() throws {
        let desk = try Desk()
        let (school, other) = (desk.school(), desk.school())
        let tolk = desk.interpreter()
        desk.command(tolk, .onDuty(modalities: [], until: nil))
        var call = Submit.talk(minutes: 15, complexity: .practical, start: "now")
        call.caseReference = "2026-1"
        desk.command(school, .submit(call))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        desk.command(tolk, .finish(Identifier(1), expected: nil))
        var talk = Submit.talk()
        talk.caseReference = "2026-1"
        for user in [school, other] { desk.command(user, .submit(talk)) }
        let engine = desk.engine
        #expect(engine.interpretersWhoServed(caseOf: desk.requests()[1]) == [Identifier(1)])
        #expect(engine.interpretersWhoServed(caseOf: desk.requests()[2]) == [])
    }

    /// With the real rules every pool helps every other; here none does.
    @Test func `people who can never be sent are neither named nor counted`() throws {
        let desk = try Desk()
        let school = desk.school()
        desk.engine = Engine(state: desk.engine.state, rules: try Self.withoutAid())
        _ = desk.interpreter()
        _ = desk.interpreter(home: "44021", pools: ["amal"], isAvailable: false)
        let chief = desk.user(.coordinator, agency: "agii")
        desk.command(school, .submit(.talk()))
        let candidates = desk.query(chief, .candidates(Identifier(1)))
        #expect(!candidates.rows.contains { $0.subject == "I2" } && candidates.text == "1 can, 0 cannot")
        for user in [school, chief] {
            let pool = try #require(desk.query(user, .explain(Identifier(1))).first("POOL"))
            #expect(pool.text("excluded") == "0")
        }
        let hidden = desk.command(chief, .assign(Identifier(1), Identifier(2), expected: nil)).text
        let absent = desk.command(chief, .assign(Identifier(1), Identifier(9), expected: nil)).text
        #expect(hidden == absent.replacing("I9", with: "I2"))
        desk.command(desk.user(InterpreterID(1)), .decline(Identifier(1), expected: nil, reason: nil))
        desk.pass(.days(3))
        let unfilled = try #require(desk.journal.last { $0.kind == .requestUnfilled })
        #expect(unfilled.fields.first { $0.name == "against" }?.value == .list(["declined-before:1"]), "\(unfilled.fields)")
    }

    private static func withoutAid() throws -> RuleBook {
        let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/rules"
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tolkbrug-seeing-\(UUID().uuidString)").path
        try FileManager.default.copyItem(atPath: root, toPath: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let agencies = try String(contentsOfFile: folder + "/agencies.yaml", encoding: .utf8)
        let kept = agencies.prefix(upTo: try #require(agencies.range(of: "\nlends:")).lowerBound)
        try (kept + "\nlends: []\n").write(toFile: folder + "/agencies.yaml", atomically: true, encoding: .utf8)
        return try RuleLoader(directory: folder).load()
    }
}
