import Interpreting
import Testing

@testable import Dispatching
@testable import Matching

/// How the engine takes over a plan, and decides with it.
@Suite struct PlanTests {
    @Test func `what a plan says of requests and people that have changed since is dropped, the rest is kept`() throws {
        let desk = try Desk()
        let school = desk.school()
        for _ in 0..<8 { _ = desk.interpreter() }
        for hour in 10...14 { desk.command(school, .submit(.talk(minutes: 30, complexity: .practical, start: "2026-11-27T\(hour):00"))) }
        let plan = desk.plan()
        #expect(plan.proposals.count == 5)

        desk.command(school, .cancel(RequestID(1), expected: nil, reason: nil))
        desk.command(school, .amend(Amend(request: RequestID(2), minutes: 40)))
        let absent = try #require(plan.proposals.first { $0.request == RequestID(3) }).interpreter
        desk.command(
            desk.user(absent), .unavailable(CalendarEntry(from: "2026-11-27T11:50", until: "2026-11-27T12:40")))
        let offer = try #require(desk.offers(.made).first { $0.request == RequestID(4) })
        desk.command(desk.user(of: offer), .accept(offer.id, expected: nil))
        let reply = desk.take(plan)
        #expect(reply.first("PLAN")?.text("proposed") == "1")
        #expect(reply.first("PLAN")?.text("dropped") == "4")
        let chief = desk.user(.coordinator, agency: "agii")
        #expect(desk.query(chief, .plan(limit: 50)).rows.filter { $0.kind == "PROPOSAL" }.map(\.subject) == ["R5"])

        // What becomes stale later is not used either.
        desk.command(school, .cancel(RequestID(5), expected: nil, reason: nil))
        #expect(desk.query(chief, .plan(limit: 50)).rows.map(\.kind) == ["PLAN"])
    }

