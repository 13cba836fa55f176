import Dispatching
import Interpreting

/// The clocks of servers and database: what they show, who sets them, and how a server finds out.
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
        bug == .clockNotCompared ? nil : ClockComparison(asked: reading(server), took: .zero, database: now + databaseAhead).problem
    }

    private var journalProblem: ClockProblem? {
        guard bug != .futureJournalBegun, let last = journal.events.last else { return nil }
        return ClockProblem.of(journalEndingWith: last.seq, at: last.at, now: now + databaseAhead)
    }

    /// With a renewal of its lease a server compares its clock, and hands over when one of the two is wrong.
    func compareClock(_ server: Int, _ life: Int) {
        guard servers[server].life == life, servers[server].epoch != nil else { return }
        if servers[server].separation != nil { return schedule(in: 2_000, .clockCompared(server: server, life: life)) }
        guard let problem = clockProblem(server) else { return }
        note("S\(server) hands over: \(problem)")
        figures.clockHandovers += 1
        endInOrder(server)
    }

    // MARK: Setting

    /// Somebody sets a clock: that of a server by what is allowed, by minutes, or by hundreds of days, that of the database by hundreds of
    /// days; what is not allowed is set right within half a minute.
    func setSomeClock() {
        let server = chaos.index(below: servers.count + 1)
        figures.clockJumps += 1
        if server == servers.count { setDatabaseClock() } else { setClock(of: server) }
    }

    private func setClock(of server: Int) {
        let allowed = SteadyTime.tolerance.milliseconds - 500
        let bound = [allowed, Span.minutes(20).milliseconds, Span.days(500).milliseconds][chaos.index(below: 3)]
        let right = servers[server].offset.length.milliseconds <= allowed ? servers[server].offset : .zero
        setClock(of: server, ahead: Span(milliseconds: Int64(chaos.index(below: Int(2 * bound))) - bound))
        if bound > allowed { schedule(in: Int64(1_000 + chaos.index(below: 29_000)), .clockSet(server: server, ahead: right)) }
    }

    func setClock(of server: Int, ahead: Span) {
        servers[server].offset = ahead
        note("the clock of S\(server) is \(ahead.milliseconds) ms ahead")
        guard servers[server].part != .down else { return }
        schedule(in: Int64(chaos.index(below: 2_000)), .clockCompared(server: server, life: servers[server].life))
        pump(server)
    }

    private func setDatabaseClock() {
        let bound = Span.days(500).milliseconds
        let ahead = Span(milliseconds: Int64(chaos.index(below: Int(2 * bound))) - bound)
        // A server whose clock is wrong in the same way could not tell, and servers are wrong by minutes.
        guard ahead.length > .hours(1) else { return }
        setDatabaseClock(ahead: ahead)
        schedule(in: Int64(1_000 + chaos.index(below: 29_000)), .databaseClockSet(ahead: .zero))
    }

    func setDatabaseClock(ahead: Span) {
        databaseAhead = ahead
        note("the clock of the database is \(ahead.milliseconds) ms ahead")
        for server in servers.indices where servers[server].part != .down {
            schedule(in: Int64(chaos.index(below: 2_000)), .clockCompared(server: server, life: servers[server].life))
        }
    }

    /// No clock is wrong any more.
    func setClocksRight() {
        databaseAhead = .zero
        for server in servers.indices where servers[server].offset.length > SteadyTime.tolerance { servers[server].offset = .zero }
    }
}
