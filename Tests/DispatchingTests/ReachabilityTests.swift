import Interpreting
import Testing

@testable import Dispatching

/// Who is on duty is rung where somebody is there to hear it.
@Suite struct ReachabilityTests {
    private static let call = Command.submit(Submit(language: "ti", complexity: .practical, minutes: 15, start: "now"))

    private func onDuty(_ desk: Desk, _ count: Int) -> [PrincipalID] {
        (0..<count).map { _ in
            let tolk = desk.interpreter(isAvailable: false)
            desk.command(tolk, .onDuty(modalities: [.telephone], until: nil))
            return tolk
        }
    }

    private func leave(_ desk: Desk, _ users: [PrincipalID]) {
        for user in users { desk.handle(.sessionEnded(user)) }
        desk.pass(.zero)
    }

    private func chance(_ reply: Reply) -> Int? {
        reply.first("REQUEST")?.text("chance").flatMap { Int($0) }
    }

    @Test func `whoever is connected is rung before those who have closed the lid`() throws {
        let desk = try Desk()
        let school = desk.school()
        let ghosts = onDuty(desk, 3)
        let there = onDuty(desk, 1)
        leave(desk, ghosts)
        desk.command(school, Self.call)
        #expect(desk.offers(.made).map { desk.user(of: $0) } == there)
    }

    @Test func `whoever has no other is rung although gone a moment ago, and connecting makes the others wait no longer`() throws {
        let desk = try Desk()
        let school = desk.school()
        let ghosts = onDuty(desk, 3)
        let there = onDuty(desk, 1)
        leave(desk, ghosts + there)
        desk.command(school, Self.call)
        #expect(desk.offers(.made).count == 3)
        desk.now = desk.now + .seconds(5)
        desk.handle(.sessionBegan(there[0]))
        desk.pass(.zero)
        #expect(desk.offers(.made).map { desk.user(of: $0) }.contains(there[0]))
    }

