import Interpreting
import RandomTestSupport
import Testing

@testable import Dispatching

@Suite struct LedgerAndReplayTests {
    @Test func `the same key has one effect and one answer`() throws {
        let desk = try Desk()
        let school = desk.school()
        let key = IdempotencyKey("k1", fingerprint: "aa")
        let first = desk.command(school, .submit(.talk()), key: key)
        let head = desk.head
        let second = desk.command(school, .submit(.talk()), key: key)
        #expect(first == second)
        #expect(desk.head == head)
        #expect(desk.requests().count == 1)
        let reused = desk.command(school, .submit(.talk(minutes: 45)), key: IdempotencyKey("k1", fingerprint: "bb"))
        #expect(reused.refusal?.reason == .keyReused)
        #expect(desk.query(school, .outcome(key: "k1")).first("OUTCOME") != nil)
    }

    @Test func `a refusal is kept too, and everything is forgotten after seven days`() throws {
        let desk = try Desk()
        let school = desk.school()
        let key = IdempotencyKey("k1", fingerprint: "aa")
        let refused = desk.command(school, .submit(.talk(minutes: 0)), key: key)
        #expect(!refused.isDone)
        #expect(desk.command(school, .submit(.talk(minutes: 0)), key: key) == refused)
        desk.pass(.days(7))
        desk.handle(.wake)
        #expect(desk.query(school, .outcome(key: "k1")).refusal?.reason == .notFound)
    }

    @Test func `replaying the journal gives the same rows`() throws {
        let desk = try Desk()
        try Busy.day(desk, steps: 400, seed: 7)
        var replayed = State()
        for event in desk.journal { try replayed.replay(event) }
        #expect(replayed.rows == desk.engine.state.rows)
        #expect(replayed.head == desk.engine.state.head)
        #expect(replayed.index == desk.engine.state.index)
        let loaded = State(rows: desk.engine.state.rows.reversed(), head: desk.engine.state.head, ledger: [])
        #expect(loaded.rows == desk.engine.state.rows)
    }

    @Test func `same inputs give the same events`() throws {
        let (first, second) = (try Desk(), try Desk())
        try Busy.day(first, steps: 300, seed: 11)
        try Busy.day(second, steps: 300, seed: 11)
        #expect(first.journal == second.journal)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func `a busy day breaks no invariant and loses no request`(_ seed: UInt64) throws {
        let desk = try Desk()
        try Busy.day(desk, steps: 250, seed: seed)
        desk.pass(.days(8))
        #expect(desk.requests().allSatisfy { $0.state.isFinal })
        #expect(desk.requests(.completed).count + desk.requests(.noShow).count > 0)
        #expect(desk.offers(.made).isEmpty)
    }

    @Test func `a refused command takes back everything it had begun`() throws {
        let desk = try Desk()
        let school = desk.school()
        let before = (desk.engine.state.rows, desk.engine.state.head, desk.engine.state.index)
        // The second week of the agreement overlaps: refused after nothing was changed.
        let reply = desk.system(.addAgreement(Identifier(1), agency: "agii", from: "2026-06-01", until: nil))
        #expect(reply.refusal?.reason == .duplicate)
        _ = school
        #expect(desk.engine.state.rows == before.0 && desk.engine.state.head == before.1 && desk.engine.state.index == before.2)
    }
}

/// Random but repeatable use by everybody at once.
enum Busy {
    static func day(_ desk: Desk, steps: Int, seed: UInt64) throws {
        var random = Seeded(seed)
        let schools = [desk.school(), desk.school("44021", agency: "amal"), desk.school("11002", agency: "atlas")]
        let languages = ["ti", "ps", "fa-AF", "arb"]
        var tolken: [PrincipalID] = []
        for number in 0..<12 {
            let home = ["12025", "44021", "11002", "24062"][number % 4]
            tolken.append(desk.interpreter([languages[number % 4]], home: home, pools: ["agii", "amal", "atlas"]))
        }
        let chief = desk.user(.coordinator, agency: "agii")
        for _ in 0..<steps {
            step(desk, &random, schools: schools, tolken: tolken, languages: languages, chief: chief)
            if random.below(3) == 0 { desk.pass(.minutes(random.below(30))) }
        }
    }

    private static func step(
        _ desk: Desk, _ random: inout Seeded, schools: [PrincipalID], tolken: [PrincipalID], languages: [String], chief: PrincipalID
    ) {
        let tolk = tolken[random.below(tolken.count)]
        switch random.below(12) {
        case 0...3:
            let start = "2026-11-\(24 + random.below(4))T\(10 + random.below(8)):\(["00", "15", "30"][random.below(3)])"
            let submit = Submit.talk(
                languages[random.below(4)], minutes: 10 + random.below(110), complexity: Complexity.allCases[random.below(3)],
                start: random.below(4) == 0 ? "now" : start)
            desk.command(schools[random.below(3)], .submit(submit))
        case 4, 5, 6:
            let open = desk.offers(.made)
            guard !open.isEmpty else { return }
            let offer = open[random.below(open.count)]
            desk.command(desk.user(of: offer), .accept(offer.id, expected: nil))
        case 7:
            guard let offer = desk.offers(.made).last else { return }
            desk.command(desk.user(of: offer), .decline(offer.id, expected: nil, reason: nil))
        case 8: desk.command(tolk, random.below(2) == 0 ? .onDuty(modalities: [], until: nil) : .offDuty())
        case 9:
            let live = desk.assignments().filter(\.state.isLive)
            guard !live.isEmpty else { return }
            let assignment = live[random.below(live.count)]
            let user = desk.engine.state.principals.all().first { $0.interpreter == assignment.interpreter }?.id ?? tolk
            switch random.below(3) {
            case 0: desk.command(user, .release(assignment.id, expected: nil, reason: nil))
            case 1: desk.command(user, .start(assignment.id, expected: nil))
            default: desk.command(user, .finish(assignment.id, expected: nil))
            }
        case 10:
            let id = RequestID(Int64(1 + random.below(max(1, desk.requests().count))))
            let owner = desk.engine.state.requests[id]?.requestedBy ?? schools[0]
            if random.below(2) == 0 {
                desk.command(owner, .cancel(id, expected: nil, reason: nil))
            } else {
                desk.command(owner, .amend(Amend(request: id, start: "2026-11-27T1\(random.below(7)):20", reopen: true)))
            }
        default:
            let id = RequestID(Int64(1 + random.below(max(1, desk.requests().count))))
            desk.command(chief, .hold(id, on: random.below(2) == 0, expected: nil))
            desk.command(chief, .assign(id, Identifier(Int64(1 + random.below(12))), expected: nil))
        }
    }
}
