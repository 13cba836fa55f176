import NIOCore
import NIOTLS
import Wire

/// Tells a client that there is no room, and closes.
final class NoRoomHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let text: String

    init(_ text: String) { self.text = text }

    func handlerAdded(context: ChannelHandlerContext) {
        // Who does not even finish the handshake must not hold the place of somebody who would.
        let channel = context.channel
        let deadline = context.eventLoop.scheduleTask(in: .seconds(Int64(ConnectionService.handshakeSeconds))) {
            channel.closeWithoutFarewell()
        }
        channel.closeFuture.whenComplete { _ in deadline.cancel() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted = event else { return context.fireUserInboundEventTriggered(event) }
        var octets = context.channel.allocator.buffer(capacity: 128)
        ServerLine.bye(.tooManyConnections, text: text).encode(into: &octets)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(octets)).whenComplete { _ in channel.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.channel.closeWithoutFarewell() }
}
