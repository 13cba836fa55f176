import Logging
import NIOCore
import NIOExtras
import NIOPosix
import NIOSSL
import NIOTLS

/// Accepts connections, with TLS before anything else.
final class Listener: Sendable {
    private let channel: any Channel
    private let quiescing: ServerQuiescingHelper
    private let service: ConnectionService
    private let mailboxes: [EventLoopMailbox]
    private let ticking: [RepeatedTask]

    /// The address that clients reach: with port 0 the one that the system chose.
    var address: Configuration.Address {
        let local = channel.localAddress
        return Configuration.Address(local?.ipAddress ?? "", local?.port ?? 0)
    }

    /// - Throws: when the address cannot be listened on.
    static func start(
        _ address: Configuration.Address, group: MultiThreadedEventLoopGroup, mailboxes: [EventLoopMailbox], security: TransportSecurity,
        service: ConnectionService
    ) async throws -> Listener {
        let quiescing = ServerQuiescingHelper(group: group)
        let admission = Admission(limits: service.limits)
        let most = service.limits.connections + Admission.told + Admission.told
        let unread = service.limits.unreadOctets
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(quiescing.makeServerChannelHandler(channel: channel))
                    try channel.pipeline.syncOperations.addHandler(AcceptGate(limit: most) { error in
                        service.metrics.update { $0.cuts[.descriptors, default: 0] += 1 }
                        service.log.error("cannot accept connections", metadata: ["reason": "\(error)"])
                    })
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .noticingSilentPeers(unreadSeconds: service.limits.unreadSeconds)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1_024, initial: 2_048, maximum: 16_384))
            .childChannelOption(.writeBufferWaterMark, value: .init(low: unread / 4, high: unread))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try configure(channel, admission: admission, mailboxes: mailboxes, security: security, service: service)
                }
            }
            .bind(host: address.host, port: address.port).get()
        return Listener(channel: channel, quiescing: quiescing, service: service, mailboxes: mailboxes)
    }

    private init(channel: any Channel, quiescing: ServerQuiescingHelper, service: ConnectionService, mailboxes: [EventLoopMailbox]) {
        self.channel = channel
        self.quiescing = quiescing
        self.service = service
        self.mailboxes = mailboxes
        let hub = service.hub
        ticking = mailboxes.map { $0.startTicking { hub.head } }
    }

    private static func configure(
        _ channel: any Channel, admission: Admission, mailboxes: [EventLoopMailbox], security: TransportSecurity, service: ConnectionService
    ) throws {
        guard let mailbox = mailboxes.first(where: { $0.eventLoop === channel.eventLoop }) else { return channel.close(promise: nil) }
        let pipeline = channel.pipeline.syncOperations
        switch admission.enter(from: Origin(channel.remoteAddress), at: mailbox) {
        case .welcome(let address, let displaced):
            channel.closeFuture.whenComplete { _ in admission.leave(address.id) }
            service.metrics.update { $0.accepted += 1 }
            displaced?.post(.displaced)
            try pipeline.addHandler(security.makeHandler())
            try pipeline.addHandler(ConnectionHandler(address, remote: channel.remoteAddress, admission: admission, service: service))
        case .full(let text):
            channel.closeFuture.whenComplete { _ in admission.leaveTold() }
            service.metrics.update { $0.cuts[.connections, default: 0] += 1 }
            try pipeline.addHandler(security.makeHandler())
            try pipeline.addHandler(NoRoomHandler(text))
        case .turnedAway:
            service.metrics.update { $0.cuts[.connections, default: 0] += 1 }
            channel.close(promise: nil)
        }
    }

    /// Accepts nobody any more, lets every session answer what was asked and say `BYE`, and returns when all are gone. Those who
    /// do not go in time are cut.
    func drain() async {
        let gone = channel.eventLoop.makePromise(of: Void.self)
        quiescing.initiateShutdown(promise: gone)
        let cutting = channel.eventLoop.scheduleTask(in: .seconds(Int64(service.limits.drainSeconds))) { [mailboxes] in
            for mailbox in mailboxes { mailbox.postToAll(.cut) }
        }
        try? await gone.futureResult.get()
        cutting.cancel()
        for task in ticking { task.cancel() }
    }

    /// Tells every session.
    func announce(_ standing: Standing) {
        for mailbox in mailboxes {
            switch standing.part {
            case .leader: mailbox.postToAll(.session(.leadershipGained(epoch: standing.epoch)))
            case .standby(let leader, let seconds): mailbox.postToAll(.session(.leadershipLost(leader: leader, decidesIn: seconds)))
            }
        }
    }
}
