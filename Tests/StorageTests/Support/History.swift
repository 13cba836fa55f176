import Dispatching
import Interpreting
import RandomTestSupport

/// A made-up history: events of every kind with legal changes only, from a seed.
struct History {
    private(set) var events: [Event] = []
    private var random: Seeded
    private var now = Timestamp(seconds: 1_767_225_600)

    private var organisations: [Organisation] = []
    private var establishments: [Establishment] = []
    private var agreements: [Agreement] = []
    private var principals: [Principal] = []
    private var credentials: [Credential] = []
    private var interpreters: [Interpreter] = []
    private var calendar: [Availability] = []
    private var requests: [Request] = []
    private var offers: [Offer] = []
    private var assignments: [Assignment] = []
    /// The last user whose row exists.
    private var lastUser: PrincipalID?
    /// From where on each interpreter's time is free, so that nobody is booked twice.
    private var freeFrom: [InterpreterID: Timestamp] = [:]

    private let places = [MunicipalityCode(12025), MunicipalityCode(44021)]

    static let agencies = [AgencyCode("agii"), AgencyCode("atlas")]

    init(seed: UInt64, organisations: Int = 3, interpreters: Int = 5) {
        random = Seeded(seed)
        for _ in 0..<organisations { addOrganisation() }
        for _ in 0..<interpreters { addInterpreter() }
    }

    /// Adds `count` more events, or a few more than that.
    mutating func run(_ count: Int) {
        let target = events.count + count
        while events.count < target {
            now = now + Span(milliseconds: Int64.random(in: 1...90_000, using: &random))
            switch Int.random(in: 0..<100, using: &random) {
            case 0: addOrganisation()
            case 1: addInterpreter()
            case 2..<6: changeRegistry()
            case 6..<12: changeCalendar()
            case 12..<18: changeDuty()
            case 18..<50: submit()
            default: stepRequest()
            }
        }
    }

    /// Entries of the ledger as commands would leave them behind, one for every third event that somebody caused.
    var ledger: [LedgerEntry] {
        events.filter { $0.seq % 3 == 0 }.compactMap { event in
            event.actor.map {
                LedgerEntry(
                    principal: $0, key: "key-\(event.seq)", fingerprint: String(event.seq),
                    reply: .done(
                        .object, "it is “done” \\ with {\(event.subject)}", rows: [Row("REQUEST", event.subject, event.fields)]),
                    at: event.at)
            }
        }
    }

    // MARK: The registry

    private mutating func addOrganisation() {
        let id = OrganisationID(Int64(organisations.count) + 1)
        let organisation = Organisation(id: id, name: "School “\(id)”, \"quoted\" \\ {x}", sector: pick(Sector.allCases))
        let establishment = Establishment(
            id: EstablishmentID(Int64(establishments.count) + 1), organisation: id, name: maybe("NULL") ?? "null",
            municipality: pick(places))
        let agreement = Agreement(
            id: AgreementID(Int64(agreements.count) + 1), organisation: id, agency: pick(Self.agencies),
            from: CivilDate(dayNumber: 20_000 + organisations.count), until: maybe(CivilDate(dayNumber: 21_000)))
        let user = Principal(
            id: PrincipalID(Int64(principals.count) + 1), role: .requester, label: "", organisation: id)
        let credential = Credential(
            id: CredentialID(Int64(credentials.count) + 1), principal: user.id, kind: pick(Credential.Kind.allCases),
            scope: pick(Credential.Scope.allCases), digest: digest(credentials.count), createdAt: now, expiresAt: now + .days(30))
        organisations.append(organisation)
        establishments.append(establishment)
        agreements.append(agreement)
        principals.append(user)
        credentials.append(credential)
        record(.organisationAdded, "\(id)", [.organisation(organisation), .establishment(establishment)])
        record(.agreementAdded, "\(agreement.id)", [.agreement(agreement)])
        record(.userAdded, "\(user.id)", [.principal(user)], Scope(organisation: id))
        record(.tokenIssued, "\(credential.id)", [.credential(credential)], Scope(organisation: id))
    }

    private mutating func addInterpreter() {
        let id = InterpreterID(Int64(interpreters.count) + 1)
        let interpreter = Interpreter(
            id: id, name: "Tolk \(id)", gender: pick(Gender.allCases), home: pick(places), modalities: modalities(),
            pools: maybe(Self.agencies) ?? [], competences: competences(), maximumKilometres: maybe(60),
            maximumMinutesPerDay: maybe(480), maximumMinutesPerWeek: maybe(2_000))
        let user = Principal(id: PrincipalID(Int64(principals.count) + 1), role: .interpreter, label: "phone", interpreter: id)
        interpreters.append(interpreter)
        principals.append(user)
        record(
            .interpreterAdded, "\(id)", [.interpreter(interpreter), .principal(user)],
            Scope(interpreter: id, pools: interpreter.pools, gateway: maybe(PrincipalID(1))))
        let coordinator = Principal(
            id: PrincipalID(Int64(principals.count) + 1), role: .coordinator, label: "board", agency: pick(Self.agencies),
            isActive: Bool.random(using: &random))
        principals.append(coordinator)
        record(.userAdded, "\(coordinator.id)", [.principal(coordinator)])
    }

