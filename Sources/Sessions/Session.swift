import Dispatching
import Interpreting
import NIOCore
import Wire

/// The server's side of one connection, as a pure value: what happens goes in, what has to be done comes out.
///
/// Commands are read while fewer than `limits.pipeline` wait for their answers, and few costly ones; beyond that the session stops
/// reading from the socket rather than refuse. Answers leave in the order of the commands, long ones in pieces while the client
/// takes them; events leave between answers.
public struct Session: Sendable {
    /// Seconds between two `HEAD`.
    static let headSeconds = 30
    /// Failed `AUTH` until the connection ends.
    static let authenticationAttempts = 3
    /// Octets written in one turn of the event loop before the session lets the socket and other sessions catch up.
    static let burst = 65_536
    /// Costly queries whose answers were not given out: so many are worked on at a time, and so many long answers wait here at most.
    static let costlyWindow = 4

    enum Stage: Hashable, Sendable {
        /// Waits for ``SessionInput/connected(epoch:head:certificate:)``.
        case new
        case open
        /// Reads no more; says `BYE` when everything asked is answered.
        case ending(Status, String)
        case closed
    }

    enum Leadership: Hashable, Sendable {
        case leading
        case standingBy(leader: String?, decidesIn: Int?)
    }

    let environment: SessionEnvironment
    var limits: Limits { environment.limits }
    /// Of what the client sends: fewer until it has logged in.
    var readingLimits: Limits { identity == nil ? limits.beforeAuthentication : limits }

    var stage = Stage.new
    var leadership = Leadership.leading
    var epoch: Int64 = 0
    /// The last durable event known here.
    var head: Int64 = 0
    var certificate: ClientCertificate?
    var isCertificateOver = false

    /// Who the session speaks for, once `AUTH` has succeeded.
    public internal(set) var identity: Identity?
    /// By what the last `AUTH` that was looked up meant to say it.
    var loginKind: Credential.Kind?
    var failedAuthentications = 0
    /// Commands read, and commands refused for good, while nobody had logged in.
    var strangerCommands = 0
    var strangerRefusals = 0
    var connectedAt = Timestamp(milliseconds: 0)
    /// By how much the calendar is ahead of the clock of the inputs.
    var dateAhead = Span.zero

    var framer: Framer
    var pipeline = Pipeline()
    /// A long answer of which only the beginning was given out.
    var leaving: (slot: Pipeline.Slot, answer: WrittenAnswer)?
    /// The command that must be answered before the next is read, because its answer decides how.
    var barrier: Ticket?
    var stream: EventStream?

    var isDraining = false
    var isInputClosed = false
    var isWritable = true
    var isReading = true
    var willBeCalledAgain = false
    /// Octets written since the session was last called again.
    var written = 0
    var lastHeard = Timestamp(milliseconds: 0)
    var lastHead = Timestamp(milliseconds: 0)

    /// What the input being handled has led to so far.
    var output = ByteBuffer()
    var actions: [SessionAction] = []

    public init(environment: SessionEnvironment) {
        self.environment = environment
        framer = Framer(limits: environment.limits.beforeAuthentication)
    }

    /// Nothing that is handled from now on has an effect.
    public var isClosed: Bool { stage == .closed }

    /// The topics and the name of the subscription, if there is one.
    public var subscription: Subscription? { stream?.subscription }

    /// For the answer to a costly query that was asked; nil for every other, whose answer is short.
    public func writer(of ticket: Ticket) -> AnswerWriter? {
        pipeline.tagOfCostly(ticket).map { AnswerWriter(tag: $0, limits: limits) }
    }

    /// Takes one input; answers what has to be done, in order.
    public mutating func handle(_ input: SessionInput, at now: Timestamp) -> [SessionAction] {
        guard stage != .closed else { return [] }
        lookAtCertificate(at: now)
        take(input, at: now)
        settle(at: now)
        defer {
            actions = []
            output = ByteBuffer()
        }
        guard output.readableBytes > 0 else { return actions }
        written += output.readableBytes
        return actions.isEmpty ? [.write(output)] : [.write(output)] + actions
    }

    private mutating func take(_ input: SessionInput, at now: Timestamp) {
        switch input {
        case .connected(let epoch, let head, let certificate, let date):
            dateAhead = date - now
            greet(epoch: epoch, head: head, certificate: certificate, at: now)
        case .received(var octets):
            if stage == .open { framer.append(&octets) }
        case .inputClosed: isInputClosed = true
        case .answered(let ticket, let reply):
            take(reply, for: ticket)
            // A wrong `AUTH` is answered late: the next one must not be read when the time for it is over.
            expelStranger(at: now)
        case .served(let ticket, let reply): take(reply, for: ticket)
        case .written(let ticket, let answer): pipeline.answer(ticket, .written(answer))
        case .published(let events, let head):
            self.head = max(self.head, head)
            stream?.publish(events, head: head)
        case .replayed(let ticket, let events, let upTo, let isLast):
            takePage(events, upTo: upTo, isLast: isLast, for: ticket)
        case .tick(let head):
            self.head = max(self.head, head)
            tick(at: now)
        case .unwritable: isWritable = false
        case .writable: isWritable = true
        case .again:
            willBeCalledAgain = false
            written = 0
        case .unread(let seconds):
            leave(.slowConsumer, "nothing of what waits for you was read for \(seconds) seconds; connect again and read what you ask for")
        case .draining: isDraining = true
        case .outOfTime: leave(.shuttingDown, Self.stoppingText)
        case .leadershipLost(let leader, let seconds): standBy(leader: leader, decidesIn: seconds)
        case .leadershipGained(let epoch):
            leadership = .leading
            self.epoch = max(self.epoch, epoch)
        case .crowded(let text): leave(.tooManyConnections, text)
        case .revoked(let refusal): leave(refusal.reason.status, refusal.text)
        }
    }
}
