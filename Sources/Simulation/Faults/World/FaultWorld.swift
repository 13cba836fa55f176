import Dispatching
import Interpreting
import NIOCore
import Rules
import Sessions
import Wire

/// A small service under faults: servers with the real sessions, group commit and engine, one journal, a network, and scripted clients.
///
/// Everything happens in the order of one agenda and all chance comes from the seed: the same seed gives the same run to the byte.
final class FaultWorld {
    /// Limits of the wire, lower than those of the service so that they are met.
    static let pipeline = 8
    static let unreadEvents = 12
    /// What the group commit takes into one batch.
    static let batch = 6
    /// Milliseconds after which a batch without a verdict is overdue.
    static let commitPatience: Int64 = 3_000
    /// How long a lease lives.
    static let lease: Int64 = 6_000

    let stage: Stage
    /// None after the safety phase.
    var mix: FaultMix
    let bug: DeliberateBug?
    let rules: RuleBook
    let environment: SessionEnvironment
    let journal: SimulatedJournal
    let auditor: Auditor
    var agenda = Agenda<Int64, Happening>(capacity: 512)
    /// True time; each server's clock is somewhat off.
    var now: Timestamp
    var servers: [FaultServer] = []
    var clients: [FaultClient] = []
    var links: [Link] = []
    var tampering: Tampering
    /// Until when the present lease lives, in milliseconds.
    var leaseEnd: Int64 = 0
    /// How far the clock of the database is ahead.
    var databaseAhead = Span.zero
    var isSafety = true
    /// Clients say in which epoch they were told what they know.
    let tellsEpochs: Bool
    /// When the standby is back, in milliseconds; in the past while it is there.
    var standbyReturns: Int64 = 0
    /// What waits for it, in order.
    var waits: [Wait] = []
    private var steps = 0

    var network: RandomStream
    var disk: RandomStream
    var chaos: RandomStream
    var figures = FaultFigures()
    /// Takes the lines of the trace; nil when nobody wants them.
    var trace: ((String) -> Void)?

    init(_ stage: Stage, seed: UInt64, mix: FaultMix, bug: DeliberateBug?) {
        self.stage = stage
        self.mix = mix
        self.bug = bug
        tellsEpochs = mix.laggingPromotion > 0
        rules = FaultyRules.book(stage.rules, bug: bug)
        now = stage.start + .seconds(60)
        journal = SimulatedJournal(stage, bug: bug) { Poison.isIn($0, share: mix.poisonedEnd) }
        auditor = Auditor(stage)
        auditor.isStoreSound = mix.name == "poison"
        auditor.isClockSound = mix.clockJump == 0 && mix.futureJournal == 0
        tampering = Tampering(bug)
        network = RandomStream(seed: seed, "network")
        disk = RandomStream(seed: seed, "disk")
        chaos = RandomStream(seed: seed, "mischief")
        var limits = Limits.standard
        limits.pipeline = FaultWorld.pipeline
        limits.unreadEvents = FaultWorld.unreadEvents
        environment = SessionEnvironment(
            server: "tolkbrug/simulation", limits: limits, zone: rules.calendar.zone, secrets: SimulatedSecrets())
        for server in 0..<2 { servers.append(FaultServer(core: newCore(server))) }
        for (number, person) in stage.people.enumerated() {
            clients.append(FaultClient(number, person, seed: seed, cursor: journal.head))
        }
        // As if a server whose clock was ahead had written it.
        if mix.futureJournal > 0, chaos.chance(mix.futureJournal) { now = stage.start - .seconds(10 + chaos.index(below: 50)) }
        begin()
        for client in clients.indices {
            schedule(in: Int64(10 + 40 * client), .client(client, .connect))
            schedule(in: Int64(1_000 + network.index(below: 30_000)), .client(client, .act))
        }
        for server in servers.indices { schedule(in: 10_000, .tick(server: server)) }
        scheduleMischief()
    }

    /// One server decides, and the other stands by; as long as there is a reason against it both do.
    private func begin() {
        if obstacle(0) == nil { return startDeciding(0, isRecovered: false) }
        for server in servers.indices { schedule(in: 1_000, .acquire(server: server, life: servers[server].life)) }
    }

    func newCore(_ server: Int) -> SimulatedServer<FaultDecider> {
        SimulatedServer(environment: environment, batch: FaultWorld.batch) { [journal] subscription, seq, last, limit in
            journal.page(subscription, after: seq, through: last, limit: limit, for: server)
        }
    }

    func schedule(in milliseconds: Int64, _ happening: Happening) {
        agenda.schedule(at: now.milliseconds + max(0, milliseconds), happening)
    }

    func schedule(at milliseconds: Int64, _ happening: Happening) {
        agenda.schedule(at: max(now.milliseconds, milliseconds), happening)
    }

    // MARK: Running

