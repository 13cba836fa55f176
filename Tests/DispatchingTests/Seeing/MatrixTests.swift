import Interpreting
import Testing

@testable import Dispatching

/// Every command and every query, by everybody, about what is their own, what is somebody else's, and what does not exist: in no row,
/// no text and no event stands what whoever reads it may not know.
@Suite struct MatrixTests {
    static let absent: Int64 = 999

    /// Built once: each trial works on a copy of its engine.
    private static let world = Result { try MarkedWorld().marked }

    private static func reply(_ engine: inout Engine, _ ask: Trial.Ask, from caller: Caller, at now: Timestamp) -> Outcome {
        switch ask {
        case .command(let command): engine.handle(.command(command, from: caller, key: nil), at: now)
        case .query(let query): engine.handle(.query(query, from: caller), at: now)
        }
    }

    @Test func `the matrix leaves nothing out that can be said`() {
        var tried: Set<String> = []
        for trial in Trial.all { tried.insert(Trial.name(trial.ask(1))) }
        #expect(tried == Set(Trial.names))
    }

    @Test func `the world has something of every kind to be hidden and to be shown`() throws {
        let world = try MarkedWorld()
        let desk = world.desk
        #expect(Set(desk.requests().map(\.state)).isSuperset(of: [.open, .offered, .assigned, .completed, .cancelled]))
        #expect(Set(desk.offers().map(\.state)) == [.made, .accepted, .declined, .withdrawn])
        #expect(Set(desk.assignments().map(\.state)) == [.confirmed, .completed, .released])
        #expect(desk.engine.held.map { $0.plan.count > 0 } == true)
        let violations = desk.requests().filter { $0.agency == AgencyCode("agii") && $0.isSearching }.flatMap { request in
            desk.query(world.agii, .candidates(request.id)).rows.filter { $0.subject == "I2" }
        }
        let notAsked = violations.flatMap { row -> [String] in if case .list(let names)? = row["not-asked"] { names } else { [] } }
        let constraints = Set(violations.compactMap { $0.text("constraint") } + notAsked)
        #expect(constraints.isSuperset(of: ["overlap", "rest", "travel", "offered", "daily-hours", "availability"]), "\(constraints)")
    }

    @Test(arguments: 0..<13) func `nobody reads what is not theirs`(_ place: Int) throws {
        let world = try Self.world.get()
        let viewer = try #require(world.engine.state.principals[world.viewers[place]])
        let caller = world.caller(viewer.id)
        let eyes = Eyes(state: world.engine.state, viewer: viewer)
        let reading = Reading(eyes, world.engine.rules)
        var findings: Set<String> = []
        for trial in Trial.all {
            var engine = world.engine
            let unseen = Self.reply(&engine, trial.ask(Self.absent), from: caller, at: world.now).reply ?? .done(.ready, "")
            for number in trial.letter == " " ? [0] : eyes.numbers(trial.letter) {
                let ask = trial.ask(number)
                engine = world.engine
                let outcome = Self.reply(&engine, ask, from: caller, at: world.now)
                let reply = outcome.reply ?? .done(.ready, "")
                let isChange = !outcome.events.isEmpty
                let after = isChange ? Reading(Eyes(state: engine.state, viewer: viewer), engine.rules) : reading
                for finding in after.findings(in: reply) { findings.insert("\(ask): \(finding)") }
                if isChange {
                    for finding in Tellings(world, engine).findings(in: outcome.events) { findings.insert("\(ask): \(finding)") }
                }
                let isKnown = trial.isFilter ? eyes.mayRead(trial.letter, number) : eyes.sees(trial.letter, number)
                if trial.letter != " ", !isKnown, reply.named(trial.letter, number) != unseen {
                    findings.insert("\(ask): answers otherwise than what does not exist: \(reply.plain)")
                }
            }
        }
        #expect(findings.isEmpty, "\(viewer.role) \(viewer.id): \(findings.count)\n\(findings.sorted().prefix(40).joined(separator: "\n"))")
    }

