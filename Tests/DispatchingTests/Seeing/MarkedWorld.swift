import Interpreting
import Matching
import Testing

@testable import Dispatching

/// Asks everybody who can, so that a wave reaches all the interpreters of a pool.
private struct AskAll: OfferPolicy {
    func nextWave(_ situation: OfferSituation) -> Wave {
        Wave(offers: situation.eligible, expiresAt: min(situation.now + .hours(2), situation.request.answerBy))
    }
}

/// Three agencies in which everything carries a mark of its owner: names, labels, notes, cases and reasons begin with `MARK-`, each
/// conversation has a minute of the clock and a place of its own, and the second at which it starts is the number of its request.
final class MarkedWorld {
    let desk: Desk
    let viewers: [PrincipalID]

    // Requesters: of a school in Mechelen (agii), a hospital in Ghent (amal), and a house in Antwerp (atlas) and Ghent.
    let school: PrincipalID
    let hospital: PrincipalID
    let house: PrincipalID
    /// Interpreters by number: 1 and 5 in the pool of agii, 2 in those of agii and amal, 3 of amal, 4 of atlas.
    let tolk: [PrincipalID]
    let agii: PrincipalID
    let amal: PrincipalID
    let atlas: PrincipalID
    let admin: PrincipalID
    /// Rings interpreters 2 and 3.
    let gateway: PrincipalID

    /// - Parameter isBusier: with more of what is atlas's alone, which nobody else may notice.
    init(isBusier: Bool = false) throws {
        desk = try Desk(policy: AskAll())
        school = desk.marked(organisation: ["12025"], agencies: ["agii"])
        hospital = desk.marked(organisation: ["44021"], agencies: ["amal"])
        house = desk.marked(organisation: ["11002", "44021"], agencies: ["atlas", "amal"])
        let people = [
            ("12025", ["agii"]), ("24062", ["agii", "amal"]), ("44021", ["amal"]), ("11002", ["atlas"]), ("12025", ["agii"]),
        ]
        var tolk: [PrincipalID] = []
        for (home, pools) in people { tolk.append(desk.marked(interpreterOf: pools, home: home)) }
        self.tolk = tolk
        agii = desk.marked(.coordinator, agency: "agii")
        amal = desk.marked(.coordinator, agency: "amal")
        atlas = desk.marked(.coordinator, agency: "atlas")
        admin = desk.marked(.admin)
        gateway = desk.marked(.gateway)
        for interpreter: Int64 in [2, 3] {
            desk.system(.changeInterpreter(Identifier(interpreter), InterpreterProfile(gateway: gateway.description), expected: nil))
        }
        viewers = [school, hospital, house] + tolk + [agii, amal, atlas, admin, gateway]
        try callsAndWorkOfGhent()
        try workOfAntwerp()
        try workOfMechelen()
        try questionsBesideGhent()
        if isBusier { workBesides() }
        desk.handle(.planComputed(desk.engine.planning(days: 14, at: desk.now).run(steps: 20_000)))
    }

    /// A completed call of each agency, then what interpreter 2 does for amal on Thursday.
    private func callsAndWorkOfGhent() throws {
        for (requester, interpreter) in [(school, 1), (hospital, 3)] {
            desk.command(tolk[interpreter - 1], .onDuty(modalities: [], until: nil))
            let call = desk.ask(requester, "now", minutes: 15, .practical)
            try accept(call, interpreter)
            let talk = try #require(desk.assignments().last)
            #expect(desk.command(tolk[interpreter - 1], .finish(talk.id, expected: nil)).isDone)
            desk.command(tolk[interpreter - 1], .offDuty())
        }
        let onSite = desk.ask(hospital, "2026-11-26T11:13", minutes: 75, .complex, place: "44013")
        try accept(onSite, 2)
        let video = desk.ask(hospital, "2026-11-26T15:19", minutes: 60, .complex)
        try accept(video, 2)
        let waits = desk.ask(hospital, "2026-11-27T10:29", minutes: 45, .informative)
        #expect(desk.offers(.made).filter { $0.request == waits }.count == 2)
        let cancelled = desk.ask(hospital, "2026-11-27T13:31", minutes: 45, .informative)
        try decline(cancelled, 3)
        desk.command(hospital, .cancel(cancelled, expected: nil, reason: "MARK-REASON-6"))
    }