    private mutating func changeRegistry() {
        let school = Int.random(in: organisations.indices, using: &random)
        organisations[school].version += 1
        record(.organisationChanged, "\(organisations[school].id)", [.organisation(organisations[school])])
        let index = Int.random(in: interpreters.indices, using: &random)
        interpreters[index].version += 1
        interpreters[index].competences = competences()
        interpreters[index].isActive = Bool.random(using: &random)
        record(.interpreterChanged, "\(interpreters[index].id)", [.interpreter(interpreters[index])])
        let token = Int.random(in: credentials.indices, using: &random)
        credentials[token].revokedAt = now
        record(.tokenRevoked, "\(credentials[token].id)", [.credential(credentials[token])])
    }

    private mutating func changeCalendar() {
        if !calendar.isEmpty, Bool.random(using: &random) {
            let index = Int.random(in: calendar.indices, using: &random)
            calendar[index].isWithdrawn = true
            record(.calendarChanged, "\(calendar[index].id)", [.availability(calendar[index])])
            return
        }
        let entry = Availability(
            id: AvailabilityID(Int64(calendar.count) + 1), interpreter: pick(interpreters).id,
            kind: pick(Availability.Kind.allCases), interval: Interval(start: now, end: now + .hours(4)))
        calendar.append(entry)
        record(.calendarChanged, "\(entry.id)", [.availability(entry)], Scope(interpreter: entry.interpreter))
    }

    private mutating func changeDuty() {
        let index = Int.random(in: interpreters.indices, using: &random)
        let begins = interpreters[index].duty == nil
        interpreters[index].duty =
            begins ? Duty(modalities: modalities(), since: now, until: now + .hours(2), heldSince: maybe(now + .minutes(5))) : nil
        interpreters[index].gateway = maybe(principals[0].id)
        interpreters[index].mayBeWoken = maybe(true)
        record(begins ? .dutyOn : .dutyOff, "\(interpreters[index].id)", [.interpreter(interpreters[index])])
    }

