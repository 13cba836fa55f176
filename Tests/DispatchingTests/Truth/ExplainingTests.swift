import Foundation
import Interpreting
import RuleFiles
import Testing

@testable import Dispatching

/// What `EXPLAIN` says of what is decided, and `SHOW` of an offer, when the world has gone on.
@Suite struct ExplainingTests {
    /// An engine that goes on from where the desk is, with a rule book of one more comment.
    private func successor(of desk: Desk) throws -> Engine {
        let here = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
        try FileManager.default.copyItem(atPath: "\(here)/rules", toPath: folder.path)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("working.yaml")
        try (String(contentsOf: file, encoding: .utf8) + "\n# A later edition.\n").write(to: file, atomically: true, encoding: .utf8)
        return Engine(state: desk.engine.state, rules: try RuleLoader(directory: folder.path).load())
    }

    @Test func `who got it and why stays as it was, whoever comes and goes`() throws {
        let desk = try Desk()
        let school = desk.school()
        let chief = desk.user(.coordinator, agency: "agii")
        let tolk = desk.interpreter()
        _ = desk.interpreter(home: "24062")
        _ = desk.interpreter(isAvailable: false)
        desk.command(school, .submit(.talk()))
        desk.pass(.minutes(5))
        let offer = try #require(desk.offers(.made).first { desk.user(of: $0) == tolk })
        #expect(desk.command(tolk, .accept(offer.id, expected: nil)).isDone)
        let then = desk.query(chief, .explain(Identifier(1)))
        #expect(then.first("POOL")?.text("eligible") == "2")
        #expect(then.first("POOL")?["against"] == .list(["availability:1"]))
        #expect(then.first("CANDIDATE")?.text("chosen") == "yes")
        #expect(then.rows.contains { $0.kind == "SCORE" && $0.subject == "I1" })
        #expect(then.rows.contains { $0.kind == "EXCLUDED" && $0.subject == "I3" && $0.text("constraint") == "availability" })
        let digest = desk.engine.rules.fingerprint
        let story = "as it was when it was confirmed at 2026-11-23T09:05:00+01:00, by rule book \(digest)"
        #expect(then.text.hasPrefix("R1 is assigned; \(story); on site"), "\(then.text)")

        desk.system(.retireInterpreter(Identifier(2), expected: nil))
        for _ in 0..<3 { _ = desk.interpreter() }
        desk.pass(.days(6))
        let later = desk.query(chief, .explain(Identifier(1)))
        #expect(later.first("REQUEST")?.text("state") == "no-show")
        let kept = ["DECISION", "POOL", "CANDIDATE", "SCORE", "EXCLUDED", "ASKED", "OFFER", "MODALITY"]
        #expect(later.rows.filter { kept.contains($0.kind) } == then.rows.filter { kept.contains($0.kind) })
        #expect(later.text.hasPrefix("R1 is no-show; \(story); on site"), "\(later.text)")
    }

    @Test func `an honest no keeps its reasons, and a requester is told them without names`() throws {
        let desk = try Desk()
        let school = desk.school()
        let chief = desk.user(.coordinator, agency: "agii")
        _ = desk.interpreter(isAvailable: false)
        desk.command(school, .submit(.talk()))
        desk.pass(.days(3))
        let ended = try #require(desk.requests(.unfilled).first?.progress.closedAt)
        for _ in 0..<2 { _ = desk.interpreter() }
        let reply = desk.query(school, .explain(Identifier(1)))
        #expect(reply.first("POOL")?.text("eligible") == "0")
        #expect(reply.first("POOL")?["against"] == .list(["availability:1"]))
        let story = "as it was when it ended at \(desk.engine.local(ended)), by rule book"
        #expect(reply.text.hasPrefix("R1 is unfilled: nobody eligible; \(story)"), "\(reply.text)")
        #expect(!reply.rows.contains { ["CANDIDATE", "EXCLUDED", "OFFER", "HINT"].contains($0.kind) })
        #expect(desk.query(chief, .explain(Identifier(1))).first("EXCLUDED")?.subject == "I1")
    }