    /// Has the next thing happen.
    /// - Returns: false when nothing is to happen any more.
    func step() -> Bool {
        steps += 1
        guard let next = takeNext() else { return false }
        now = Timestamp(milliseconds: max(now.milliseconds, next.moment))
        auditor.now = now
        if let server = server(concernedBy: next.payload), let until = servers[server].pausedUntil {
            if now.milliseconds < until {
                servers[server].waiting.append(next.payload)
                return true
            }
            servers[server].pausedUntil = nil
            if !leavesForItsTerm(server) { goOnRenewing(server) }
        }
        if let server = server(concernedBy: next.payload), leavesForItsTerm(server) { note("S\(server) is gone") }
        trace?("\(steps) \(utc: now) \(describe(next.payload))")
        handle(next.payload)
        return true
    }

    /// What waited for a server that did nothing comes before all that is due when it goes on: a connection keeps its order.
    private func takeNext() -> (moment: Int64, payload: Happening)? {
        let waited = servers.indices.filter { !servers[$0].waiting.isEmpty }.map { (servers[$0].pausedUntil ?? now.milliseconds, $0) }
        guard let (until, server) = waited.min(by: <), agenda.nextMoment.map({ until <= $0 }) ?? true else { return agenda.pop() }
        return (until, servers[server].waiting.removeFirst())
    }

    /// No more faults from here on: what is broken is mended, and nobody thinks of anything new. A server that does nothing at this
    /// moment goes on when its time has come: what it has to do waits until then, and must not be overtaken by what comes later.
    func heal() {
        isSafety = false
        mix = .calm
        setClocksRight()
        journal.isLenient = true
        standbyReturns = 0
        standbyCatchesUp()
        for server in servers.indices { rejoin(server) }
        for link in links.indices where links[link].isStuffed { schedule(in: 0, .readsAgain(link: link)) }
        // After whatever the administrator had begun was answered.
        if let admin = clients.lastIndex(where: { $0.person.role == .admin }) { schedule(in: 180_000, .client(admin, .letEverybodyIn)) }
    }

    /// The agenda is empty: nobody may wait for anything.
    func finish() {
        for client in clients where !client.pending.isEmpty {
            let errand = client.errands[client.pending[0]]
            auditor.find("liveness: C\(client.number) was never answered: \(errand.line)")
        }
        for client in clients where !client.isListening { auditor.find("liveness: C\(client.number) hears no events any more") }
        if !servers.contains(where: { $0.epoch == journal.epoch }) { auditor.find("liveness: nobody decides") }
        for server in servers.indices { compareIfIdle(server, always: true) }
        auditor.finish()
    }

    private func handle(_ happening: Happening) {
        switch happening {
        case .toServer(let link, let octets): arriveAtServer(octets, link)
        case .toClient(let link, let octets): arriveAtClient(octets, link)
        case .lostByServer(let link): loseByServer(link)
        case .lostByClient(let link): loseByClient(link)
        case .commit(let server, let life, let timeline, let batch, let fate):
            if timeline == journal.timeline { commit(batch, fate, server, life) } else { note("the primary that it was sent to is gone") }
        case .verdict(let server, let life, let verdict): hear(verdict, server, life)
        case .overdue(let server, let life, let number): overdue(server, life, number: number)
        case .recovery(let server, let life): recover(server, life)
        case .wake(let server, let life):
            guard servers[server].life == life else { return }
            servers[server].wakeAt = nil
            servers[server].core.wake(at: clock(server))
            pump(server)
        case .tick(let server):
            if isSafety { schedule(in: 10_000, .tick(server: server)) }
            guard servers[server].part != .down else { return }
            servers[server].core.tick(at: clock(server))
            pump(server)
        case .rejoined(let server): rejoin(server)
        case .leaseTermEnds: break
        case .reachesDatabase(let server, let life): reachDatabase(server, life)
        case .standbyReturns: standbyCatchesUp()
        case .waitCancelled: cancelWait()
        case .acquire(let server, let life): acquire(server, life)
        case .leaseLost(let server, let life):
            guard servers[server].life == life, let epoch = servers[server].epoch, epoch < journal.epoch, bug != .staleLeaderGoesOn else {
                return
            }
            end(server, because: "its lease is over")
        case .clockSet(let server, let ahead): if isSafety { setClock(of: server, ahead: ahead) }
        case .databaseClockSet(let ahead): if isSafety { setDatabaseClock(ahead: ahead) }
        case .clockCompared(let server, let life): compareClock(server, life)
        case .restart(let server): restart(server)
        case .drain(let server, let life):
            guard servers[server].life == life else { return }
            servers[server].core.drain(at: clock(server))
            pump(server)
        case .readsAgain(let link): readAgain(link)
        case .client(let client, let intent): act(client, intent)
        case .mischief: doMischief()
        }
    }

    /// The server that cannot do this while it is stopped.
    private func server(concernedBy happening: Happening) -> Int? {
        switch happening {
        // The last one is what the server hears of it: that its socket takes octets again.
        case .toServer(let link, _), .lostByServer(let link), .readsAgain(let link): links[link].server
        case .verdict(let server, _, _), .overdue(let server, _, _), .recovery(let server, _), .wake(let server, _), .tick(let server),
            .leaseLost(let server, _), .clockCompared(let server, _), .drain(let server, _), .leaseTermEnds(let server, _),
            .rejoined(let server), .reachesDatabase(let server, _):
            server
        default: nil
        }
    }
}
