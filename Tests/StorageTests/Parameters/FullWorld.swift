import Dispatching
import Interpreting
import RuleFiles
import Rules
import Wire

@testable import Sessions

/// An agency in Mechelen at ten to twelve on a Monday, 2027-03-15 unless it says otherwise, in which there is something of every kind
/// and in every state.
///
/// A1 of another interpreter is started, A2 begins in ten minutes, A3 is confirmed for tomorrow; R4 is offered as O4, R5 is held, R6 over.
struct FullWorld {
    var engine: Engine
    private(set) var events: [Event] = []
    private(set) var ledger: [LedgerEntry] = []
    private(set) var now: Timestamp
    /// All that led here, for a journal.
    var batch: Batch { Batch(epoch: 1, events: events, ledger: ledger) }
    private let zone: ZoneTable
    private var callers: [Role: Caller] = [:]
    /// The interpreter who is in a conversation.
    private static let busy = Caller.principal(PrincipalID(5), credential: CredentialID(5))

    static let rules: Result<RuleBook, any Error> = Result {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return try RuleLoader(directory: "/\(root)/rules").load()
    }

    init(monday: CivilDate = CivilDate(dayNumber: 20_892)) throws {
        /// So many days after the Monday.
        func on(_ day: Int, _ clock: String) -> String { "\(monday.adding(days: day))T\(clock)" }
        let rules = try FullWorld.rules.get()
        engine = Engine(rules: rules)
        zone = rules.calendar.zone
        now = try Timestamp.parse(on(0, "08:00"), in: zone)
        for line in [
            "ORGANISATION add name=school sector=education place=12025", "ORGANISATION add name=hospital sector=health place=12025",
            "AGREEMENT add organisation=G1 agency=agii from=2026-01-01",
            """
            INTERPRETER add name=Selam gender=female home=12025 modalities=(telephone video onsite) pools=(agii) languages=(ti am:trained)
            """,
            "INTERPRETER add name=Noor gender=female home=44021 modalities=(video) pools=(agii) languages=(ps)",
            "USER add role=requester label=desk organisation=G1", "USER add role=interpreter label=phone interpreter=I1",
            "USER add role=coordinator label=board agency=agii", "USER add role=admin label=office",
            "INTERPRETER add name=Eden gender=female home=12025 modalities=(telephone) pools=(agii) languages=(so)",
            "USER add role=interpreter label=phone interpreter=I3",
        ] { try say(line, as: nil) }
        for (place, role) in [Role.requester, .interpreter, .coordinator, .admin].enumerated() {
            callers[role] = try enrolled(Int64(place + 1))
        }
        _ = try enrolled(5)
        try say("AVAILABLE from=\(on(0, "08:00")) until=\(on(0, "20:00")) weeks=4", as: .interpreter)
        for day in 1...4 { try say("AVAILABLE from=\(on(day, "07:00")) until=\(on(day, "20:00")) weeks=3", as: .interpreter) }
        try say("UNAVAILABLE from=\(on(5, "08:00")) until=\(on(5, "12:00"))", as: .interpreter)
        try say("AVAILABLE from=\(on(0, "08:00")) until=\(on(0, "20:00")) weeks=4", by: Self.busy)
        try say("SUBMIT language=so complexity=practical minutes=20 start=\(on(0, "11:00"))", as: .requester)
        try say("ACCEPT O1", by: Self.busy)
        for start in [on(0, "12:00"), on(1, "10:00")] {
            try say("SUBMIT language=ti complexity=practical minutes=20 start=\(start)", as: .requester)
            try say("ACCEPT \(events.last { $0.kind == .offerMade }?.subject ?? "O?")", as: .interpreter)
        }
        try pass(to: on(0, "11:00"))
        try say("START A1", by: Self.busy)
        try pass(to: on(0, "11:49"))
        try say("ONDUTY", as: .interpreter)
        try say("SUBMIT language=ti complexity=practical minutes=20 start=\(on(2, "10:00")) note=door case=f3", as: .requester)
        try say("SUBMIT language=ps complexity=informative minutes=45 start=\(on(2, "14:00"))", as: .requester)
        try say("SUBMIT language=ti complexity=practical minutes=20 start=\(on(2, "16:00"))", as: .requester)
        try say("CANCEL R6", as: .requester, key: "desk-1")
        try pass(to: on(0, "11:50"))
    }

    private mutating func enrolled(_ user: Int64) throws -> Caller {
        let digest = OddValues.repeated("0", scalars: 63) + String(user)
        try decide(.addCredential(PrincipalID(user), kind: .token, digest: digest, scope: .full, days: 365), from: .system)
        return .principal(PrincipalID(user), credential: CredentialID(user))
    }

    /// What examples are told for in this world.
    var exampleDay: ExampleDay { ExampleDay(now: now, zone: zone) }

    private func caller(_ role: Role) -> Caller { callers[role] ?? .nobody }

    /// Who says `line`: FINISH, whoever is in a conversation.
    func caller(_ role: Role, of line: ClientLine) -> Caller { line.command == "FINISH" ? Self.busy : caller(role) }

    /// Carries out a line; the system itself speaks for nil.
    private mutating func say(_ text: String, as role: Role?, key: String? = nil) throws {
        try say(text, by: role.map(caller) ?? .system, key: key)
    }

    private mutating func say(_ text: String, by caller: Caller, key: String? = nil) throws {
        let line = try ClientLine.parse("1 \(text)")
        guard let command = CommandTable.command(line.command),
            case .command(let order) = try command.bind(line, on: exampleDay).order
        else {
            throw Refusal(.badValue, "\(text) is no command for the engine")
        }
        try decide(order, from: caller, key: key)
    }

    private mutating func decide(_ command: Command, from caller: Caller, key: String? = nil) throws {
        let outcome = engine.handle(.command(command, from: caller, key: key.map { IdempotencyKey($0, fingerprint: "f") }), at: now)
        events += outcome.events
        ledger += outcome.ledger.map { [$0] } ?? []
        if case .refused(let refusal)? = outcome.reply?.result { throw refusal }
    }

    private mutating func pass(to text: String) throws {
        let end = try Timestamp.parse(text, in: zone)
        while let wake = engine.nextWake, wake <= end {
            now = max(now, wake)
            events += engine.handle(.wake, at: now).events
        }
        now = end
    }
}