    @Test func `somebody rung who goes away keeps nobody waiting`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolks = onDuty(desk, 4)
        desk.command(school, Self.call)
        let rung = desk.offers(.made).map { desk.user(of: $0) }
        let spare = try #require(tolks.first { !rung.contains($0) })
        leave(desk, rung)
        #expect(desk.offers(.made).map { desk.user(of: $0) }.contains(spare))
    }

    /// A call for the only one on duty, who has gone a moment ago.
    private func ringingNowhere() throws -> (desk: Desk, school: PrincipalID) {
        let desk = try Desk()
        let school = desk.school()
        leave(desk, onDuty(desk, 1))
        desk.command(school, Self.call)
        #expect(desk.offers(.made).count == 1)
        desk.now = desk.now + .seconds(2)
        return (desk, school)
    }

    @Test func `whoever goes on duty while telephones ring that nobody hears is rung at once`() throws {
        let (desk, _) = try ringingNowhere()
        let there = onDuty(desk, 1)
        #expect(desk.offers(.made).map { desk.user(of: $0) }.contains(there[0]))
    }

    @Test func `whoever says no to one call is rung at once for another that nobody hears`() throws {
        let (desk, school) = try ringingNowhere()
        let there = onDuty(desk, 1)
        desk.command(school, Self.call)
        #expect(desk.offers(.made).count == 2, "there is nobody else for the second call")
        desk.command(there[0], .decline(desk.offers(.made)[1].id, expected: nil, reason: nil))
        #expect(desk.offers(.made).map { desk.user(of: $0) }.contains(there[0]))
    }

    @Test func `whoever takes an absence out, or is registered with the language, is rung where nobody hears`() throws {
        for isAbsent in [true, false] {
            let (desk, _) = try ringingNowhere()
            let there = desk.interpreter(isAbsent ? ["ti"] : ["so"], isAvailable: false)
            if isAbsent { desk.command(there, .unavailable(CalendarEntry(from: "2026-11-23T09:00", until: "2026-11-23T12:00"))) }
            desk.command(there, .onDuty(modalities: [.telephone], until: nil))
            #expect(desk.offers(.made).count == 1)
            if isAbsent {
                desk.command(there, .withdrawCalendarEntry(Identifier(1)))
            } else {
                var profile = InterpreterProfile()
                profile.languages = ["so", "ti"]
                desk.system(.changeInterpreter(Identifier(2), profile, expected: nil))
            }
            #expect(desk.offers(.made).map { desk.user(of: $0) }.contains(there), "\(isAbsent)")
        }
    }

    @Test func `whoever comes back before it was noticed that he or she had gone is rung all the same`() throws {
        let (desk, _) = try ringingNowhere()
        let there = desk.interpreter(isAvailable: false)
        desk.handle(.sessionEnded(there))
        desk.command(there, .onDuty(modalities: [.telephone], until: nil))
        desk.handle(.sessionBegan(there))
        desk.pass(.zero)
        #expect(desk.offers(.made).map { desk.user(of: $0) }.contains(there))
    }

    @Test func `when all who were rung have said no, the next are rung at once`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = onDuty(desk, 5)
        desk.command(school, Self.call)
        for ring in desk.offers(.made) { desk.command(desk.user(of: ring), .decline(ring.id, expected: nil, reason: nil)) }
        #expect(desk.offers(.made).count == 2 && desk.offers(.made).allSatisfy { $0.wave == 2 })
    }

    @Test func `the chance counts those who are there, and nobody when nobody is`() throws {
        let desk = try Desk()
        let school = desk.school()
        leave(desk, onDuty(desk, 18))
        let asked = desk.command(school, Self.call)
        #expect(chance(asked) == 0, "\(asked.rows)")
        _ = onDuty(desk, 1)
        let request = try #require(desk.requests(.offered).first)
        #expect(chance(desk.query(school, .show(request.id.description))) == 65)
    }

    @Test func `the chance goes with the people who are left, and is gone when nobody is looked for`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolks = onDuty(desk, 2)
        let asked = desk.command(school, Self.call)
        #expect(chance(asked) == 87)
        let request = try #require(desk.requests().first).id
        let rings = desk.offers(.made)
        desk.command(desk.user(of: rings[0]), .decline(rings[0].id, expected: nil, reason: nil))
        #expect(chance(desk.query(school, .show(request.description))) == 65)
        desk.command(desk.user(of: rings[1]), .decline(rings[1].id, expected: nil, reason: nil))
        #expect(chance(desk.query(school, .show(request.description))) == 0)
        desk.command(school, .cancel(request, expected: nil, reason: nil))
        #expect(chance(desk.query(school, .show(request.description))) == nil)
        #expect(tolks.count == 2)
    }

    @Test func `no more people count than there is time to ring`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = onDuty(desk, 3)
        desk.command(school, Self.call)
        let request = try #require(desk.requests().first)
        // The last ring but none: three people at most hear it, and each of them was rung already.
        desk.now = request.answerBy
        #expect(chance(desk.query(school, .show(request.id.description))) == 0)
    }

    @Test func `duty is on hold when the connection has been gone for a while, and goes on with the next`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = onDuty(desk, 1)[0]
        leave(desk, [tolk])
        let grace = desk.engine.rules.offers.onDemand.value.grace
        desk.pass(grace - .seconds(1))
        #expect(!desk.kinds().contains(.dutyHeld))
        desk.pass(.seconds(1))
        let held = try #require(desk.journal.last)
        #expect(held.kind == .dutyHeld && held.fields.contains(Field("because", "not-reachable")))
        desk.command(school, Self.call)
        #expect(desk.offers().isEmpty)
        let coordinator = desk.user(.coordinator, agency: "agii")
        let request = try #require(desk.requests().first).id
        let row = try #require(desk.query(coordinator, .candidates(request)).first("EXCLUDED"))
        #expect(row.text("text")?.hasPrefix("on duty, but not to be reached since") == true, "\(row)")
        desk.handle(.sessionBegan(tolk))
        desk.pass(.zero)
        #expect(desk.kinds().contains(.dutyResumed))
        #expect(desk.offers(.made).count == 1)
    }

    @Test func `somebody who lets ring after ring pass is taken off duty`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = onDuty(desk, 1)[0]
        for _ in 0..<desk.engine.rules.offers.onDemand.value.unanswered {
            desk.command(school, Self.call)
            desk.pass(desk.engine.rules.offers.onDemand.value.giveUpAfter)
        }
        let off = try #require(desk.journal.last { $0.kind == .dutyOff })
        let limit = desk.engine.rules.offers.onDemand.value.unanswered
        #expect(off.fields.contains(Field("because", "unanswered-rings")) && off.fields.contains(Field("rings", limit)))
        #expect(desk.command(tolk, .onDuty(modalities: [.telephone], until: nil)).isDone)
        desk.command(school, Self.call)
        #expect(desk.offers(.made).count == 1)
    }

    @Test func `an answer between two rings begins the count anew`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = onDuty(desk, 1)[0]
        for isAnswered in [false, true, false] {
            desk.command(school, Self.call)
            let ring = try #require(desk.offers(.made).first)
            if isAnswered { desk.command(tolk, .decline(ring.id, expected: nil, reason: nil)) }
            desk.pass(desk.engine.rules.offers.onDemand.value.giveUpAfter)
        }
        #expect(!desk.kinds().contains(.dutyOff))
    }

    @Test func `whoever logs in reads which offers wait`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = onDuty(desk, 1)[0]
        desk.command(school, Self.call)
        let digest = try #require(desk.engine.state.credentials.all().first { $0.principal == tolk }).digest
        let reply = desk.handle(.query(.authenticate(.token, digest: digest), from: .nobody)).reply
        let ring = try #require(desk.offers(.made).first)
        #expect(reply?.first("OFFER")?.subject == ring.id.description)
        #expect(reply?.text.hasSuffix("; waiting for your answer: 1 offer") == true, "\(reply?.text ?? "")")
    }

    @Test func `a server that begins to decide knows nobody, and gives everybody the time to come back`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolks = onDuty(desk, 2)
        desk.engine = Engine(state: desk.engine.state, rules: desk.engine.rules)
        desk.pass(.seconds(10))
        desk.handle(.sessionBegan(tolks[1]))
        desk.command(school, Self.call)
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [tolks[1]])
        desk.pass(desk.engine.rules.offers.onDemand.value.grace)
        #expect(desk.engine.state.interpreters[Identifier(1)]?.duty?.heldSince != nil)
        #expect(desk.engine.state.interpreters[Identifier(2)]?.duty?.heldSince == nil)
    }

    @Test func `a gateway that is connected makes those reachable whose telephone it rings, and answers for them`() throws {
        let desk = try Desk()
        let school = desk.school()
        let gateway = desk.user(.gateway)
        let tolks = onDuty(desk, 2)
        leave(desk, tolks)
        let rung = InterpreterProfile(gateway: gateway.description)
        #expect(desk.system(.changeInterpreter(Identifier(2), rung, expected: nil)).isDone)
        desk.command(school, Self.call)
        let ring = try #require(desk.offers(.made).first)
        #expect(desk.offers(.made).count == 1 && ring.interpreter == Identifier(2))
        #expect(desk.journal.last { $0.kind == .offerMade }?.scope.gateway == gateway)
        #expect(desk.query(gateway, .list(.offers, filters: [], after: nil, limit: 10)).rows.map(\.subject) == [ring.id.description])
        #expect(desk.command(gateway, .accept(ring.id, expected: nil)).isDone)
        #expect(desk.requests(.started).count == 1)
        let none = desk.command(gateway, .offDuty())
        #expect(none.refusal?.reason == .badValue)
        #expect(desk.command(gateway, .offDuty(for: Identifier(1))).refusal?.reason == .notFound)
        #expect(desk.command(gateway, .offDuty(for: Identifier(2))).text == "I2 is off duty")
    }
}
