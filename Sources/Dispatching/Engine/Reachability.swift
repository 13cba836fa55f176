import Interpreting

/// Who is there to be asked: users with open sessions, and interpreters on duty for whom nobody is there. Known to the server that decides
/// and to no other, so no part of the state: whoever begins to decide knows nobody, and gives everybody the time to come back.
struct Reachability: Sendable {
    /// Open sessions of each user who can say yes.
    private var sessions = IdentifierMap<Principal, Int>(empty: 0)
    /// Open sessions of each interpreter's own users.
    private var own = IdentifierMap<Interpreter, Int>(empty: 0)
    /// Since when nobody is there for an interpreter on duty.
    private var gone = IdentifierMap<Interpreter, Timestamp?>(empty: nil)

    /// Counts a session that has begun, or has ended.
    mutating func count(_ user: Principal, isOpen: Bool) {
        let change = isOpen ? 1 : -1
        sessions[user.id] = max(0, sessions[user.id] + change)
        if let interpreter = user.interpreter { own[interpreter] = max(0, own[interpreter] + change) }
    }

    /// Whether a session of the interpreter's own is open, or one of the gateway that rings the telephone.
    @inline(__always)
    func isOpen(for interpreter: InterpreterID, gateway: PrincipalID?) -> Bool {
        own[interpreter] > 0 || gateway.map { sessions[$0] > 0 } ?? false
    }

    func goneSince(_ interpreter: InterpreterID) -> Timestamp? { gone[interpreter] }

    mutating func setGone(_ interpreter: InterpreterID, since moment: Timestamp?) { gone[interpreter] = moment }
}

/// What follows when somebody comes or goes.
extension Engine {
    /// Takes in that a session of `user` has begun or ended; what follows is done at the next wake.
    mutating func count(session user: PrincipalID, isOpen: Bool) {
        guard let principal = state.principals[user] else { return }
        let concerned = principal.interpreter.map { [$0] } ?? state.index.interpretersOfGateway[user]
        let before = concerned.map { isReachable($0) }
        reachability.count(principal, isOpen: isOpen)
        for (interpreter, wasReachable) in zip(concerned, before) {
            // Whoever comes was gone until this is looked at, and whoever goes is gone from then on: neither is passed over.
            let isThere = isReachable(interpreter)
            if isThere != wasReachable { reachability.setGone(interpreter, since: isThere ? turn.now : nil) }
            lookAgain(at: interpreter)
        }
    }

    /// Looks at the interpreter's duty at the next wake.
    mutating func lookAgain(at interpreter: InterpreterID) {
        guard state.interpreters[interpreter]?.duty != nil else { return }
        state.timers.schedule(Timers.Subject(kind: .interpreter, number: interpreter.number), at: turn.now)
    }

    /// Whether an offer that is made now is seen at once.
    func isReachable(_ interpreter: Interpreter) -> Bool {
        reachability.isOpen(for: interpreter.id, gateway: interpreter.gateway)
    }

    func isReachable(_ id: InterpreterID) -> Bool {
        reachability.isOpen(for: id, gateway: state.interpreters[id]?.gateway)
    }

    /// What is due for somebody's duty now: it ends, goes on hold because nobody has been there for a while, or goes on.
    mutating func reviewDuty(of interpreter: Interpreter) throws(Refusal) {
        guard let duty = interpreter.duty else { return }
        if turn.now >= duty.until { return try endDuty(of: interpreter, because: "time") }
        if isReachable(interpreter) {
            reachability.setGone(interpreter.id, since: nil)
            if duty.heldSince != nil { try resumeDuty(of: interpreter) }
            return try advanceWaiting(for: interpreter.id) { $0.need.isOnDemand }
        }
        guard duty.heldSince == nil else { return }
        let since = reachability.goneSince(interpreter.id) ?? turn.now
        let grace = rules.offers.onDemand.value.grace
        if turn.now >= since + grace { return try holdDuty(of: interpreter) }
        reachability.setGone(interpreter.id, since: since)
        state.timers.schedule(Timers.Subject(kind: .interpreter, number: interpreter.id.number), at: since + grace)
        // Whoever else is there is not kept waiting by a telephone that nobody hears.
        for ring in rings(of: interpreter.id) { if let id = state.offers[ring]?.request { try advance(id) } }
    }

    /// Whether ``reviewDuty(of:)`` has something to do at `moment`.
    func isDutyDue(_ interpreter: Interpreter, at moment: Timestamp) -> Bool {
        guard let duty = interpreter.duty else { return false }
        if moment >= duty.until { return moment == duty.until || turn.now >= duty.until }
        if isReachable(interpreter) { return duty.heldSince != nil || reachability.goneSince(interpreter.id) != nil }
        guard duty.heldSince == nil else { return false }
        return reachability.goneSince(interpreter.id).map { moment >= $0 + rules.offers.onDemand.value.grace } ?? true
    }

    /// Nobody is rung for whom nobody has been there so long; what rings is taken back.
    private mutating func holdDuty(of interpreter: Interpreter) throws(Refusal) {
        var held = interpreter
        held.duty?.heldSince = turn.now
        reachability.setGone(interpreter.id, since: nil)
        try recordDuty(.dutyHeld, held, because: "not-reachable")
        try withdrawOffers(rings(of: interpreter.id), because: "not-reachable")
    }

    private mutating func resumeDuty(of interpreter: Interpreter) throws(Refusal) {
        var resumed = interpreter
        resumed.duty?.heldSince = nil
        try recordDuty(.dutyResumed, resumed, because: "reachable")
    }

    /// Offers of work on demand that wait for the interpreter's answer.
    func rings(of interpreter: InterpreterID) -> [OfferID] {
        state.index.diaries.offers(to: interpreter).filter { id in
            state.offers[id].flatMap { state.requests[$0.request] }?.need.isOnDemand ?? false
        }
    }

    /// How many rings in a row the interpreter let pass in this stretch of duty.
    func unansweredRings(of interpreter: Interpreter) -> Int {
        guard let duty = interpreter.duty else { return 0 }
        var count = 0
        for id in state.index.offersOfInterpreter[interpreter.id].reversed() {
            guard let offer = state.offers[id], offer.madeAt >= duty.since else { break }
            guard state.requests[offer.request]?.need.isOnDemand == true else { continue }
            switch offer.state {
            case .expired: count += 1
            case .accepted, .declined: return count
            case .made, .withdrawn: continue
            }
        }
        return count
    }
}
