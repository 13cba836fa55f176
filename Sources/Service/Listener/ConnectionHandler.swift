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
/// stops working for it while the socket takes nothing, and when it takes nothing for too long it is told to go.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let address: ConnectionAddress
    let origin: Origin
    let remote: SocketAddress?
    let admission: Admission
    let service: ConnectionService
    /// Left when the connection is.
    let presence = Presence()
    var session: Session
    var channel: (any Channel)?
    var outgoing = ByteBuffer()
    var unread = UnreadOctets()
    var isWriting = false
    /// To be closed when what waits to be written was.
    var closesWhenWritten = false
    var isClosing = false
    /// The commands whose answers are in `outgoing`.
    var unsent: [OpenCommand] = []
    /// Has said that it may not speak as the leader any more, and says nothing else.
    var isDeposed = false
    /// Has been told to go because it does not read, and counted.
    var isUnread = false
    /// Whose session the engine knows of.
    var attending: PrincipalID?
    var hasSaidGoodbye = false
    private var isGreeted = false
    private var ticks = 0

    var id: UInt64 { address.id }

    init(_ address: ConnectionAddress, remote: SocketAddress?, admission: Admission, service: ConnectionService) {
        self.address = address
        self.remote = remote
        origin = Origin(remote)
        self.admission = admission
        self.service = service
        session = Session(environment: service.environment)
    }

    // MARK: What the network says

    func handlerAdded(context: ChannelHandlerContext) {
        channel = context.channel
        address.mailbox.add(self)
        service.metrics.update { $0.sessions += 1 }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        channel = nil
        presence.leave()
        stopAttending()
        address.mailbox.remove(self)
        service.hub.leave(address)
        service.metrics.update { $0.sessions -= 1 }
    }

    /// From here on nobody hears a ring on this connection, although its client may leave it open for some seconds.
    func stopAttending() {
        guard let user = attending else { return }
        attending = nil
        service.sequencer.note(session: user, isOpen: false)
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
        tell(.connected(
            epoch: standing.epoch, head: service.hub.head, certificate: certificate?.shown(at: service.now()), date: service.date()))
        if case .standby(let leader, let seconds) = standing.part { tell(.leadershipLost(leader: leader, decidesIn: seconds)) }
    }

    /// The client means another protocol, or may: nothing that it sends is looked at.
    private func turnAway() {
        guard !isGreeted, !isClosing else { return }
        service.metrics.update { $0.cuts[.protocol, default: 0] += 1 }
        let name = ProtocolVersion.alpn
        let text = "by ALPN this connection is not for \(name); offer that, as openssl s_client -alpn \(name) does"
        ServerLine.bye(.unsupportedVersion, text: text).encode(into: &outgoing)
        closeWhenFlushed()
    }

    // MARK: What the service says

    func receive(_ message: ConnectionMessage) {
        switch message {
        case .session(let input): tell(input)
        case .login(let ticket, let digest, let reply): login(ticket, digest: digest, reply)
        case .recheck: recheck()
        case .rechecked(let refusal): tell(.revoked(refusal))
        case .displaced: leaveForNewcomers()
        case .cut: leaveUnanswered()
        }
    }

    /// The server ends and what was asked has no answer yet, or the client has not read the last: it has a few seconds to read that it
    /// will have none.
    private func leaveUnanswered() {
        guard !isClosing else { return }
        guard isGreeted else { return cut(.draining) }
        service.metrics.update { $0.cuts[.draining, default: 0] += 1 }
        tell(.outOfTime)
    }

    /// Somebody else needs the place, and nobody has logged in on this connection.
    private func leaveForNewcomers() {
        guard !isClosing, session.identity == nil else { return }
        service.metrics.update { $0.cuts[.crowded, default: 0] += 1 }
        guard isGreeted else { return cut(nil) }
        tell(.crowded("too many connect and do not log in; connect again and send AUTH at once"))
    }

    /// A second has passed.
    func tick(head: Int64) {
        ticks += 1
        guard isGreeted else {
            if ticks >= ConnectionService.handshakeSeconds, !isClosing { cut(.handshake) }
            return
        }
        tell(.tick(head: head))
        let stalled = unread.tick()
        if stalled >= service.limits.unreadSeconds { leaveUnread(after: stalled) }
        // Credentials expire without an event.
        if ticks % ConnectionService.recheckSeconds == 0 { recheck() }
    }

    private func recheck() {
        guard let identity = session.identity else { return }
        let address = address
        // In the server's own turn: somebody who asks without end must not keep off the look at whether he still may.
        service.sequencer.ask(.query(.whoAmI, from: identity.caller), from: origin, presence: presence, in: .process) { reply in
            guard case .refused(let refusal) = reply.result else { return }
            let isGone = refusal.reason == .authenticationFailed || refusal.reason == .credentialExpired
            if isGone { address.post(.rechecked(refusal)) }
        }
    }

    /// Has the session take something in, if there is one.
    func tell(_ input: SessionInput) {
        guard !isClosing, isGreeted else { return }
        // What is asked from here on is looked at by whoever decides now.
        guard !service.term.isOver else { return stepDown() }
        for action in session.handle(input, at: service.now()) { perform(action) }
    }
}