    @Test func `no event of the journal tells anybody what is not theirs`() throws {
        let world = try Self.world.get()
        let findings = Tellings(world, world.engine).findings(in: world.journal)
        #expect(findings.isEmpty, "\(findings.prefix(40).joined(separator: "\n"))")
    }

    /// What events tell those who may see them.
    private struct Tellings {
        private let readings: [(viewer: Principal, reading: Reading)]

        init(_ world: MarkedWorld.Marked, _ engine: Engine) {
            readings = world.viewers.compactMap { engine.state.principals[$0] }.map { viewer in
                (viewer, Reading(Eyes(state: engine.state, viewer: viewer, isForEvents: true), engine.rules))
            }
        }

        func findings(in events: [Event]) -> [String] {
            events.flatMap { event in
                let row = Row(event.kind.rawValue, event.subject, event.fields)
                return readings.filter { event.scope.isVisible(to: $0.viewer) }.flatMap { viewer, reading in
                    reading.findings(in: row).map { "to \(viewer.role) \(viewer.id): \($0)" }
                }
            }
        }
    }

    @Test func `whoever has not said who they are is told nothing`() throws {
        let world = try Self.world.get()
        for trial in Trial.all {
            var engine = world.engine
            let reply = Self.reply(&engine, trial.ask(1), from: .nobody, at: world.now).reply
            let isKnownToFail = reply?.refusal?.reason == .authenticationRequired || reply?.refusal?.reason == .authenticationFailed
            #expect(isKnownToFail, "\(trial.ask(1)): \(String(describing: reply))")
        }
    }

    @Test func `an answer kept for somebody else's key does not exist`() throws {
        let world = try MarkedWorld()
        let key = IdempotencyKey("k7", fingerprint: "f")
        world.desk.command(world.school, .submit(.talk(start: "2026-11-27T10:00")), key: key)
        #expect(world.desk.query(world.school, .outcome(key: "k7")).isDone)
        for viewer in world.viewers where viewer != world.school {
            let other = world.desk.query(viewer, .outcome(key: "k7"))
            let absent = world.desk.query(viewer, .outcome(key: "k8"))
            #expect(other.text == absent.text.replacing("k8", with: "k7"))
        }
    }
}

extension Eyes {
    /// Of all things of a kind.
    func numbers(_ letter: Character) -> [Int64] {
        switch letter {
        case Request.letter: state.requests.all().map(\.id.number)
        case Offer.letter: state.offers.all().map(\.id.number)
        case Assignment.letter: state.assignments.all().map(\.id.number)
        case Interpreter.letter: state.interpreters.all().map(\.id.number)
        case Organisation.letter: state.organisations.all().map(\.id.number)
        case Establishment.letter: state.establishments.all().map(\.id.number)
        case Agreement.letter: state.agreements.all().map(\.id.number)
        case Availability.letter: state.availabilities.all().map(\.id.number)
        case Principal.letter: state.principals.all().map(\.id.number)
        case Credential.letter: state.credentials.all().map(\.id.number)
        default: []
        }
    }
}

extension Reply {
    fileprivate var plain: String { (rows.map(\.plain) + [text]).joined(separator: "; ") }

    /// The answer as it would be if it were about what does not exist.
    fileprivate func named(_ letter: Character, _ number: Int64) -> Reply {
        let (own, none) = ("\(letter)\(number)", "\(letter)\(MatrixTests.absent)")
        func renamed(_ text: String) -> String {
            text.split(separator: " ", omittingEmptySubsequences: false).map { word in
                let bare = word.drop { $0 == "=" }
                return bare == own ? none : word.hasSuffix("=\(own)") ? word.dropLast(own.count) + none : String(word)
            }.joined(separator: " ")
        }
        switch result {
        case .done(let confirmation, let text): return .done(confirmation, renamed(text), rows: rows)
        case .refused(let refusal): return .refused(Refusal(refusal.reason, renamed(refusal.text)))
        }
    }
}
