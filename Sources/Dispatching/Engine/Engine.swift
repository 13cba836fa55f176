import Interpreting
import Matching
import Rules

/// The decider: one deterministic, single-threaded value. Inputs go in with the moment at which they came; events to be
/// committed and an answer come out. It reads no clock, draws no random number and does no I/O.
public struct Engine: Sendable {
    public internal(set) var state: State
    public let rules: RuleBook
    public let limits: EngineLimits
    let matcher: Matcher
    let policy: any OfferPolicy
    var turn = Turn()
    /// Advice, and no part of the state; nil until a planner delivers one.
    var held: HeldPlan?
    /// Who is there to be asked.
    var reachability = Reachability()
    /// What the store refused to have done by itself, and when it is tried again.
    var setAside: [Timers.Subject: Timestamp] = [:]

    /// - Parameters:
    ///   - state: as recovered from the tables; empty for a new database.
    ///   - rules: the compiled rule book.
    ///   - policy: whom to ask next; the one seam at which dispatching strategies differ.
    public init(
        state: State = State(), rules: RuleBook, policy: any OfferPolicy = WavePolicy(), limits: EngineLimits = EngineLimits()
    ) {
        self.state = state
        self.rules = rules
        self.policy = policy
        self.limits = limits
        self.matcher = Matcher(rules: rules)
        // Time does not go back when another server decides, also when its clock is behind.
        turn = Turn(now: state.at)
        // What was being waited for may have come while nobody decided: look at every waiting request once.
        for id in self.state.index.openRequests {
            self.state.timers.retry(id, at: Timestamp(milliseconds: 0))
        }
        // Nobody is connected yet: from the first look on, whoever is on duty has a while to come back.
        for interpreter in self.state.interpreters.all() where interpreter.duty != nil {
            self.state.timers.schedule(
                Timers.Subject(kind: .interpreter, number: interpreter.id.number), at: Timestamp(milliseconds: 0))
        }
    }

    /// When the engine wants `Input.wake`; nil while nothing is pending.
    public var nextWake: Timestamp? { state.timers.first?.at }

    /// Decides one input. Inputs are decided in the order in which they are handed in; `now` never goes back (an earlier
    /// moment than the last one counts as the last one).
    public mutating func handle(_ input: Input, at now: Timestamp) -> Outcome {
        begin(at: now)
        var outcome = outcome(of: input)
        outcome.nextWake = nextWake
        return outcome
    }

    private mutating func outcome(of input: Input) -> Outcome {
        switch input {
        case .wake:
            wake()
            return finish(reply: nil)
        case .wakeStep:
            wake(atMost: 1)
            return finish(reply: nil)
        case .query(let query, let caller):
            return Outcome(reply: answer(query, from: caller))
        case .command(let command, let caller, let key):
            return decide(command, from: caller, key: key)
        case .sessionBegan(let user):
            count(session: user, isOpen: true)
            return finish(reply: nil)
        case .sessionEnded(let user):
            count(session: user, isOpen: false)
            return finish(reply: nil)
        case .planComputed(let plan):
            let reply = take(plan)
            return finish(reply: reply)
        }
    }

    /// Time never goes back.
    mutating func begin(at now: Timestamp) {
        turn.begin(at: max(now, turn.now))
        state.index.diaries.settle(at: turn.now, matcher)
    }

    private mutating func decide(_ command: Command, from caller: Caller, key: IdempotencyKey?) -> Outcome {
        let principal: Principal?
        switch authorise(command, from: caller) {
        case .failure(let refusal): return Outcome(reply: .refused(refusal))
        case .success(let found): principal = found
        }
        turn.actor = principal?.id
        if let key, let principal, let kept = state.ledger.entry(principal.id, key.text) {
            return Outcome(reply: repeated(kept, key))
        }
        let reply = perform(command, by: principal)
        let outcome = finish(reply: reply)
        if case .refused(let refusal) = reply.result, refusal.reason.isPassing { return outcome }
        guard let key, let principal else { return outcome }
        return keeping(reply, for: key, of: principal.id, with: outcome)
    }

    /// Keeps what the store said of a command as the answer to its key.
    public mutating func keep(_ refusal: Refusal, for input: Input, at now: Timestamp) -> Outcome? {
        guard case .command(_, from: .principal(let principal, _), let key?) = input, state.ledger.entry(principal, key.text) == nil
        else { return nil }
        begin(at: now)
        let reply = Reply.refused(refusal)
        var outcome = keeping(reply, for: key, of: principal, with: finish(reply: reply))
        outcome.nextWake = nextWake
        return outcome
    }

    private mutating func keeping(_ reply: Reply, for key: IdempotencyKey, of principal: PrincipalID, with outcome: Outcome) -> Outcome {
        let entry = LedgerEntry(principal: principal, key: key.text, fingerprint: key.fingerprint, reply: reply, at: turn.now)
        state.ledger.put(entry)
        var outcome = outcome
        outcome.ledger = entry
        outcome.undo = outcome.undo ?? DecisionUndo(head: state.head, at: state.at)
        outcome.undo?.kept = (entry.principal, entry.key)
        return outcome
    }

    private func repeated(_ kept: LedgerEntry, _ key: IdempotencyKey) -> Reply {
        if kept.fingerprint == key.fingerprint { return kept.reply }
        return .refused(
            Refusal(
                .keyReused,
                "key=\(key.text) was used at \(local(kept.at)) for another command; a key names one command for 7 days, take a new one"))
    }

    /// Runs the command's own file; a refusal takes back whatever it had begun.
    private mutating func perform(_ command: Command, by principal: Principal?) -> Reply {
        do throws(Refusal) {
            var reply = try dispatch(command, by: principal)
            reply.rows += placeNotes(command.places)
            return reply
        } catch {
            rollBack()
            return .refused(error)
        }
    }

    private mutating func finish(reply: Reply?) -> Outcome {
        state.ledger.prune(at: turn.now)
        dropVoidTimers()
        return Outcome(events: turn.events, reply: reply, undo: turn.undo)
    }
}

/// Limits of the engine, named in one place. Hitting one has an answer that says it.
public struct EngineLimits: Sendable, Hashable {
    /// Requests of one organisation that are not over.
    public var openRequestsPerOrganisation = 5_000
    /// How far ahead a conversation may be planned, in days.
    public var daysAhead = 400
    /// Weeks that one calendar entry may be repeated.
    public var calendarWeeks = 53
    /// Length of one calendar entry, in hours.
    public var calendarEntryHours = 24 * 31
    /// Rows of one page of a list.
    public var rowsPerPage = 500
    /// Offers of one wave, whatever the policy wishes.
    public var offersPerWave = 50
    /// How long a token may live, in days.
    public var tokenDays = 730
    /// Longest stretch on duty, in hours.
    public var dutyHours = 12

    public init() {}
}