    private mutating func competences() -> [Competence] {
        ["ti", "ar", "fa-AF"].shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random)).map {
            Competence(language: LanguageTag($0), level: pick(CertificateLevel.allCases), dialects: maybe(["", "a,b", "\"}"]) ?? [])
        }
    }

    // MARK: The work

    private mutating func submit() {
        let establishment = pick(establishments)
        let need = Need(
            language: LanguageTag(pick(["ti", "fa-AF"])), complexity: pick(Complexity.allCases),
            minutes: Int.random(in: 1...480, using: &random), start: now + .days(2), isOnDemand: Bool.random(using: &random),
            place: pick(places), fallback: maybe([.video, .telephone]) ?? [], priority: pick(Priority.allCases),
            gender: maybe(.female), genderIsRequired: Bool.random(using: &random), documents: Bool.random(using: &random),
            participants: Int.random(in: 1...50, using: &random), emotional: Bool.random(using: &random),
            caseReference: maybe("case \\1"), note: maybe("first line\nsecond, with \"quotes\" and ’n apostrof"),
            dialect: maybe("kabuli"))
        let request = Request(
            id: RequestID(Int64(requests.count) + 1), organisation: establishment.organisation, establishment: establishment.id,
            agency: pick(Self.agencies), requestedBy: pick(principals).id, need: need, modality: pick(Modality.allCases),
            rule: pick(["modality.complex-over-60", "modality.practical"]), submittedAt: now, answerBy: now + .days(1),
            chance: Int.random(in: 0...100, using: &random))
        requests.append(request)
        record(.requestOpened, "\(request.id)", [.request(request)], scope(request))
    }

    /// Moves a request along a transition that is allowed, with the offers and the assignment that go with it.
    private mutating func stepRequest() {
        let live = requests.indices.filter { !requests[$0].state.isFinal }
        guard let index = live.randomElement(using: &random) else { return submit() }
        guard let next = requests[index].state.successors.randomElement(using: &random) else { return }
        if next == .started, isInConversation(index) { return }
        requests[index].version += 1
        requests[index].state = next
        requests[index].progress.askedSince = maybe(now)
        requests[index].progress.isHeld = Bool.random(using: &random)
        requests[index].progress.reason = maybe("no-eligible-interpreter")
        if next.isFinal { requests[index].progress.closedAt = now }
        requests[index].progress.decided = next.isFinal || next == .assigned ? maybe(decided()) : nil
        var changes: [Change] = []
        switch next {
        case .offered: changes = makeOffers(index)
        case .assigned: changes = confirm(index) + answerOffers(index, as: .withdrawn)
        case .started: changes = moveAssignment(index, to: .started)
        case .completed: changes = moveAssignment(index, to: .completed)
        case .noShow: changes = moveAssignment(index, to: .noShow)
        case .open: changes = answerOffers(index, as: .expired) + moveAssignment(index, to: .released)
        case .cancelled: changes = answerOffers(index, as: .withdrawn) + moveAssignment(index, to: .cancelled)
        case .unfilled: changes = answerOffers(index, as: .declined)
        }
        let request = requests[index]
        record(.requestAmended, "\(request.id)", [.request(request)] + changes, scope(request))
    }

    /// Whether whoever has the request has started another.
    private func isInConversation(_ index: Int) -> Bool {
        let interpreter = requests[index].progress.assignment.map { assignments[Int($0.number) - 1].interpreter }
        return assignments.contains { $0.state == .started && $0.interpreter == interpreter }
    }

    private func decided() -> Decided {
        Decided(
            at: now, rules: "00ff00ff00ff00ff", eligible: 2, ranking: [.init(Identifier(1), level: .certified, points: 40)],
            against: [.init("rest", count: 7, interpreters: [Identifier(2), Identifier(3)])],
            score: [.init("travel", amount: 12, points: 40, rule: "matching.travel")])
    }

    private mutating func makeOffers(_ index: Int) -> [Change] {
        requests[index].progress.waves += 1
        return (0..<2).map { _ in
            let offer = Offer(
                id: OfferID(Int64(offers.count) + 1), request: requests[index].id, interpreter: pick(interpreters).id,
                wave: requests[index].progress.waves, modality: requests[index].modality, madeAt: now, expiresAt: now + .hours(1),
                travelMinutes: Int.random(in: 0...90, using: &random), cost: Int.random(in: -500...500, using: &random),
                terms: maybe(Offer.Terms(requests[index].need)))
            offers.append(offer)
            return .offer(offer)
        }
    }

    private mutating func answerOffers(_ index: Int, as state: OfferState) -> [Change] {
        offers.indices.filter { offers[$0].request == requests[index].id && offers[$0].state == .made }.map { place in
            offers[place].version += 1
            offers[place].state = state
            offers[place].answeredAt = now
            requests[index].progress.exhausted.append(offers[place].interpreter)
            return .offer(offers[place])
        }
    }

    private mutating func confirm(_ index: Int) -> [Change] {
        let accepted = offers.firstIndex { $0.request == requests[index].id && $0.state == .made }
        if let accepted { offers[accepted].state = .accepted }
        let interpreter = pick(interpreters).id
        let start = freeFrom[interpreter] ?? now
        let during = Interval(start: start, end: start + .minutes(90))
        freeFrom[interpreter] = during.end
        let assignment = Assignment(
            id: AssignmentID(Int64(assignments.count) + 1), request: requests[index].id, interpreter: interpreter,
            modality: requests[index].modality, place: maybe(MunicipalityCode(12025)),
            talk: Interval(start: start + .minutes(30), end: start + .minutes(75)), during: during,
            travelMinutes: Int.random(in: 0...90, using: &random), travelMetres: Int.random(in: 0...90_000, using: &random),
            confirmedAt: now, nextStepAt: start, fromOffer: accepted.map { offers[$0].id })
        assignments.append(assignment)
        requests[index].progress.assignment = assignment.id
        return [.assignment(assignment)] + (accepted.map { [.offer(offers[$0])] } ?? [])
    }

    private mutating func moveAssignment(_ index: Int, to state: AssignmentState) -> [Change] {
        guard let id = requests[index].progress.assignment else { return [] }
        let place = Int(id.number) - 1
        assignments[place].version += 1
        assignments[place].state = state
        assignments[place].nextStepAt = state == .started ? now : nil
        if state == .started { assignments[place].startedAt = now } else { assignments[place].endedAt = now }
        if state != .started { requests[index].progress.assignment = nil }
        return [.assignment(assignments[place])]
    }

    // MARK: Helpers

    private func scope(_ request: Request) -> Scope {
        let live = request.progress.assignment.map { assignments[Int($0.number) - 1].interpreter }
        return Scope(organisation: request.organisation, interpreter: live, agency: request.agency)
    }

    private mutating func record(_ kind: EventKind, _ subject: String, _ changes: [Change], _ scope: Scope = Scope()) {
        let actor = maybe(lastUser) ?? nil
        events.append(
            Event(
                seq: Int64(events.count) + 1, at: now, kind: kind, actor: actor, scope: scope, subject: subject,
                fields: [Field("v", 1), Field("list", ["a", "b c"])], changes: changes))
        for case .principal(let user) in changes { lastUser = user.id }
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: values.indices, using: &random)] }
    private mutating func modalities() -> [Modality] { Modality.allCases.filter { _ in Bool.random(using: &random) } }
    private mutating func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
    private func digest(_ number: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 64 - text.count) + text
    }
}
