import Dispatching
import Interpreting
import Logging
import NIOCore
import NIOSSL
import NIOTLS
import Sessions
import Wire

/// One connection: gives the session what happens, and does what the session wants.
///
/// What one pass of the event loop makes it write is written and flushed once. A client that does not read is bounded: the session
/// stops working for it while the socket takes nothing, and when too much stays unread for too long it is cut.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let id: UInt64
    private let address: ConnectionAddress
    private let service: ConnectionService
    private var session: Session
    private var channel: (any Channel)?
    private var outgoing = ByteBuffer()
    private var unread = UnreadOctets()
    private var isGreeted = false
    private var isClosing = false
    private var hasSaidGoodbye = false
    private var ticks = 0

    init(id: UInt64, postbox: Postbox, service: ConnectionService) {
        self.id = id
        self.service = service
        address = ConnectionAddress(id: id, postbox: postbox)
        session = Session(environment: service.environment)
    }

    // MARK: What the network says

    func handlerAdded(context: ChannelHandlerContext) {
        channel = context.channel
        address.postbox.moveIn(self)
        service.metrics.update { $0.sessions += 1 }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        channel = nil
        address.postbox.moveOut(self)
        service.hub.leave(address)
        service.metrics.update { $0.sessions -= 1 }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        tell(.received(unwrapInboundIn(data)))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        tell(context.channel.isWritable ? .writable : .unwritable)
        flush()
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted(let negotiated) where negotiated != ProtocolVersion.alpn:
            turnAway()
        case TLSUserEvent.handshakeCompleted:
            greet(certificate: try? context.pipeline.syncOperations.nioSSL_peerCertificate())
        case ChannelEvent.inputClosed:
            // TLS does not end by itself when both have said goodbye, since a client may stop talking and still listen.
            if hasSaidGoodbye { context.channel.closeWithoutFarewell() } else { tell(.inputClosed) }
        case is ChannelShouldQuiesceEvent:
            // A handshake under way has no session to say goodbye to.
            if isGreeted { tell(.draining) } else { context.close(promise: nil) }
        default:
            return context.fireUserInboundEventTriggered(event)
        }
        flush()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // TLS and socket errors: nothing can be said to this client any more. One failure often comes as several.
        guard !isClosing else { return }
        isClosing = true
        service.log.debug("connection failed", metadata: ["connection": "\(id)", "reason": "\(error)"])
        if !isGreeted { service.metrics.update { $0.cuts[.handshake, default: 0] += 1 } }
        context.channel.closeWithoutFarewell()
    }

    private func greet(certificate: NIOSSLCertificate?) {
        guard !isGreeted else { return }
        isGreeted = true
        let standing = service.standing()
        tell(.connected(epoch: standing.epoch, head: service.hub.head, certificateDigest: certificate?.digest))
        if case .standby(let leader) = standing.part { tell(.leadershipLost(leader: leader)) }
    }

    /// The client means another protocol, or may: nothing that it sends is looked at.
    private func turnAway() {
        guard !isGreeted, !isClosing else { return }
        service.metrics.update { $0.cuts[.protocol, default: 0] += 1 }
        let text = "by ALPN this connection is not for \(ProtocolVersion.alpn); offer that, as openssl s_client -alpn \(ProtocolVersion.alpn) does"
        ServerLine.bye(.unsupportedVersion, text: text).encode(into: &outgoing)
        closeWhenFlushed()
    }

    // MARK: What the service says

    func receive(_ letter: ConnectionLetter) {
        switch letter {
        case .session(let input): tell(input)
        case .recheck: recheck()
        case .rechecked(isValid: false): tell(.revoked)
        case .rechecked(isValid: true): break
        case .cut: cut(.draining)
        }
    }

    /// A second has passed.
    func tick(head: Int64) {
        ticks += 1
        guard isGreeted else {
            if ticks >= ConnectionService.handshakeSeconds { cut(.handshake) }
            return
        }
        tell(.tick(head: head))
        if unread.tick() >= service.limits.unreadSeconds { cut(.unread) }
        // Credentials expire without an event.
        if ticks % ConnectionService.recheckSeconds == 0 { recheck() }
    }

    private func recheck() {
        guard let identity = session.identity else { return }
        let address = address
        service.sequencer.ask(.query(.whoAmI, from: identity.caller)) { reply in
            guard case .refused(let refusal) = reply.result else { return }
            let isGone = refusal.reason == .authenticationFailed || refusal.reason == .credentialExpired
            address.post(.rechecked(isValid: !isGone))
        }
    }

    // MARK: What the session wants

    private func tell(_ input: SessionInput) {
        guard !isClosing, isGreeted else { return }
        for action in session.handle(input, at: service.now()) { perform(action) }
    }

    private func perform(_ action: SessionAction) {
        let address = address
        switch action {
        case .write(var octets):
            outgoing.writeBuffer(&octets)
        case .ask(let ticket, let input):
            service.sequencer.ask(input) { address.post(.session(.answered(ticket, $0))) }
        case .serve(let ticket, let command):
            service.serve(command) { address.post(.session(.served(ticket, $0))) }
        case .subscribe(let subscription):
            service.hub.subscribe(subscription, at: address)
        case .replay(let ticket, let seq, let limit):
            service.hub.replay(ticket, after: seq, limit: limit, at: address)
        case .unsubscribe(let ticket):
            service.hub.unsubscribe(ticket, at: address)
        case .stopReading:
            setReading(false)
        case .resumeReading:
            setReading(true)
        case .callAgain:
            address.post(.session(.again))
        case .finished(let verb, let status):
            service.metrics.answered(verb: verb, status: status.code)
        case .close:
            closeWhenFlushed()
        }
    }

    private func setReading(_ on: Bool) {
        try? channel?.syncOptions?.setOption(.autoRead, value: on)
    }

    /// Writes and flushes what the session has said since the last time.
    func flush() {
        guard outgoing.readableBytes > 0, let channel else { return }
        let octets = outgoing
        outgoing = ByteBuffer()
        unread.sent(octets.readableBytes)
        let count = octets.readableBytes
        let handler = NIOLoopBound(self, eventLoop: channel.eventLoop)
        channel.writeAndFlush(octets).whenComplete { _ in handler.value.unread.taken(count) }
        if unread.count > service.limits.unreadOctets { cut(.unread) }
    }

    private func closeWhenFlushed() {
        flush()
        isClosing = true
        guard let channel else { return }
        let done = channel.eventLoop.makePromise(of: Void.self)
        // An empty write behind the others: it is done when they are.
        channel.writeAndFlush(ByteBuffer(), promise: done)
        let handler = NIOLoopBound(self, eventLoop: channel.eventLoop)
        done.futureResult.whenComplete { _ in
            handler.value.hasSaidGoodbye = true
            channel.close(promise: nil)
        }
        let deadline = channel.eventLoop.scheduleTask(in: .seconds(ConnectionService.closeSeconds)) { handler.value.cut(.farewell) }
        channel.closeFuture.whenComplete { _ in deadline.cancel() }
    }

    /// Closes without waiting for the client.
    private func cut(_ reason: Metrics.Cut) {
        guard let channel else { return }
        isClosing = true
        outgoing = ByteBuffer()
        service.metrics.update { $0.cuts[reason, default: 0] += 1 }
        service.log.info("connection cut", metadata: ["connection": "\(id)", "reason": "\(reason.rawValue)", "unread": "\(unread.count)"])
        channel.closeWithoutFarewell()
    }
}
