import Interpreting
import Testing

@testable import Dispatching

/// ASSIGN, RELEASE and UNASSIGN: each person concerned reads what happened to him or her, and what happens now.
@Suite struct ByHandTests {
    private struct World {
        let desk: Desk
        let school: PrincipalID
        let first: PrincipalID
        let chief: PrincipalID

        /// What the event of that kind says last.
        func told(_ kind: EventKind, _ name: String) -> FieldValue? {
            desk.journal.last { $0.kind == kind }?.fields.first { $0.name == name }?.value
        }

        func told(_ kind: EventKind, about subject: String, _ name: String) -> FieldValue? {
            desk.journal.last { $0.kind == kind && $0.subject == subject }?.fields.first { $0.name == name }?.value
        }
    }

    private func world() throws -> World {
        let desk = try Desk()
        let (school, first) = (desk.school(), desk.interpreter())
        return World(desk: desk, school: school, first: first, chief: desk.user(.coordinator, agency: "agii"))
    }

    // MARK: ASSIGN

    @Test func `who holds the offer of what is assigned to her has accepted it, and others read that somebody else was given it`() throws {
        let world = try world()
        let second = world.desk.interpreter()
        world.desk.command(world.school, .submit(.talk()))
        #expect(world.desk.offers(.made).count == 2)
        #expect(world.desk.command(world.chief, .assign(Identifier(1), Identifier(1), expected: nil)).isDone)
        let own = world.desk.query(world.first, .show("O1")).first("OFFER")
        #expect(own?.text("state") == "accepted")
        #expect(own?.text("assignment") == "A1")
        #expect(world.told(.assignmentConfirmed, "because") == .text("assigned-by-coordinator"))
        // Whoever asked is told too, and offers are nothing to them.
        #expect(world.told(.assignmentConfirmed, "offer") == nil)
        #expect(world.desk.journal.filter { $0.kind == .offerWithdrawn }.map(\.subject) == ["O2"])

        let other = world.desk.query(second, .show("O2")).first("OFFER")
        #expect(other?.text("state") == "withdrawn")
        #expect(other?.text("because") == "given-to-another")
        #expect(world.told(.offerWithdrawn, "because") == .text("given-to-another"))
        let late = world.desk.command(second, .accept(Identifier(2), expected: nil))
        #expect(late.refusal?.reason == .alreadyTaken)
        #expect(late.text.contains("the coordinator gave it to somebody else"), "\(late.text)")
        let again = world.desk.command(world.first, .accept(Identifier(1), expected: nil))
        #expect(again.refusal?.reason == .wrongState)
        #expect(again.text.hasPrefix("O1 is accepted already: A1 is yours"), "\(again.text)")
    }

    @Test func `who was slower than somebody else reads that`() throws {
        let world = try world()
        let second = world.desk.interpreter()
        world.desk.command(world.school, .submit(.talk()))
        world.desk.command(world.first, .accept(Identifier(1), expected: nil))
        #expect(world.told(.offerWithdrawn, "because") == .text("taken"))
        #expect(world.desk.query(second, .show("O2")).first("OFFER")?.text("because") == "taken")
        #expect(world.told(.assignmentConfirmed, "because") == nil)
        #expect(world.desk.command(second, .accept(Identifier(2), expected: nil)).text.contains("somebody was faster"))
    }

    @Test func `whoever can be assigned is a candidate, and whoever is no candidate cannot be assigned`() throws {
        let world = try world()
        _ = world.desk.interpreter(["so"])
        world.desk.command(world.school, .submit(.talk()))
        world.desk.command(world.school, .submit(.talk(start: "2026-11-26T10:30")))
        // Her hours are offered for the first; she would have to answer that before she is asked for the second.
        let row = world.desk.query(world.chief, .candidates(Identifier(2))).rows.first { $0.kind == "CANDIDATE" }
        #expect(row?.subject == "I1")
        #expect(row?["not-asked"] == .list(["offered"]))
        #expect(world.desk.command(world.chief, .assign(Identifier(2), Identifier(2), expected: nil)).refusal?.reason == .ineligible)
        #expect(world.desk.command(world.chief, .assign(Identifier(2), Identifier(1), expected: nil)).isDone)
        #expect(world.desk.query(world.first, .show("O1")).first("OFFER")?.text("state") == "withdrawn")
        #expect(world.told(.offerWithdrawn, "because") == .text("no-longer-free"))
        let now = world.desk.query(world.chief, .candidates(Identifier(1))).rows
        #expect(now.first { $0.subject == "I1" }?.text("constraint") == "overlap")
        #expect(world.desk.command(world.chief, .assign(Identifier(1), Identifier(1), expected: nil)).refusal?.reason == .ineligible)
    }