    @Test func `a search that was cancelled is explained as it was then`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(school, .cancel(Identifier(1), expected: nil, reason: nil))
        desk.system(.retireInterpreter(Identifier(1), expected: nil))
        let reply = desk.query(school, .explain(Identifier(1)))
        #expect(reply.first("POOL")?.text("eligible") == "1")
        #expect(reply.text.hasPrefix("R1 is cancelled; as it was when it ended at 2026-11-23T09:00:00+01:00"), "\(reply.text)")
    }

    @Test func `a rule book that has changed since is said`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        #expect(desk.query(school, .explain(Identifier(1))).first("DECISION")?.text("changed") == "no")
        let old = desk.engine.rules.fingerprint
        desk.engine = try successor(of: desk)
        let reply = desk.query(school, .explain(Identifier(1)))
        #expect(reply.first("DECISION")?.text("rules") == old)
        #expect(reply.first("DECISION")?.text("changed") == "yes")
        #expect(reply.first("MODALITY")?.text("changed") == "yes")
        let story = "by rule book \(old), which has changed since; on site, by modality.complex-over-60 as it was then"
        #expect(reply.text.hasSuffix(story), "\(reply.text)")
    }

    @Test func `what was decided before it was kept is not made up`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(school, .cancel(Identifier(1), expected: nil, reason: nil))
        var old = try #require(desk.requests().first)
        old.progress.decided = nil
        desk.engine.state.put(.request(old))
        let reply = desk.query(school, .explain(Identifier(1)))
        #expect(reply.text.hasPrefix("R1 is cancelled; what was true of the people then was not recorded"), "\(reply.text)")
        #expect(reply.first("POOL") == nil && reply.first("ASKED") != nil)
    }

    @Test func `a search that nobody can do has hints, or is said to have none`() throws {
        let desk = try Desk()
        let school = desk.school()
        let chief = desk.user(.coordinator, agency: "agii")
        desk.command(school, .submit(.talk("so")))
        _ = desk.interpreter(modalities: [.video])
        desk.command(school, .submit(.talk()))
        for user in [school, chief] {
            let none = desk.query(user, .explain(Identifier(1)))
            #expect(none.first("HINT")?.text("change") == "none", "\(none.rows)")
            let some = desk.query(user, .explain(Identifier(2)))
            #expect(some.first("HINT")?.text("change") == "modality:video", "\(some.rows)")
        }
    }

    @Test func `an amendment that nobody can do says so, with a hint`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter()
        desk.command(school, .submit(.talk()))
        let reply = desk.command(school, .amend(Amend(request: Identifier(1), start: "2026-11-28T15:00")))
        #expect(reply.result == .done(.nobodyYet, reply.text))
        #expect(reply.text.hasPrefix("request R1 is amended, and now open, but nobody is available for it now: the search goes on until"))
        #expect(reply.first("REQUEST")?.text("state") == "open" && reply.first("HINT") != nil, "\(reply.rows)")
    }

    @Test func `an offer shows what it asked, also when the request was amended`() throws {
        let desk = try Desk()
        let school = desk.school()
        let chief = desk.user(.coordinator, agency: "agii")
        _ = desk.interpreter()
        desk.command(school, .submit(.talk()))
        var amend = Amend(request: Identifier(1))
        (amend.minutes, amend.start, amend.place, amend.complexity) = (90, "2026-11-27T15:00", "24062", .informative)
        #expect(desk.command(school, .amend(amend)).isDone)
        let row = try #require(desk.query(chief, .show("O1")).first("OFFER"))
        #expect(row.text("state") == "withdrawn")
        #expect(row.text("minutes") == "75" && row.text("complexity") == "complex" && row.text("place") == "12025", "\(row)")
        #expect(row.text("start") == "2026-11-26T10:00:00+01:00" && row.text("modality") == "onsite", "\(row)")
    }
}
