import Dispatching
import Interpreting
import NIOCore
import Sessions

/// One server without threads, sockets and database: the real sessions, switchboard, group commit and engine, on a virtual clock.
///
/// What comes in is told by calls; what has to happen outside is kept until ``takeEffects()``.
struct SimulatedServer<Deciding: Decider> {
    /// What the world around has to do, in this order.
    enum Effect {
        case send(connection: Int, ByteBuffer)
        /// After everything sent before has arrived.
        case close(connection: Int)
        /// Commit, and call ``SimulatedServer/verdict(_:at:)``.
        case append(Batch)
        /// Read what the journal holds behind the head, and call ``SimulatedServer/resume(_:at:)``.
        case recover
        /// For observers: the store refused what one input alone would have written.
        case rejected(Rejection, what: String)
        /// Another server decides; this process ends.
        case leave
        /// Everything asked before ``SimulatedServer/drain(at:)`` is durable and answered.
        case drained
        /// For observers: durable from now on.
        case published([Event])
        /// An answer to ``SimulatedServer/ask(_:as:at:)``.
        case answered(number: Int, Reply)
    }

    enum Asker {
        case session(connection: Int, Ticket)
        /// Whether the credential of a session is still good.
        case recheck(connection: Int)
        case outside(number: Int)
    }

    /// Reads a page of the journal for a subscription that goes back further than memory.
    typealias Archive = (_ subscription: Subscription, _ after: Int64, _ through: Int64, _ limit: Int) -> Switchboard.Page

    private(set) var commit: GroupCommit<Deciding, Asker>
    private var switchboard: Switchboard
    private var sessions: [Session?] = []
    private let environment: SessionEnvironment
    private let archive: Archive
    private var effects: [Effect] = []
    private var mutedThrough: Int64 = 0

    /// - Parameter memory: how many events are kept for subscribers that come back; those before are read from `archive`.
    init(environment: SessionEnvironment, batch: Int = 256, memory: Int = Switchboard.usualMemory, archive: @escaping Archive) {
        self.environment = environment
        self.archive = archive
        switchboard = Switchboard(memory: memory)
        commit = GroupCommit(batch: batch)
    }

    var head: Int64 { switchboard.head }
    var nextWake: Timestamp? { commit.nextWake }

    mutating func takeEffects() -> [Effect] {
        // Given away whole: what keeps its room while somebody reads it has to make that room again.
        defer { effects = [] }
        return effects
    }

    // MARK: What happens

    /// Begins to decide.
    mutating func begin(_ decider: Deciding, epoch: Int64) {
        switchboard.begin(head: decider.state.head)
        commit.begin(decider, epoch: epoch)
    }

    /// Another server decides, or none; whoever logs in is sent there.
    mutating func standBy(leader: String?, at now: Timestamp) {
        for connection in sessions.indices { tell(connection, .leadershipLost(leader: leader), at: now) }
        settle(at: now)
    }

    /// - Returns: the number of the new connection.
    mutating func connect(leader: String? = nil, at now: Timestamp) -> Int {
        sessions.append(Session(environment: environment))
        let connection = sessions.count - 1
        tell(connection, .connected(epoch: commit.epoch, head: head, certificate: nil, date: now), at: now)
        if !commit.isDeciding, !commit.isRecovering { tell(connection, .leadershipLost(leader: leader), at: now) }
        return connection
    }

    mutating func receive(_ octets: ByteBuffer, on connection: Int, at now: Timestamp) {
        tell(connection, .received(octets), at: now)
        settle(at: now)
    }

    /// The connection is gone.
    /// - Parameter isNoticed: whether the engine hears of it.
    mutating func disconnect(_ connection: Int, at now: Timestamp, isNoticed: Bool = true) {
        guard sessions.indices.contains(connection) else { return }
        if let identity = sessions[connection]?.identity, identity.answersOffers, isNoticed {
            commit.note(session: identity.principal.id, isOpen: false, at: now)
        }
        sessions[connection] = nil
        _ = switchboard.leave(UInt64(connection))
    }

    /// A second has passed, or several.
    mutating func tick(at now: Timestamp) {
        for connection in sessions.indices { tell(connection, .tick(head: head), at: now) }
        settle(at: now)
    }

    mutating func tell(_ input: SessionInput, connection: Int, at now: Timestamp) {
        tell(connection, input, at: now)
        settle(at: now)
    }

    mutating func wake(at now: Timestamp) {
        commit.wakeIfDue(at: now)
        settle(at: now)
    }

    mutating func verdict(_ verdict: Result<Void, JournalFailure>, at now: Timestamp) {
        switch verdict {
        case .success: commit.committed()
        case .failure(let failure): commit.failed(failure, at: now)
        }
        settle(at: now)
    }

    /// Decides no more; ``Effect/drained`` follows.
    mutating func drain(at now: Timestamp) {
        commit.drain()
        settle(at: now)
    }