    @Test func `an older plan does not replace a later one, nor one of a state that was taken back`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter()
        let older = desk.plan()
        desk.command(school, .submit(.talk()))
        let later = desk.plan()
        #expect(desk.take(later).text.contains("is in force: 1 proposal"))
        #expect(desk.take(older).text.contains("is dropped: a later plan"))
        #expect(desk.engine.held?.plan == later)
        let other = try Desk()
        #expect(other.take(later).text.contains("was taken back"))
        #expect(other.engine.held == nil)
    }

    @Test func `confirmed work and offers in flight stay when everything is planned anew`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(tolk, .accept(OfferID(1), expected: nil))
        // Of equal hours and far more pressing, but the only interpreter is taken.
        var urgent = Submit.talk()
        urgent.priority = .urgent
        desk.command(school, .submit(urgent))
        desk.command(school, .submit(.talk(start: "2026-11-27T10:00")))
        let before = (desk.assignments(), desk.offers(.made))
        let plan = desk.plan()
        #expect(plan.unfilled.map(\.request) == [RequestID(2)])
        #expect(plan.unfilled.first?.reason == .nobodyEligible([.init(constraint: .overlap, count: 1)]))
        #expect(plan.proposals.map(\.request) == [RequestID(3)])
        _ = desk.take(plan)
        #expect(desk.assignments() == before.0 && desk.offers(.made) == before.1)
    }

    @Test func `the next wave asks first whom the plan proposes`() throws {
        let desk = try Desk()
        let school = desk.school()
        for _ in 0..<8 { _ = desk.interpreter() }
        desk.command(school, .submit(.talk()))
        let first = desk.offers(.made)
        let plan = desk.plan(proposing: InterpreterID(8))
        #expect(desk.take(plan).isDone)
        for offer in first { desk.command(desk.user(of: offer), .decline(offer.id, expected: nil, reason: nil)) }
        let second = desk.offers(.made)
        #expect(second.first?.interpreter == InterpreterID(8))
        #expect(second.dropFirst().first?.interpreter == InterpreterID(Int64(first.count + 1)), "the others by rank")
    }

    @Test func `a proposal does not bring a trained interpreter into a wave of certified ones`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter()
        desk.command(school, .submit(.talk()))
        let request = try #require(desk.requests().first)
        let candidates = desk.engine.candidates(for: request)
        let certified = try #require(desk.engine.matcher.shortlist(desk.engine.job(request), candidates, at: desk.now).first
            ?? desk.eligible(request).first)
        let trained = Ranked(
            interpreter: InterpreterID(9), score: certified.score, fit: certified.fit,
            via: LanguageMatch(language: certified.via.language, level: .trained, place: 0, substitute: nil))
        let situation = OfferSituation(
            request: request, modality: .onsite, eligible: [certified, trained], proposed: InterpreterID(9), now: desk.now,
            deadline: desk.now + .hours(1), rules: desk.engine.rules.offers)
        #expect(WavePolicy().nextWave(situation).offers.map(\.interpreter) == [certified.interpreter])
    }

    /// Interpreter 1 alone speaks Tigrinya; both speak Pashto, and for a Pashto call interpreter 1 would be the better choice.
    private func scarce() throws -> (desk: Desk, school: PrincipalID, call: Submit) {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter(["ti", "ps"])
        _ = desk.interpreter(["ps"], gender: .male)
        desk.command(school, .submit(.talk()))
        #expect(desk.offers(.made).map(\.interpreter) == [InterpreterID(1)])
        // Five minutes after the talk: no overlap with what is offered, but nobody could do both.
        var call = Submit.talk("ps", minutes: 20, complexity: .practical, start: "2026-11-26T11:20")
        call.gender = .female
        return (desk, school, call)
    }

    @Test func `without a plan the last Tigrinya interpreter is asked for what others can do`() throws {
        let (desk, school, call) = try scarce()
        desk.command(school, .submit(call))
        #expect(desk.offers(.made).filter { $0.request == RequestID(2) }.first?.interpreter == InterpreterID(1))
    }

    @Test func `with a plan the last Tigrinya interpreter is spared for what nobody else can do, and asked at last`() throws {
        let (desk, school, call) = try scarce()
        _ = desk.take(desk.plan())
        desk.command(school, .submit(call))
        let asked = desk.offers(.made).filter { $0.request == RequestID(2) }
        #expect(asked.map(\.interpreter) == [InterpreterID(2)])

        let chief = desk.user(.coordinator, agency: "agii")
        let explained = desk.query(chief, .explain(RequestID(2)))
        let candidate = try #require(explained.rows.first { $0.kind == "CANDIDATE" && $0.subject == "I1" })
        let points = try #require(candidate.text("points").flatMap(Int.init))
        #expect(points > 500)
        // A price is a cost: whoever is left is asked all the same.
        desk.command(desk.user(InterpreterID(2)), .decline(asked[0].id, expected: nil, reason: nil))
        let next = desk.offers(.made).filter { $0.request == RequestID(2) }
        #expect(next.map(\.interpreter) == [InterpreterID(1)])
        #expect(next[0].cost == points)
    }

    @Test func `who looks at the outlook sees the price that who looks at the calendar sees`() throws {
        let (desk, school, call) = try scarce()
        desk.take(desk.plan())
        desk.command(school, .submit(call))
        let view = desk.engine.view(for: desk.requests()[1])
        #expect(desk.engine.prospect(InterpreterID(1), by: view) == nil, "an offer is out")
        desk.command(desk.user(InterpreterID(1)), .decline(OfferID(1), expected: nil, reason: nil))
        let standing = try #require(desk.engine.prospect(InterpreterID(1), by: view)).standing
        #expect(standing.shadowPrice > 0)
        #expect(try standing == Standing(#require(desk.engine.candidate(InterpreterID(1), by: view))))
    }

    @Test func `the price goes when the request it is kept for is over`() throws {
        let (desk, school, call) = try scarce()
        _ = desk.take(desk.plan())
        desk.command(school, .cancel(RequestID(1), expected: nil, reason: nil))
        desk.command(school, .submit(call))
        #expect(desk.offers(.made).filter { $0.request == RequestID(2) }.first?.interpreter == InterpreterID(1))
    }

    @Test func `PLAN shows each coordinator its own requests, EXPLAIN what the plan has for one`() throws {
        let desk = try Desk()
        let school = desk.school()
        let chief = desk.user(.coordinator, agency: "agii")
        let stranger = desk.user(.coordinator, agency: "amal")
        #expect(desk.query(chief, .plan(limit: 50)).text == "no plan is in force; PLAN now asks for one")
        _ = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(school, .submit(.talk("ps")))
        _ = desk.take(desk.plan())

        let rows = desk.query(chief, .plan(limit: 50)).rows
        #expect(rows.map(\.kind) == ["PLAN", "UNFILLED", "PROPOSAL"])
        #expect(rows[0].text("gap") == "0.00%" && rows[0].text("proposed") == "1" && rows[0].text("unfilled") == "1")
        #expect(rows[1].subject == "R2" && rows[1].text("because") == "nobody-eligible")
        #expect(rows[2].subject == "R1" && rows[2].text("interpreter") == "I1" && rows[2].text("asked") == "yes")
        #expect(rows[2].text("only") == "yes")
        #expect(desk.query(stranger, .plan(limit: 50)).rows.map(\.kind) == ["PLAN"])
        #expect(desk.query(school, .plan(limit: 50)).refusal?.reason == .notPermitted)

        #expect(desk.query(chief, .explain(RequestID(1))).first("PROPOSAL")?.text("interpreter") == "I1")
        #expect(desk.query(chief, .explain(RequestID(2))).first("UNFILLED") != nil)
        #expect(desk.query(school, .explain(RequestID(1))).first("PROPOSAL") == nil)
    }

    @Test(arguments: [21, 22, 23] as [UInt64])
    func `a busy day with plans breaks no invariant, and its journal replays to the same rows`(_ seed: UInt64) throws {
        let (first, second) = (try Desk(), try Desk())
        for desk in [first, second] {
            for part in 0..<4 {
                try Busy.day(desk, steps: 60, seed: seed + UInt64(part))
                _ = desk.take(desk.plan(steps: 300))
            }
        }
        #expect(first.journal == second.journal)
        var replayed = State()
        for event in first.journal { try replayed.replay(event) }
        #expect(replayed.rows == first.engine.state.rows)
        first.pass(.days(8))
        #expect(first.requests().allSatisfy { $0.state.isFinal })
    }

    @Test func `a plan is due after enough events and a pause, or when somebody asks`() {
        var trigger = PlanTrigger(everyEvents: 10, pause: .seconds(60))
        trigger.note(head: 1_000)
        #expect(trigger.due == nil)
        trigger.ask()
        #expect(trigger.due == Timestamp(milliseconds: 0))
        trigger.begin(head: 1_000, at: Timestamp(seconds: 5))
        trigger.note(head: 1_009)
        #expect(trigger.due == nil)
        trigger.note(head: 1_010)
        #expect(trigger.due == Timestamp(seconds: 65))
        trigger.ask()
        #expect(trigger.due == Timestamp(seconds: 5))
    }
}

