import Dispatching
import Interpreting

/// The clocks of the servers: what they show, who sets them, and how a server finds out. That of the database is right.
extension FaultWorld {
    /// What the clocks of a server's machine show. Nobody can set the second: it counts true time.
    private func reading(_ server: Int) -> ClockReading {
        ClockReading(wall: now + servers[server].offset, passed: Span(milliseconds: now.milliseconds))
    }

    /// The time by which a server decides.
    func clock(_ server: Int) -> Timestamp {
        if bug == .clockJumpBelieved { return reading(server).wall }
        return servers[server].time.now(reading(server))
    }

    // MARK: Comparing

    /// Why a server may not begin now; without a reason its time begins.
    func obstacle(_ server: Int) -> ClockProblem? {
        let problem = clockProblem(server) ?? journalProblem
        if problem == nil { servers[server].time.begin(reading(server)) }
        return problem
    }

    private func clockProblem(_ server: Int) -> ClockProblem? {
        bug == .clockNotCompared ? nil : ClockComparison(asked: reading(server), took: .zero, database: now).problem
    }

    private var journalProblem: ClockProblem? {
        guard bug != .futureJournalBegun, let last = journal.events.last else { return nil }
        return ClockProblem.of(journalEndingWith: last.seq, at: last.at, now: now)
    }

    /// With a renewal of its lease a server compares its clock, and hands over when one of the two is wrong.
    func compareClock(_ server: Int, _ life: Int) {
        guard servers[server].life == life, servers[server].epoch != nil, let problem = clockProblem(server) else { return }
        note("S\(server) hands over: \(problem)")
        figures.clockHandovers += 1
        endInOrder(server)
    }

    // MARK: Setting

    /// Somebody sets the clock of a server: by what is allowed, by minutes, or by hundreds of days; what is not allowed is noticed and
    /// set right within half a minute.
    func setClock(of server: Int) {
        let allowed = SteadyTime.tolerance.milliseconds - 500
        let bound = [allowed, Span.minutes(20).milliseconds, Span.days(500).milliseconds][chaos.index(below: 3)]
        let right = servers[server].offset.length.milliseconds <= allowed ? servers[server].offset : .zero
        setClock(of: server, ahead: Span(milliseconds: Int64(chaos.index(below: Int(2 * bound))) - bound))
        figures.clockJumps += 1
        if bound > allowed { schedule(in: Int64(1_000 + chaos.index(below: 29_000)), .clockSet(server: server, ahead: right)) }
    }

    func setClock(of server: Int, ahead: Span) {
        servers[server].offset = ahead
        note("the clock of S\(server) is \(ahead.milliseconds) ms ahead")
        guard servers[server].part != .down else { return }
        schedule(in: Int64(chaos.index(below: 2_000)), .clockCompared(server: server, life: servers[server].life))
        pump(server)
    }

    /// No clock is wrong any more.
    func setClocksRight() {
        for server in servers.indices where servers[server].offset.length > SteadyTime.tolerance { servers[server].offset = .zero }
    }
}
