import Dispatching
import Interpreting
import NIOCore
import Wire

/// Checks what is promised after everything that happens, from what the journal keeps and what clients were told, and from nothing
/// else: it knows neither the engine nor its tables.
final class Auditor {
    private(set) var findings: [String] = []
    var truth: Truth
    var register: Register { truth.register }
    var events: [Event] { truth.events }
    var ledger: [String: LedgerEntry] { truth.ledger }
    var told: [String: (command: String, answer: String)] { truth.told }
    /// What the journal consists of behind ``stageEvents``.
    var commits: [Commit] = []
    let stageEvents: [Event]
    /// By whose clock events are told.
    let zone: ZoneTable
    /// What promotions took away, in order.
    var losses: [Loss] = []
    /// Servers that cannot know of a loss yet.
    var before: [Int: Before] = [:]
    /// Whether what is looked at is what was true for one of them.
    var isBefore = false
    /// Servers that know of a loss, and may have told what is gone.
    var astray: Set<Int> = []
    /// What was sent with a key first.
    private(set) var commands: [String: Asked] = [:]
    /// Keys that were sent with several commands: which of them came first to a server nobody knows.
    private(set) var reusedKeys: Set<String> = []
    var hearings: [Int: Hearing] = [:]
    /// By link.
    private(set) var servers: [Int: Int] = [:]
    private(set) var epoch: Int64 = 0
    /// The epochs in which servers believe to decide.
    private(set) var leading: [Int: Int64] = [:]
    let people: [String: Stage.Person]
    /// True time.
    var now = Timestamp(milliseconds: 0)
    var attendance = Attendance()
    /// Since when nobody is asked for a request that somebody could do.
    var idle: [RequestID: [InterpreterID: Timestamp]] = [:]
    private var comparisons = 0
    /// Commits fail for nothing but the rows in them, so nobody else may hear of it.
    var isStoreSound = false
    /// Every clock shows true time.
    var isClockSound = false

    init(_ stage: Stage) {
        people = Dictionary(stage.people.map { ($0.user, $0) }, uniquingKeysWith: { first, _ in first })
        stageEvents = stage.events
        zone = stage.rules.calendar.zone
        truth = Truth(stage: stage.events)
    }

    func find(_ what: String) { findings.append(what) }

    /// The stage's user of that name.
    func person(_ user: String) -> Stage.Person? { people[user] }

    // MARK: The journal

    /// The lease goes to a server, with a new epoch.
    func granted(_ epoch: Int64, to server: Int) {
        leading[server] = epoch
        idle = [:]
        if epoch <= self.epoch { find("4.5: epoch \(epoch) is granted after \(self.epoch)") }
        self.epoch = epoch
        commits.append(.lease(epoch: epoch))
    }

    /// The server's process is gone.
    func ended(_ server: Int) {
        leading[server] = nil
        attendance.ended(server, at: now)
        before[server] = nil
        astray.remove(server)
    }

    /// Whoever speaks as the one that decides has the present lease.
    func checkLease(of link: Int, saying what: @autoclosure () -> String) {
        guard let server = servers[link], let own = leading[server] else { return }
        if astray.contains(server) { find("4.12: S\(server) said \(what()) in epoch \(own), whose journal went back") }
        guard own < epoch else { return }
        find("4.12: S\(server) said \(what()) in epoch \(own), after epoch \(epoch) had begun")
    }

    /// The batch is durable from now on.
    func committed(_ batch: Batch) {
        if batch.epoch != epoch { find("4.5: a batch of epoch \(batch.epoch) was committed in epoch \(epoch)") }
        commits.append(.batch(batch))
        truth.register.company = company(in: batch)
        truth.take(batch)
        findings += truth.register.takeProblems()
        checkIdle()
        for entry in batch.ledger {
            if truth.ledger.updateValue(entry, forKey: "\(entry.principal) \(entry.key)") != nil {
                find("4.3: \(entry.principal) has a second answer for key \(entry.key)")
            }
            checkVersion(of: entry)
        }
    }

    // MARK: States

