import NIOCore
import Synchronization
import Wire

/// Puts commands on the wire and gives each reply to whoever waits for its tag.
final class ConversationHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Until the greeting must be there.
    static let greetingTime = TimeAmount.seconds(10)
    /// A server says HEAD every 30 seconds; after two that did not come it is taken for dead.
    static let longestSilence = TimeAmount.seconds(75)
    /// A server says goodbye to whoever has said nothing for 10 minutes.
    static let pingAfter = TimeAmount.seconds(240)
    /// Until a command is answered, unless its sender says otherwise.
    static let answerTime = TimeAmount.seconds(30)
    /// More rows than any reply has; a server that sends more is broken.
    static let mostRows = 65_536

    private let endpoint: Endpoint
    /// Fulfilled by the server's first line.
    let greeting: EventLoopPromise<[Parameter]>
    let fate = Fate()
    private let onPush: @Sendable (Push) -> Void
    private let onClose: @Sendable (ClientError) -> Void
    private var framer = Framer(reading: .server)
    private var waiting: [String: Pending] = [:]
    private var lastTag: UInt32 = 0
    private var context: ChannelHandlerContext?
    private var isGreeted = false
    private var greetingDeadline: Scheduled<Void>?
    private var owed = Owed()
    private var isWatching = false
    private var isFlushScheduled = false

    private struct Pending {
        let promise: EventLoopPromise<Answer>
        var rows: [AnswerRow] = []
    }

    init(
        endpoint: Endpoint, greeting: EventLoopPromise<[Parameter]>, onPush: @escaping @Sendable (Push) -> Void,
        onClose: @escaping @Sendable (ClientError) -> Void
    ) {
        self.endpoint = endpoint
        self.greeting = greeting
        self.onPush = onPush
        self.onClose = onClose
    }

    // MARK: What the client wants

    /// - Parameter time: until the answer must be there; then the server is taken for dead.
    func send(_ command: String, _ params: [Parameter], within time: TimeAmount, _ promise: EventLoopPromise<Answer>) {
        guard let context, fate.ending == nil else {
            return promise.fail(fate.ending ?? ClientError.connectionLost("the connection is closed; connect again"))
        }
        let tag = nextTag()
        var octets = context.channel.allocator.buffer(capacity: 256)
        do throws(WireProblem) {
            try ClientLine(tag: tag, command: command, params: params).encode(into: &octets)
        } catch {
            return promise.fail(ClientError.cannotSend("\(command) cannot be sent: \(error.text)"))
        }
        waiting[tag.text] = Pending(promise: promise)
        let name = params.value("key")?.text.map { "\(command) key=\($0)" } ?? command
        owed.add(tag: tag.text, command: name, within: time, at: context.eventLoop.now)
        watch(context.eventLoop)
        context.write(wrapOutboundOut(octets), promise: nil)
        flushSoon(context)
    }

    /// A tag that nobody waits for.
    private func nextTag() -> Tag {
        repeat { lastTag = lastTag == .max ? 1 : lastTag + 1 } while waiting[String(lastTag)] != nil
        return Tag(number: lastTag)
    }

    /// Commands given in one go share a packet.
    private func flushSoon(_ context: ChannelHandlerContext) {
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.execute {
            bound.value.isFlushScheduled = false
            bound.value.context?.flush()
        }
    }

    /// Sees to it that a late answer is noticed; one look is planned at a time.
    private func watch(_ eventLoop: any EventLoop) {
        guard !isWatching, let oldest = owed.oldest else { return }
        isWatching = true
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.scheduleTask(deadline: oldest.deadline) { bound.value.lookAtOldest(eventLoop) }
    }

    private func lookAtOldest(_ eventLoop: any EventLoop) {
        isWatching = false
        guard fate.ending == nil, let oldest = owed.oldest else { return }
        guard oldest.deadline <= eventLoop.now else { return watch(eventLoop) }
        fail(.connectionLost(oldest.lateness(at: endpoint.place)))
    }

    /// Ends the conversation from this side.
    func leave() { fail(.connectionLost("the connection was closed on this side")) }

    // MARK: What the network says

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        fail(.cannotConnect("cannot connect to \(endpoint.place)"))
    }

    func channelActive(context: ChannelHandlerContext) {
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        greetingDeadline = context.eventLoop.scheduleTask(in: Self.greetingTime) { bound.value.missGreeting() }
        context.fireChannelActive()
    }

    private func missGreeting() {
        let seconds = Self.greetingTime.nanoseconds / 1_000_000_000
        fail(.cannotConnect("\(endpoint.place) has not greeted within \(seconds) seconds; is it a Tolkbrug server?"))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var octets = unwrapInboundIn(data)
        framer.append(&octets)
        // Nothing counts after the end: whoever connects anew relies on it.
        while fate.ending == nil, let frame = framer.next() {
            switch frame {
            case .line(let line): read(line)
            case .tooLong(let problem), .literalTooLong(let problem): violate(problem.text)
            }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case IdleStateHandler.IdleStateEvent.read:
            let seconds = Self.longestSilence.nanoseconds / 1_000_000_000
            fail(.connectionLost("nothing was heard of \(endpoint.place) for \(seconds) seconds"))
        case IdleStateHandler.IdleStateEvent.write where isGreeted:
            send("PING", [], within: Self.answerTime, context.eventLoop.makePromise())
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(ClientError(error, at: endpoint, isGreeted: isGreeted))
    }

    func channelInactive(context: ChannelHandlerContext) {
        let place = endpoint.place
        fail(
            isGreeted
                ? .connectionLost("\(place) closed the connection")
                : .cannotConnect("\(place) closed the connection without a greeting"))
        context.fireChannelInactive()
    }

    // MARK: What the server says

    private func read(_ octets: [UInt8]) {
        do throws(WireProblem) {
            try take(ServerLine.parse(octets))
        } catch {
            violate("a line that cannot be read, \(error.text)")
        }
    }

    private func take(_ line: ServerLine) {
        switch line {
        case .hello(let words): greet(words)
        case .bye(let status, let text): fail(.bye(status, text))
        case _ where !isGreeted: violate("\(line) before its greeting; is it a Tolkbrug server?")
        case .event(let seq, let kind, let params): onPush(.event(seq: seq, AnswerRow(kind: kind, params: params)))
        case .head(let seq): onPush(.head(seq))
        case .row(let tag, let kind, let params):
            guard let count = waiting[tag.text]?.rows.count else { return violate("a row for \(tag), which nobody asked") }
            guard count < Self.mostRows else { return violate("more than \(Self.mostRows) rows to one command") }
            waiting[tag.text]?.rows.append(AnswerRow(kind: kind, params: params))
        case .final(let tag, let outcome, let status, let text):
            guard let pending = waiting.removeValue(forKey: tag.text) else {
                return violate("a reply to \(tag), which nobody asked: \(text)")
            }
            owed.settle(tag.text)
            pending.promise.succeed(Answer(rows: pending.rows, outcome: outcome, status: status, text: text))
        }
    }

    private func greet(_ words: [Parameter]) {
        guard words.positional.first?.text == ProtocolVersion.alpn else {
            return violate("a greeting of another protocol than \(ProtocolVersion.alpn)")
        }
        isGreeted = true
        greetingDeadline?.cancel()
        greeting.succeed(words)
    }

    private func violate(_ what: String) {
        fail(.protocolViolation("\(endpoint.place) sent \(what)"))
    }

    /// Ends the conversation once; everybody who waits is told why.
    private func fail(_ error: ClientError) {
        guard fate.end(error) else { return }
        greetingDeadline?.cancel()
        greeting.fail(error)
        let unanswered = waiting.values
        waiting = [:]
        for pending in unanswered { pending.promise.fail(error) }
        context?.close(promise: nil)
        if isGreeted { onClose(error) }
    }
}

/// Whether a connection has ended, and why; readable from everywhere.
final class Fate: Sendable {
    private let error = Mutex<ClientError?>(nil)

    var ending: ClientError? { error.withLock { $0 } }

    /// - Returns: whether this was the end; there is only one.
    func end(_ reason: ClientError) -> Bool {
        error.withLock { known in
            guard known == nil else { return false }
            known = reason
            return true
        }
    }
}