extension Desk {
    func plan(steps: Int = 500) -> HorizonPlan { engine.planning(days: 14, at: now).run(steps: steps) }

    @discardableResult
    func take(_ plan: HorizonPlan) -> Reply { handle(.planComputed(plan)).reply ?? .done(.ready, "") }

    func user(_ interpreter: InterpreterID) -> PrincipalID {
        engine.state.principals.all().first { $0.interpreter == interpreter }?.id ?? Identifier(1)
    }

    /// Who could do the request if its offers were not out.
    func eligible(_ request: Request) -> [Ranked] {
        let candidates = engine.candidates(for: request).map { candidate in
            var candidate = candidate
            candidate.offers = []
            return candidate
        }
        return engine.matcher.shortlist(engine.job(request), candidates, at: now)
    }

    /// The plan of this moment, with another interpreter for its first request.
    func plan(proposing interpreter: InterpreterID) -> HorizonPlan {
        let plan = plan()
        let proposals = plan.proposals.map { old in
            HorizonPlan.Proposal(
                request: old.request, interpreter: interpreter, job: old.job, during: old.during, travelMinutes: old.travelMinutes,
                points: old.points, worth: old.worth, isReplaceable: old.isReplaceable)
        }
        return HorizonPlan(
            basis: plan.basis, proposals: proposals, unfilled: plan.unfilled, value: plan.value, bound: plan.bound, mended: plan.mended,
            marginals: plan.marginals)
    }
}