    /// The second site of the house asks too: of amal, not of atlas.
    private func workOfAntwerp() throws {
        let antwerp = desk.ask(house, "2026-11-26T08:37", minutes: 40, .informative)
        try accept(antwerp, 4)
        let ghent = desk.ask(house, "2026-11-27T08:41", minutes: 40, .informative, site: Identifier(4))
        desk.command(amal, .hold(ghent, on: true, expected: nil))
    }

    private func workOfMechelen() throws {
        let assigned = desk.ask(school, "2026-11-26T08:43", minutes: 75, .complex, place: "12021")
        try decline(assigned, 5)
        try accept(assigned, 1)
        // Amended after interpreter 5 declined: that is no longer for its eyes.
        let amended = desk.ask(school, "2026-11-27T15:47", minutes: 30, .informative)
        try decline(amended, 5)
        desk.command(school, .amend(Amend(request: amended, start: "2026-11-27T16:53:10", note: "MARK-LATER-10")))
        try decline(amended, 5)
        let open = desk.ask(school, "2026-11-27T18:59", minutes: 30, .informative)
        #expect(desk.offers(.made).contains { $0.request == open && $0.interpreter == Identifier(5) })
        let released = desk.ask(school, "2026-11-26T17:03", minutes: 30, .informative)
        try accept(released, 5)
        let given = try #require(desk.assignments(.confirmed).last)
        desk.command(tolk[4], .release(given.id, expected: nil, reason: "MARK-REASON-12"))
        try accept(released, 1)
    }

    /// Held back, so that they stay open, at times at which what interpreter 2 does for amal speaks against it in every way.
    private func questionsBesideGhent() throws {
        for (start, minutes, complexity, place) in [
            ("2026-11-26T11:41", 90, Complexity.complex, "12014"), ("2026-11-26T12:33", 30, .informative, "12014"),
            ("2026-11-26T10:01", 70, .complex, "31005"), ("2026-11-26T13:17", 70, .complex, "31005"),
            ("2026-11-26T10:39", 29, .practical, "12014"), ("2026-11-26T16:57", 235, .complex, "12014"),
            ("2026-11-26T18:07", 61, .complex, "31005"), ("2026-11-27T10:37", 30, .informative, "12014"),
            ("2026-11-26T12:51", 65, .complex, "44013"), ("2026-11-26T04:57", 65, .complex, "44013"),
        ] {
            let id = desk.ask(school, start, minutes: minutes, complexity, place: place)
            desk.command(agii, .hold(id, on: true, expected: nil))
        }
        let asked = desk.ask(school, "2026-11-25T14:09", minutes: 30, .informative)
        #expect(desk.requests(.offered).contains { $0.id == asked })
    }

    /// The world as it stands, for trials that change copies of it.
    struct Marked: Sendable {
        let engine: Engine
        let now: Timestamp
        let viewers: [PrincipalID]
        let journal: [Event]

        func caller(_ user: PrincipalID) -> Caller {
            let credential = engine.state.credentials.all().first { $0.principal == user }
            return .principal(user, credential: credential?.id ?? Identifier(1))
        }
    }

    var marked: Marked { Marked(engine: desk.engine, now: desk.now, viewers: viewers, journal: desk.journal) }