    /// A state that a server has is the one that the journal says, row by row.
    func compare(_ state: State?, _ who: String) {
        guard let state else { return find("4.7: \(who) has no state") }
        if state.head != register.head { find("4.7: \(who) is at event \(state.head), the journal at \(register.head)") }
        var count = 0
        for row in state.rows {
            count += 1
            if register.rows[row.name] != row { return find("4.7: \(who) has another \(row.name) than the journal") }
        }
        if count != register.rows.count { find("4.7: \(who) has \(count) rows, the journal \(register.rows.count)") }
    }

    /// ``compare(_:_:)``, each time that it has come to it often enough: it takes its time.
    func compareNowAndThen(_ state: State, _ who: String) {
        comparisons += 1
        if comparisons % 16 == 0 { compare(state, who) }
    }

    // MARK: Connections

    func connected(_ link: Int, server: Int) {
        hearings[link] = Hearing()
        servers[link] = server
    }

    /// - Parameter user: who sent it, whether or not the server knows yet.
    func asked(_ asked: Asked, on link: Int, by user: String) {
        hearings[link]?.ask(asked)
        guard let key = asked.key.map({ "\(user) \($0)" }) else { return }
        if let first = commands[key], first.command != asked.command { reusedKeys.insert(key) }
        commands[key] = commands[key] ?? asked
    }

    func closed(_ link: Int) { hearings[link] = nil }

    /// The server knows that the connection is gone.
    func left(_ link: Int) { attendance.left(link, at: now) }

    /// A server that lives closes no connection without a word.
    func checkFarewell(_ link: Int) {
        guard let hearing = hearings[link], !hearing.isOver else { return }
        find("4.10: the connection of \(hearing.person?.user ?? "nobody") was closed without BYE")
    }

    /// The client of the connection reads no more, or again.
    func stuffed(_ link: Int, _ isStuffed: Bool) {
        guard let hearing = hearings[link] else { return }
        let isUpToDate = hearing.listening.map { next(after: $0.cursor, for: hearing) == nil } ?? false
        hearings[link]?.unread = isStuffed && isUpToDate ? 0 : nil
    }

    /// A server has told its sessions.
    func published(_ events: [Event], by server: Int) {
        for link in hearings.keys.sorted() where servers[link] == server {
            guard let hearing = hearings[link], let unread = hearing.unread, !hearing.isOver else { continue }
            hearings[link]?.unread = unread + events.count { isFor(hearing, $0) }
        }
    }

    /// Whoever left too much unread was sent away.
    func checkUnread() {
        for link in hearings.keys.sorted() {
            guard let hearing = hearings[link], let unread = hearing.unread, !hearing.isOver else { continue }
            guard unread > FaultWorld.unreadEvents else { continue }
            find("4.10: \(unread) events are unread, at most \(FaultWorld.unreadEvents), and nobody said BYE 4.6.3")
            hearings[link]?.unread = nil
        }
    }

    func isFor(_ hearing: Hearing, _ event: Event) -> Bool {
        guard let person = hearing.person, let listening = hearing.listening else { return false }
        return listening.topics.contains(Visibility.topic(of: event.kind.rawValue)) && Visibility.sees(person, event.scope)
    }

    /// The first durable event after `seq` that the connection is to be told.
    func next(after seq: Int64, for hearing: Hearing) -> Event? {
        events[min(max(Int(seq), 0), events.count)...].first { isFor(hearing, $0) }
    }

    // MARK: The end

    /// After the liveness phase: everything has come to an end, and everybody knows.
    func finish() {
        for id in register.requests.keys.sorted() {
            guard let request = register.requests[id] else { continue }
            if !Transitions.finalRequests.contains(request.state.rawValue) { find("liveness: \(id) is \(request.state.rawValue) for ever") }
        }
        for link in hearings.keys.sorted() {
            guard let hearing = hearings[link], !hearing.isOver, let listening = hearing.listening else { continue }
            if let missing = next(after: listening.cursor, for: hearing) {
                find("4.4: \(hearing.person?.user ?? "?") was never told event \(missing.seq)")
            }
        }
    }
}
