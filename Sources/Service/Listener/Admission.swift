import NIOCore
import NIOTLS
import Synchronization
import Wire

/// Counts connections and says who may come in.
final class Admission: Sendable {
    enum Verdict { case welcome, full, turnedAway }

    /// So many at once are told that there is no room; more are closed without a handshake, which costs more than it says.
    static let told = 64

    private let limit: Int
    private let present = Atomic<Int>(0)
    private let numbers = Atomic<UInt64>(0)

    init(limit: Int) { self.limit = limit }

    func enter() -> Verdict {
        let (_, count) = present.add(1, ordering: .relaxed)
        if count <= limit { return .welcome }
        return count <= limit + Admission.told ? .full : .turnedAway
    }

    func leave() { present.subtract(1, ordering: .relaxed) }

    /// A number that no other connection has.
    func nextID() -> UInt64 { numbers.add(1, ordering: .relaxed).newValue }
}

/// Tells a client that there is no room, and closes.
final class FullHouseHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let limit: Int

    init(limit: Int) { self.limit = limit }

    func handlerAdded(context: ChannelHandlerContext) {
        // Who does not even finish the handshake must not hold the place of somebody who would.
        let channel = context.channel
        context.eventLoop.scheduleTask(in: .seconds(Int64(ConnectionService.handshakeSeconds))) { channel.closeWithoutFarewell() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted = event else { return context.fireUserInboundEventTriggered(event) }
        var octets = context.channel.allocator.buffer(capacity: 128)
        let text = "\(limit) clients are connected, which is the limit; try again later"
        ServerLine.bye(.tooManyConnections, text: text).encode(into: &octets)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(octets)).whenComplete { _ in channel.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.channel.closeWithoutFarewell() }
}
