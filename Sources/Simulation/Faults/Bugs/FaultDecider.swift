import Dispatching
import Interpreting

/// The engine, or an engine with a deliberate bug: what goes in, what comes out and what it remembers may be altered.
struct FaultDecider: Decider {
    private(set) var engine: Engine
    private let bug: DeliberateBug?
    /// Begun on what a journal holds, not at the beginning of the world.
    private let isRecovered: Bool
    /// Keys of decisions that were taken back.
    private var doubtful: Set<String> = []
    private var count = 0
    /// Kept only with a bug, for ``remember(_:)``.
    private var ledger: [LedgerEntry] = []

    init(_ engine: Engine, isRecovered: Bool, bug: DeliberateBug?) {
        self.engine = engine
        self.bug = bug
        self.isRecovered = isRecovered
        if bug == .uncertifiedOffered { remember(MemorySlip(bug: .uncertifiedOffered).atBeginning) }
    }

    var state: State { engine.state }
    var nextWake: Timestamp? { forgetsTimers ? nil : engine.nextWake }

    private var forgetsTimers: Bool { bug == .timersNotRecovered && isRecovered }

    mutating func handle(_ input: Input, at now: Timestamp) -> Outcome {
        count += 1
        guard let bug else { return engine.handle(input, at: now) }
        if case .sessionEnded = input, bug == .goneCountedAsThere { return Outcome(nextWake: engine.nextWake) }
        if case .command(.accept(let offer, _), _, _) = input, bug == .expiredOfferAccepted {
            remember { MemorySlip(bug: bug).revived($0, offer) }
        }
        if case .command(.start(let assignment, _), _, _) = input, bug == .secondTalkStarted {
            remember { MemorySlip(bug: bug).idle($0, before: assignment) }
        }
        let hidden = bug == .offerOutlivesRules && input.changesPerson ? engine.state.rows.filter(\.isOpenOffer) : []
        if !hidden.isEmpty { remember { $0.map(\.withoutOpenOffer) } }
        var outcome = engine.handle(forged(input, bug), at: now)
        if !hidden.isEmpty {
            let known = Dictionary(uniqueKeysWithValues: hidden.map { ($0.name, $0) })
            remember { $0.map { known[$0.name] ?? $0 } }
        }
        if let entry = outcome.ledger { ledger.append(entry) }
        if case .query(let query, from: .principal) = input, bug == .rowsOfAnother, query.showsRows, count % 4 == 0 {
            outcome = engine.handle(.query(query, from: .system), at: now)
        }
        if bug == .keyAnsweredDifferently, outcome.events.isEmpty, outcome.ledger == nil, input.key != nil,
            case .done(let confirmation, let text)? = outcome.reply?.result
        {
            outcome.reply?.result = .done(confirmation, text + " already")
        }
        if bug == .chanceTooHigh { outcome.reply?.promiseTooMuch() }
        if forgetsTimers { outcome.nextWake = nil }
        if let slip = MemorySlip(bug: bug).after(outcome.events) { remember(slip) }
        outcome.events = EventForger(bug: bug, count: count).forged(outcome.events)
        return outcome
    }

    mutating func keep(_ refusal: Refusal, for input: Input, at now: Timestamp) -> Outcome? {
        let outcome = engine.keep(refusal, for: input, at: now)
        if bug != nil, let entry = outcome?.ledger { ledger.append(entry) }
        return outcome
    }

    mutating func takeBack(_ undo: DecisionUndo) {
        if let key = undo.key, bug == .unknownDecidedAgain { doubtful.insert(key) }
        if bug == .undoSkipped, count % 3 == 0 { return }
        engine.takeBack(undo)
    }

    mutating func takeOver(_ events: [Event], answers: [LedgerEntry]) throws(JournalGap) {
        try engine.takeOver(events, answers: bug == .ledgerNotRecovered ? [] : answers)
    }

    mutating func setAside(_ undo: DecisionUndo) -> String? { engine.setAside(undo) }

    private func forged(_ input: Input, _ bug: DeliberateBug) -> Input {
        switch bug {
        case .versionIgnored: input.withoutVersion
        case .unknownDecidedAgain where input.key.map { doubtful.contains($0.text) } ?? false: input.withoutKey
        case .keyForgotten where count % 3 == 0: input.withoutKey
        case .ourKeyForgotten where input.key?.text.hasPrefix("s-") ?? false: input.withoutKey
        case .keyReuseAllowed: input.withOneFingerprint
        default: input
        }
    }

    /// Has the engine believe something else than what the journal says.
    private mutating func remember(_ alter: ([Change]) -> [Change]) {
        let state = engine.state
        engine = Engine(
            state: State(rows: alter(state.rows), head: state.head, at: state.at, ledger: ledger), rules: engine.rules,
            policy: LonelyRings.policy(bug))
    }
}

extension Reply {
    /// Whoever is told a chance is told the highest.
    fileprivate mutating func promiseTooMuch() {
        for row in rows.indices where rows[row].kind == "REQUEST" {
            for field in rows[row].fields.indices where rows[row].fields[field].name == "chance" {
                rows[row].fields[field] = Field("chance", 99)
            }
        }
    }
}

extension Input {
    var key: IdempotencyKey? {
        if case .command(_, _, let key) = self { key } else { nil }
    }

    /// It changes who somebody is, is there, or may log in.
    fileprivate var changesPerson: Bool {
        guard case .command(let command, _, _) = self else { return false }
        switch command {
        case .unavailable, .withdrawCalendarEntry, .onDuty, .changeInterpreter, .retireInterpreter, .disableUser: return true
        default: return false
        }
    }

    fileprivate var withoutKey: Input {
        if case .command(let command, let caller, _) = self { .command(command, from: caller, key: nil) } else { self }
    }

    fileprivate var withOneFingerprint: Input {
        guard case .command(let command, let caller, let key?) = self else { return self }
        return .command(command, from: caller, key: IdempotencyKey(key.text, fingerprint: "one for all"))
    }

    fileprivate var withoutVersion: Input {
        guard case .command(let command, let caller, let key) = self else { return self }
        let blind: Command
        switch command {
        case .cancel(let id, _, let reason): blind = .cancel(id, expected: nil, reason: reason)
        case .amend(var amend):
            amend.expected = nil
            blind = .amend(amend)
        case .hold(let id, let on, _): blind = .hold(id, on: on, expected: nil)
        case .assign(let id, let interpreter, _): blind = .assign(id, interpreter, expected: nil)
        default: blind = command
        }
        return .command(blind, from: caller, key: key)
    }
}

extension Query {
    fileprivate var showsRows: Bool {
        switch self {
        case .list, .snapshot, .show: true
        default: false
        }
    }
}

extension Change {
    fileprivate var isOpenOffer: Bool {
        if case .offer(let row) = self { row.state == .made } else { false }
    }

    fileprivate var withoutOpenOffer: Change {
        guard case .offer(var row) = self, row.state == .made else { return self }
        row.state = .withdrawn
        return .offer(row)
    }
}