    /// - Parameter isMuted: what was missed is told to nobody: a deliberate bug.
    mutating func resume(_ recovery: Recovery, at now: Timestamp, isMuted: Bool = false) {
        if isMuted { mutedThrough = recovery.missed.last?.seq ?? 0 }
        commit.resume(recovery, at: now)
        settle(at: now)
    }

    /// The batch under way takes too long.
    mutating func overdue(at now: Timestamp) {
        commit.overdue(at: now)
        settle(at: now)
    }

    /// Asks the engine directly, as the operator's own process does.
    mutating func ask(_ input: Input, as number: Int, at now: Timestamp) {
        commit.take(input, from: .outside(number: number), at: now)
        settle(at: now)
    }

    // MARK: What follows

    private mutating func tell(_ connection: Int, _ input: SessionInput, at now: Timestamp) {
        guard sessions.indices.contains(connection), let actions = sessions[connection]?.handle(input, at: now) else { return }
        for action in actions { perform(action, of: connection, at: now) }
    }

    private mutating func perform(_ action: SessionAction, of connection: Int, at now: Timestamp) {
        switch action {
        case .write(let octets): effects.append(.send(connection: connection, octets))
        case .ask(let ticket, let input): commit.take(input, from: .session(connection: connection, ticket), at: now)
        case .serve(let ticket, let command):
            let text = "\(command.rawValue.uppercased()) is not for a simulation"
            tell(connection, .served(ticket, .refused(Refusal(.notPermitted, text))), at: now)
        case .subscribe(let subscription):
            switchboard.subscribe(subscription, connection: UInt64(connection))
            guard let since = subscription.since else {
                return tell(connection, .replayed(subscription.ticket, [], upTo: head, isLast: true), at: now)
            }
            replay(subscription.ticket, after: since, limit: subscription.limit, to: connection, at: now)
        case .replay(let ticket, let seq, let limit): replay(ticket, after: seq, limit: limit, to: connection, at: now)
        case .unsubscribe(let ticket): _ = switchboard.unsubscribe(ticket, connection: UInt64(connection))
        case .callAgain: tell(connection, .again, at: now)
        case .loggedIn(let identity):
            if identity.answersOffers { commit.note(session: identity.principal.id, isOpen: true, at: now) }
        case .stopReading, .resumeReading, .told, .finished, .loginFailed: break
        case .close:
            disconnect(connection, at: now)
            effects.append(.close(connection: connection))
        }
    }

    private mutating func replay(_ ticket: Ticket, after seq: Int64, limit: Int, to connection: Int, at now: Timestamp) {
        guard let subscription = switchboard.subscription(ticket, connection: UInt64(connection)) else { return }
        let page = switchboard.page(for: subscription, after: seq, limit: limit) ?? archive(subscription, seq, head, limit)
        tell(connection, .replayed(ticket, page.events, upTo: page.upTo, isLast: page.isLast), at: now)
    }

    /// Decides and answers until nothing more follows at this moment.
    private mutating func settle(at now: Timestamp) {
        while true {
            commit.settle(at: now)
            let actions = commit.takeActions()
            guard !actions.isEmpty else { return }
            for action in actions { perform(action, at: now) }
        }
    }

    private mutating func perform(_ action: GroupCommit<Deciding, Asker>.Action, at now: Timestamp) {
        switch action {
        case .answerLater(let asker, let query): perform(.answer(asker, query.answer()), at: now)
        case .answer(.session(let connection, let ticket), let reply):
            let writer = sessions.indices.contains(connection) ? sessions[connection]?.writer(of: ticket) : nil
            tell(connection, writer.map { .written(ticket, $0.write(reply)) } ?? .answered(ticket, reply), at: now)
        case .answer(.recheck(let connection), let reply):
            guard case .refused(let refusal) = reply.result else { return }
            let isGone = refusal.reason == .authenticationFailed || refusal.reason == .credentialExpired
            if isGone { tell(connection, .revoked(refusal), at: now) }
        case .drained: effects.append(.drained)
        case .answer(.outside(let number), let reply): effects.append(.answered(number: number, reply))
        case .append(let batch, _): effects.append(.append(batch))
        case .publish(let events): publish(events, at: now)
        case .recover: effects.append(.recover)
        case .rejected(let rejection, let what): effects.append(.rejected(rejection, what: what))
        case .leave: effects.append(.leave)
        }
    }

    private mutating func publish(_ events: [Event], at now: Timestamp) {
        if let last = events.last?.seq, last <= mutedThrough { return }
        effects.append(.published(events))
        for delivery in switchboard.publish(events) {
            if !delivery.events.isEmpty { tell(Int(delivery.connection), .published(delivery.events, head: head), at: now) }
            if let farewell = delivery.farewell { tell(Int(delivery.connection), .revoked(farewell), at: now) }
        }
        guard events.contains(where: \.takesRightsAway) else { return }
        for (connection, session) in sessions.enumerated() {
            guard let identity = session?.identity else { continue }
            commit.take(.query(.whoAmI, from: identity.caller), from: .recheck(connection: connection), at: now)
        }
    }
}