    @Test func `who declined is still a candidate for the coordinator, and not asked by itself`() throws {
        let world = try world()
        world.desk.command(world.school, .submit(.talk()))
        world.desk.command(world.first, .decline(Identifier(1), expected: nil, reason: nil))
        let row = world.desk.query(world.chief, .candidates(Identifier(1))).rows.first { $0.kind == "CANDIDATE" }
        #expect(row?["not-asked"] == .list(["declined-before"]))
        #expect(world.desk.command(world.chief, .assign(Identifier(1), Identifier(1), expected: nil)).isDone)
    }

    // MARK: RELEASE and UNASSIGN

    @Test func `who gives work back reads to how many others it is offered, and the requester reads that too`() throws {
        let world = try world()
        world.desk.command(world.school, .submit(.talk()))
        world.desk.command(world.first, .accept(Identifier(1), expected: nil))
        _ = world.desk.interpreter()
        _ = world.desk.interpreter()
        let reply = world.desk.command(world.first, .release(Identifier(1), expected: nil, reason: "ill"))
        #expect(reply.text == "assignment A1 is released; R1 is offered to 2 others")
        #expect(world.told(.assignmentReleased, "because") == .text("released-by-interpreter"))
        #expect(world.told(.assignmentReleased, "request-state") == .text("offered"))
        #expect(world.told(.assignmentReleased, "asked") == .text("2"))
    }

    @Test func `when nobody can be asked nobody says that somebody is`() throws {
        let world = try world()
        world.desk.command(world.school, .submit(.talk()))
        world.desk.command(world.first, .accept(Identifier(1), expected: nil))
        let reply = world.desk.command(world.first, .release(Identifier(1), expected: nil, reason: nil))
        let request = try #require(world.desk.requests().first)
        let end = world.desk.engine.local(request.answerBy)
        #expect(reply.text == "assignment A1 is released; nobody can be asked for R1 now: its requester hears by \(end) at the latest")
        #expect(world.told(.assignmentReleased, "request-state") == .text("open"))
        #expect(world.told(.assignmentReleased, "asked") == .text("0"))
        #expect(world.told(.assignmentReleased, "answer-by") == .text(end))
    }

    @Test func `who loses work to the coordinator reads that, and the coordinator reads what happens now`() throws {
        let world = try world()
        world.desk.command(world.school, .submit(.talk()))
        world.desk.command(world.first, .accept(Identifier(1), expected: nil))
        _ = world.desk.interpreter()
        let reply = world.desk.command(world.chief, .unassign(Identifier(1), expected: nil, reason: "conflict", excludes: true))
        #expect(reply.text == "assignment A1 is released; R1 is offered to 1 other")
        #expect(world.told(.assignmentReleased, "because") == .text("unassigned-by-coordinator"))
        #expect(world.told(.assignmentReleased, "request-state") == .text("offered"))
    }

    @Test func `who is asked again after UNASSIGN is named`() throws {
        let world = try world()
        world.desk.command(world.school, .submit(.talk()))
        world.desk.command(world.first, .accept(Identifier(1), expected: nil))
        let reply = world.desk.command(world.chief, .unassign(Identifier(1), expected: nil, reason: nil, excludes: false))
        #expect(reply.text.hasPrefix("assignment A1 is released; R1 is offered to I1 again; exclude=yes "), "\(reply.text)")
    }

    @Test func `work of a request that is held stays with the coordinator when it is given back`() throws {
        let world = try world()
        world.desk.command(world.school, .submit(.talk()))
        world.desk.command(world.chief, .hold(Identifier(1), on: true, expected: nil))
        world.desk.command(world.chief, .assign(Identifier(1), Identifier(1), expected: nil))
        _ = world.desk.interpreter()
        let reply = world.desk.command(world.first, .release(Identifier(1), expected: nil, reason: nil))
        #expect(world.desk.offers(.made).isEmpty)
        let story = "assignment A1 is released; R1 is held by the coordinator, so nobody is asked for it"
        #expect(reply.text.hasPrefix(story), "\(reply.text)")
    }
}
