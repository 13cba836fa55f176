import Interpreting
import Matching
import RuleFiles
import Rules
import Testing

@testable import Dispatching

/// A small agency in Mechelen and Ghent with real rules and a clock that the test turns: commands in, replies out. After every
/// input the invariants are checked and every event is kept.
final class Desk {
    static let rules: Result<RuleBook, any Error> = Result {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return try RuleLoader(directory: "/\(root)/rules").load()
    }

    var engine: Engine
    var now: Timestamp
    private(set) var journal: [Event] = []

    /// Monday 2026-11-23, 09:00 in Brussels.
    init(at text: String = "2026-11-23T09:00", policy: any OfferPolicy = WavePolicy(), limits: EngineLimits = EngineLimits()) throws {
        let rules = try Desk.rules.get()
        now = try Timestamp.parse(text, in: rules.calendar.zone)
        engine = Engine(rules: rules, policy: policy, limits: limits)
    }

    @discardableResult
    func handle(_ input: Input) -> Outcome {
        let outcome = engine.handle(input, at: now)
        for event in outcome.events {
            #expect(event.seq == Int64(journal.count) + 1)
            journal.append(event)
        }
        if !outcome.events.isEmpty {
            let violations = engine.state.violations()
            #expect(violations.isEmpty, "\(violations)")
        }
        return outcome
    }

    @discardableResult
    func system(_ command: Command) -> Reply { handle(.command(command, from: .system, key: nil)).reply ?? .done(.ready, "") }

    func caller(_ user: PrincipalID) -> Caller {
        let credential = engine.state.credentials.all().first { $0.principal == user }
        return .principal(user, credential: credential?.id ?? Identifier(1))
    }

    @discardableResult
    func command(_ user: PrincipalID, _ command: Command, key: IdempotencyKey? = nil) -> Reply {
        handle(.command(command, from: caller(user), key: key)).reply ?? .done(.ready, "")
    }

    func query(_ user: PrincipalID, _ query: Query) -> Reply { handle(.query(query, from: caller(user))).reply ?? .done(.ready, "") }

    /// Lets time pass, waking the engine whenever it asked for it.
    func pass(_ span: Span) {
        let end = now + span
        while let wake = engine.nextWake, wake <= end {
            now = max(now, wake)
            handle(.wake)
        }
        now = end
    }

    /// Lets time pass until a request is in that state.
    func wait(for state: RequestState) {
        for _ in 0..<1_000 {
            guard requests(state).isEmpty, let wake = engine.nextWake else { return }
            now = max(now, wake)
            handle(.wake)
        }
    }

    // MARK: people

    func user(_ role: Role, organisation: OrganisationID? = nil, interpreter: InterpreterID? = nil, agency: String? = nil) -> PrincipalID {
        let id = engine.state.principals.nextID
        system(.addUser(role: role, label: "desk", organisation: organisation, interpreter: interpreter, agency: agency))
        let digest = String(repeating: "0", count: 60) + String(1000 + id.number)
        system(.addCredential(id, kind: .token, digest: digest, scope: .full, days: 365))
        if role == .interpreter || role == .gateway { handle(.sessionBegan(id)) }
        return id
    }

    /// An organisation with an agreement since 2026-01-01, and its requester.
    func school(_ place: String = "12025", agency: String = "agii", until: String? = nil) -> PrincipalID {
        let id = engine.state.organisations.nextID
        system(.addOrganisation(name: id.number == 1 ? "Sint-Jozefschool" : "School \(id.number)", sector: .education, place: place))
        system(.addAgreement(id, agency: agency, from: "2026-01-01", until: until))
        return user(.requester, organisation: id)
    }

    /// An interpreter available on working days of the coming fortnight, and the user that it is, who is connected.
    func interpreter(
        _ languages: [String] = ["ti"], home: String = "12025", modalities: [Modality] = [.telephone, .video, .onsite],
        pools: [String] = ["agii"], gender: Gender = .female, isAvailable: Bool = true
    ) -> PrincipalID {
        let id = engine.state.interpreters.nextID
        system(
            .addInterpreter(
                InterpreterProfile(
                    name: "Tolk \(id.number)", gender: gender, home: home, modalities: modalities, pools: pools, languages: languages)))
        let user = user(.interpreter, interpreter: id)
        if isAvailable {
            for day in 23...27 {
                command(user, .available(CalendarEntry(from: "2026-11-\(day)T07:00", until: "2026-11-\(day)T20:00", weeks: 2)))
            }
        }
        return user
    }

    // MARK: looking

    func requests(_ state: RequestState? = nil) -> [Request] { engine.state.requests.all().filter { state == nil || $0.state == state } }
    func offers(_ state: OfferState? = nil) -> [Offer] { engine.state.offers.all().filter { state == nil || $0.state == state } }
    func assignments(_ state: AssignmentState? = nil) -> [Assignment] {
        engine.state.assignments.all().filter { state == nil || $0.state == state }
    }
    func kinds(since seq: Int = 0) -> [EventKind] { journal.dropFirst(seq).map(\.kind) }
    var head: Int { journal.count }

    /// The user of an offer's interpreter.
    func user(of offer: Offer) -> PrincipalID {
        engine.state.principals.all().first { $0.interpreter == offer.interpreter }?.id ?? Identifier(1)
    }
}

extension Submit {
    /// A complex talk of 75 minutes in Tigrinya in Mechelen on Thursday at ten: on site by the table.
    static func talk(
        _ language: String = "ti", minutes: Int = 75, complexity: Complexity = .complex, start: String = "2026-11-26T10:00",
        place: String? = nil, fallback: [Modality] = []
    ) -> Submit {
        Submit(language: language, complexity: complexity, minutes: minutes, start: start, place: place, fallback: fallback)
    }
}

extension Reply {
    var refusal: Refusal? {
        if case .refused(let refusal) = result { refusal } else { nil }
    }
    var text: String {
        switch result {
        case .done(_, let text): text
        case .refused(let refusal): refusal.text
        }
    }
    func first(_ kind: String) -> Row? { rows.first { $0.kind == kind } }
}

extension Row {
    func text(_ name: String) -> String? {
        if case .text(let text)? = self[name] { text } else { nil }
    }
}
