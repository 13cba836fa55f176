import Dispatching
import Interpreting
import Matching
import NIOCore
import Rules
import Sessions

/// A world on a virtual clock: scripted people who speak the protocol to real sessions and the real engine.
///
/// Everything happens in the order of one agenda, and all chance comes from streams of the seed, so the same seed gives the same world
/// to the byte, and two policies meet the same people.
struct World {
    /// One way from a client to the server, and from a batch to its verdict: assumptions of a usual network and disk.
    static let latency = Span(milliseconds: 15)
    static let commitTime = Span(milliseconds: 4)
    /// How long work that was asked on the last day may still take to come to an end.
    static let aftermath = 200

    enum Happening {
        case arrival(connection: Int, ByteBuffer)
        case delivery(connection: Int, ByteBuffer)
        case verdict
        case wake
        case requester(Int, RequesterActor.Intent)
        case interpreter(Int, InterpreterActor.Intent)
        case comesBack(interpreter: Int)
        case dawn(day: Int)
        case planBegins
        case planIsDone(HorizonPlan)
    }

    private let scenario: Scenario
    private let seed: UInt64
    private let physics: Physics
    private let secrets = SimulatedSecrets()
    private var server: SimulatedServer<Engine>
    var agenda = Agenda<Int64, Happening>(capacity: 4096)
    var now: Timestamp
    private var wakeAt: Timestamp?
    var requesters: [RequesterActor] = []
    var interpreters: [InterpreterActor] = []
    var requesterEnds: [Correspondent<RequesterActor.Purpose>] = []
    var interpreterEnds: [Correspondent<InterpreterActor.Purpose>] = []
    /// Of the interpreters who are connected, by their place, and the other way round.
    var connections: [Int: Int] = [:]
    var placeOfConnection: [Int: Int] = [:]
    var tokens: [Int: String] = [:]
    /// What somebody would have said who was not connected.
    var unsaid: [Int: [Wish<InterpreterActor.Purpose, InterpreterActor.Intent>]] = [:]
    var collector: Collector
    /// To what the world itself asks of the engine, by number.
    private var answers: [Int: Reply] = [:]
    private static let (enrolmentNumber, planNumber) = (0, 1)
    /// Nobody's leaving is noticed.
    private let isBlind: Bool
    /// Nil when nobody plans.
    private var desk: PlannerDesk?

    init(
        _ scenario: Scenario, rules: RuleBook, strategy: Strategy, name: String, replication: Int, seed: UInt64
    ) throws(WorldProblem) {
        self.scenario = scenario
        self.seed = seed
        isBlind = strategy.departure.isBlind
        let zone = rules.calendar.zone
        let end = zone.day(scenario.start.adding(days: scenario.days + World.aftermath)).start
        physics = Physics(seed: seed, behaviour: scenario.behaviour, zone: zone, end: end)
        now = zone.day(scenario.start).start - .days(1)
        collector = Collector(
            RunFigures(policy: name, replication: replication, seed: seed), people: scenario.people.count, zone: zone,
            firstDay: scenario.start, warmUpDays: scenario.warmUpDays)
        // Who comes back asks for what happens from then on, and is told at the login what waits.
        let environment = SessionEnvironment(server: "tolkbrug/simulation", zone: zone, secrets: secrets)
        server = SimulatedServer(environment: environment, memory: 64) { _, after, _, _ in
            Switchboard.Page(events: [], upTo: after, isLast: true)
        }
        // Renewing tokens is a routine that no scenario asks about: they outlast a log of many years too.
        var limits = EngineLimits()
        limits.tokenDays = max(limits.tokenDays, scenario.days + World.aftermath + 2)
        server.begin(Engine(rules: try strategy.departure.applied(to: rules), policy: strategy.offers, limits: limits), epoch: 1)
        try enrol(tokenDays: limits.tokenDays)
        desk = strategy.planning.map { PlannerDesk($0) }
    }

    // MARK: Before the first day

    private mutating func enrol(tokenDays: Int) throws(WorldProblem) {
        let enrolment = Enrolment(
            hosts: scenario.hosts, people: scenario.people, secrets: secrets, from: scenario.start.adding(days: -1),
            tokenDays: tokenDays)
        let logins = try enrolment.run { command throws(WorldProblem) in try self.decide(command) }
        for login in logins.hosts { try enter(login, RequesterActor(physics: physics)) }
        for (place, login) in logins.people.enumerated() { try enter(login, place: place) }
        agenda.schedule(at: physics.zone.day(scenario.start).start.milliseconds, .dawn(day: 0))
    }

    private mutating func decide(_ command: Command) throws(WorldProblem) -> Reply {
        server.ask(.command(command, from: .system, key: nil), as: World.enrolmentNumber, at: now)
        pump(commitTime: .zero)
        while answers[World.enrolmentNumber] == nil, let next = agenda.pop() { handle(next.payload) }
        guard let reply = answers.removeValue(forKey: World.enrolmentNumber) else {
            throw WorldProblem("the engine gave no answer to \(command)")
        }
        if case .refused(let refusal) = reply.result { throw WorldProblem(refusal.text) }
        return reply
    }

    private mutating func enter(_ login: Enrolment.Login, _ requester: RequesterActor) throws(WorldProblem) {
        requesters.append(requester)
        requesterEnds.append(Correspondent())
        let place = requesters.count - 1
        _ = server.connect(at: now)
        pump()
        carryOut(
            [.say("AUTH TOKEN \(login.token)", for: .routine), .say("SUBSCRIBE desk topics=(assignments)", for: .routine)],
            requester: place)
    }

