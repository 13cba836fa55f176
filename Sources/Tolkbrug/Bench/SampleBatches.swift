import Dispatching
import Interpreting
import Rules

/// What the engine decides for a typical SUBMIT and a typical ACCEPT, each three times: twice in a row for one client, then
/// once for another. How the rows differ tells how they go on for any number of clients.
struct SampleBatches {
    /// Registers everybody.
    private(set) var registry: Batch
    private(set) var submits: [Batch] = []
    private(set) var accepts: [Batch] = []

    private var engine: Engine
    private let world: BenchWorld
    private let now: Timestamp

    /// The clients, and the conversations they ask for: alike but for their day.
    private static let samples = [(client: 0, slot: 0), (client: 0, slot: 4), (client: 1, slot: 8)]
    /// So many hosts and people log in here.
    private static let active = 4

    init(world: BenchWorld, rules: RuleBook, now: Timestamp) throws {
        self.world = world
        self.now = now
        engine = Engine(rules: rules)
        registry = Batch(epoch: 0, events: [], ledger: [])
        let (desks, people) = try register()
        var offers: [(OfferID, Caller)] = []
        for (step, sample) in Self.samples.enumerated() {
            let command = Command.submit(world.submit(team: sample.client, slot: sample.slot))
            let batch = try decide(command, from: desks[sample.client], key: "s-\(step)")
            submits.append(batch)
            let made = batch.events.flatMap(\.changes).compactMap { change in if case .offer(let offer) = change { offer } else { nil } }
            guard let offer = made.first else { throw DemoProblem("the sample request \(step) got no offer; is there a team for it?") }
            offers.append((offer.id, people[Int(offer.interpreter.number) - 1]))
        }
        accepts = try offers.enumerated().map { step, offer in
            try decide(.accept(offer.0, expected: nil), from: offer.1, key: "a-\(step)")
        }
    }

    /// - Returns: callers for the first hosts and the first people.
    private mutating func register() throws -> (desks: [Caller], people: [Caller]) {
        var desks: [Caller] = []
        for (number, host) in world.hosts.enumerated() {
            let organisation = OrganisationID(Int64(number) + 1)
            try add(.addOrganisation(name: host.name, sector: Sector(rawValue: host.sector) ?? .other, place: host.place))
            try add(.addAgreement(organisation, agency: host.agency, from: world.today.description, until: nil))
            try add(.addUser(role: .requester, label: "front desk", organisation: organisation, interpreter: nil, agency: nil))
            if number < Self.active { desks.append(try logIn(PrincipalID(Int64(number) + 1))) }
        }
        var people: [Caller] = []
        for (number, person) in world.people.enumerated() {
            let profile = InterpreterProfile(
                name: person.name, gender: Gender(rawValue: person.gender), home: person.home,
                modalities: person.modalities.compactMap(Modality.init), pools: person.pools, languages: person.languages)
            try add(.addInterpreter(profile))
            try add(.addUser(
                role: .interpreter, label: "interpreter", organisation: nil, interpreter: InterpreterID(Int64(number) + 1), agency: nil))
            guard number < Self.active else { continue }
            let caller = try logIn(PrincipalID(Int64(world.hosts.count + number) + 1))
            for entry in world.calendar { try add(.available(entry), from: caller) }
            people.append(caller)
        }
        return (desks, people)
    }

    private mutating func logIn(_ principal: PrincipalID) throws -> Caller {
        let digits = String(principal.number)
        let digest = String(repeating: "0", count: 64 - digits.count) + digits
        let rows = try add(.addCredential(principal, kind: .token, digest: digest, scope: .full, days: 1))
        guard let id = rows.lazy.compactMap({ CredentialID($0.subject) }).first else { throw DemoProblem("a credential without a number") }
        return .principal(principal, credential: id)
    }

    @discardableResult
    private mutating func add(_ command: Command, from caller: Caller = .system) throws -> [Row] {
        let outcome = engine.handle(.command(command, from: caller, key: nil), at: now)
        registry.events += outcome.events
        return try Self.rows(outcome)
    }

    private mutating func decide(_ command: Command, from caller: Caller, key: String) throws -> Batch {
        let fingerprint = String(repeating: "f", count: 64)
        let outcome = engine.handle(.command(command, from: caller, key: IdempotencyKey(key, fingerprint: fingerprint)), at: now)
        _ = try Self.rows(outcome)
        return Batch(epoch: 0, events: outcome.events, ledger: outcome.ledger.map { [$0] } ?? [])
    }

    private static func rows(_ outcome: Outcome) throws -> [Row] {
        switch outcome.reply?.result {
        case .done: return outcome.reply?.rows ?? []
        case .refused(let refusal): throw refusal
        case nil: return []
        }
    }
}