    /// Another organisation, interpreter and language of atlas, with requests in every state.
    private func workBesides() {
        let other = desk.marked(organisation: ["11002"], agencies: ["atlas"])
        let somali = desk.marked(interpreterOf: ["atlas"], home: "11002", language: "so")
        for hour in 10...15 { _ = desk.ask(other, "2026-11-25T\(hour):00", minutes: 30, .informative, language: "so") }
        for (place, offer) in desk.offers(.made).filter({ desk.user(of: $0) == somali }).enumerated() where place < 4 {
            desk.command(somali, place < 2 ? .accept(offer.id, expected: nil) : .decline(offer.id, expected: nil, reason: nil))
        }
        _ = desk.ask(other, "now", minutes: 15, .practical, language: "so")
        #expect(desk.requests().filter { $0.need.language == LanguageTag("so") }.count == 7)
    }

    private func offer(of request: RequestID, _ interpreter: Int) throws -> OfferID {
        try #require(desk.offers(.made).first { $0.request == request && $0.interpreter == Identifier(Int64(interpreter)) }).id
    }

    private func accept(_ request: RequestID, _ interpreter: Int) throws {
        let reply = desk.command(tolk[interpreter - 1], .accept(try offer(of: request, interpreter), expected: nil))
        #expect(reply.isDone, "\(reply.text)")
    }

    private func decline(_ request: RequestID, _ interpreter: Int) throws {
        let id = try offer(of: request, interpreter)
        let reply = desk.command(tolk[interpreter - 1], .decline(id, expected: nil, reason: "MARK-ANSWER-\(id.number)"))
        #expect(reply.isDone, "\(reply.text)")
    }
}

extension Desk {
    fileprivate func marked(_ role: Role, organisation: OrganisationID? = nil, interpreter: InterpreterID? = nil, agency: String? = nil)
        -> PrincipalID
    {
        let id = engine.state.principals.nextID
        system(
            .addUser(role: role, label: "MARK-LABEL-\(id.number)", organisation: organisation, interpreter: interpreter, agency: agency))
        let digest = String(repeating: "0", count: 60) + String(1000 + id.number)
        system(.addCredential(id, kind: .token, digest: digest, scope: .full, days: 365))
        return id
    }

    fileprivate func marked(organisation places: [String], agencies: [String]) -> PrincipalID {
        let id = engine.state.organisations.nextID
        system(.addOrganisation(name: "MARK-HOUSE-\(id.number)", sector: .education, place: places[0]))
        for place in places.dropFirst() { system(.addEstablishment(id, name: "MARK-SITE-\(id.number)", place: place)) }
        for agency in agencies { system(.addAgreement(id, agency: agency, from: "2026-01-01", until: nil)) }
        return marked(.requester, organisation: id)
    }

    fileprivate func marked(interpreterOf pools: [String], home: String, language: String = "ti") -> PrincipalID {
        let id = engine.state.interpreters.nextID
        system(
            .addInterpreter(
                InterpreterProfile(
                    name: "MARK-NAME-\(id.number)", gender: .female, home: home, modalities: [.telephone, .video, .onsite], pools: pools,
                    languages: [language])))
        let user = marked(.interpreter, interpreter: id)
        for day in 24...27 { command(user, .available(CalendarEntry(from: "2026-11-\(day)T06:00", until: "2026-11-\(day)T21:00"))) }
        return user
    }

    /// The second of the start is the number of the request, and note and case carry it too.
    fileprivate func ask(
        _ user: PrincipalID, _ start: String, minutes: Int, _ complexity: Complexity, place: String? = nil, site: EstablishmentID? = nil,
        language: String = "ti"
    ) -> RequestID {
        let id = engine.state.requests.nextID
        let second = id.number < 10 ? "0\(id.number)" : "\(id.number)"
        var submit = Submit(
            language: language, complexity: complexity, minutes: minutes, start: start == "now" ? start : "\(start):\(second)",
            place: place, establishment: site)
        submit.note = "MARK-NOTE-\(id.number)"
        submit.caseReference = "MARK-CASE-\(id.number)"
        let reply = command(user, .submit(submit))
        #expect(reply.isDone, "\(reply.text)")
        return id
    }
}