    private mutating func enter(_ login: Enrolment.Login, place: Int) throws(WorldProblem) {
        guard let id = InterpreterID(login.belongsTo) else { throw WorldProblem("\(login.belongsTo) is no interpreter") }
        let person = scenario.people[place]
        interpreters.append(InterpreterActor(person, place: place, id: id, physics: physics))
        interpreterEnds.append(Correspondent())
        tokens[place] = login.token
        enter(interpreter: place)
        let first = max(scenario.start, person.joins ?? scenario.start)
        let monday = first.adding(days: -(first.weekday.rawValue - Weekday.monday.rawValue))
        var wishes: [Wish<InterpreterActor.Purpose, InterpreterActor.Intent>] = [
            .remind(at: max(now, physics.moment(monday.adding(days: -28), minute: 0)), of: .calendar(monday)),
        ]
        for absence in person.absences where absence.from <= absence.until {
            for day in 0...(absence.until.dayNumber - absence.from.dayNumber) {
                wishes.append(.remind(at: physics.moment(absence.announced, minute: 540), of: .absence(absence.from.adding(days: day))))
            }
        }
        carryOut(wishes, interpreter: place)
    }

    // MARK: The run

    /// Plays all days, and what follows from them.
    ///
    /// - Parameter goOn: called at the beginning of each day with its number; false ends the run there.
    /// - Returns: the figures, and the submissions and calendar hours that were refused, counted by their text.
    mutating func run(_ goOn: (_ day: Int) -> Bool) -> (figures: RunFigures, refusals: [String: Refused], isComplete: Bool) {
        let end = physics.end.milliseconds
        var isComplete = true
        while let next = agenda.pop(), next.moment < end {
            now = Timestamp(milliseconds: max(now.milliseconds, next.moment))
            if case .dawn(let day) = next.payload {
                guard goOn(day) else {
                    isComplete = false
                    break
                }
                dawn(day)
                // Nobody asks any more and nothing is under way.
                if day > scenario.days, collector.isSettled { break }
            } else {
                handle(next.payload)
            }
        }
        var figures = collector.figures()
        figures.violations = server.commit.decider?.state.violations().count ?? 0
        let asked = requesters.flatMap(\.refusedAt)
        figures.refused = asked.count { $0 >= collector.from }
        var refusals: [String: Refused] = [:]
        for requester in requesters { refusals.merge(requester.refusals) { $0 + $1 } }
        for interpreter in interpreters { refusals.merge(interpreter.refusals) { $0 + $1 } }
        return (figures, refusals, isComplete)
    }

    private mutating func dawn(_ day: Int) {
        agenda.schedule(at: physics.zone.day(scenario.start.adding(days: day + 1)).start.milliseconds, .dawn(day: day + 1))
        guard day < scenario.days else { return }
        for inquiry in scenario.inquiries.inquiries(onDay: day, seed: seed) {
            agenda.schedule(at: inquiry.at.milliseconds, .requester(inquiry.host, .ask(inquiry)))
        }
    }

    private mutating func handle(_ happening: Happening) {
        switch happening {
        case .arrival(let connection, let octets): server.receive(octets, on: connection, at: now)
        case .delivery(let connection, let octets): return deliver(octets, to: connection)
        case .verdict: server.verdict(.success(()), at: now)
        case .wake:
            // Left over from when the engine wanted to be woken earlier.
            guard let due = wakeAt, due <= now else { return }
            wakeAt = nil
            server.wake(at: now)
        case .requester(let place, let intent):
            guard requesters.indices.contains(place) else { return }
            return carryOut(requesters[place].act(intent, at: now), requester: place)
        case .comesBack(let place): return enter(interpreter: place)
        case .interpreter(let place, let intent): return carryOut(interpreters[place].act(intent, at: now), interpreter: place)
        case .planBegins: return beginPlan()
        case .planIsDone(let plan):
            server.ask(.planComputed(plan), as: World.planNumber, at: now)
            desk?.finish()
        case .dawn: return
        }
        pump()
    }

    mutating func connect() -> Int {
        let connection = server.connect(at: now)
        pump()
        return connection
    }

    mutating func disconnect(_ connection: Int) {
        server.disconnect(connection, at: now, isNoticed: !isBlind)
        pump()
    }

    private mutating func beginPlan() {
        // The copy is gone when this returns: one that is kept makes the engine copy its tables.
        guard let done = server.commit.decider.flatMap({ desk?.plan($0, at: now) }) else { return }
        agenda.schedule(at: done.at.milliseconds, .planIsDone(done.plan))
    }

    /// Does what the server wants.
    private mutating func pump(commitTime: Span = World.commitTime) {
        for effect in server.takeEffects() {
            switch effect {
            case .send(let connection, let octets):
                agenda.schedule(at: (now + World.latency).milliseconds, .delivery(connection: connection, octets))
            case .append: agenda.schedule(at: (now + commitTime).milliseconds, .verdict)
            case .published(let events):
                for event in events { collector.see(event) }
                desk?.note(events)
            case .answered(World.planNumber, let reply): collector.planned(reply)
            case .answered(let number, let reply): answers[number] = reply
            case .close, .recover, .rejected, .leave, .drained: break
            }
        }
        if let moment = desk?.begins() { agenda.schedule(at: max(moment, now).milliseconds, .planBegins) }
        guard let wake = server.nextWake, wakeAt.map({ wake < $0 }) ?? true else { return }
        wakeAt = wake
        agenda.schedule(at: max(wake, now).milliseconds, .wake)
    }
}
