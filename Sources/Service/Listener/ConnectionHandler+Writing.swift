import Logging
import NIOCore
import Wire

/// Octets on their way out, and the end.
extension ConnectionHandler {
    /// Octets that are encrypted in one go: TLS keeps as much room for as long as the connection lives. Two records of TLS, with what
    /// it adds to them, fit into 32,768.
    static let piece = 32_000

    /// Writes and flushes what the session has said since the last time.
    func flush() {
        guard outgoing.readableBytes > 0, let channel else { return }
        if service.term.isOver, !isSilenced { return fallSilent() }
        var octets = outgoing
        outgoing = ByteBuffer()
        unread.sent(octets.readableBytes)
        let handler = NIOLoopBound(self, eventLoop: channel.eventLoop)
        while octets.readableBytes > 0, let piece = octets.readSlice(length: min(octets.readableBytes, Self.piece)) {
            channel.writeAndFlush(piece).whenComplete { _ in handler.value.unread.taken(piece.readableBytes) }
        }
        if unread.count > service.limits.unreadOctets { cut(.unread) }
    }

    /// The lease is over, perhaps since long: what was about to leave may not be true any more, and nothing but the farewell does.
    private func fallSilent() {
        isSilenced = true
        outgoing = ByteBuffer()
        let text = "leader=unknown; this server could not renew its lease, connect again in a few seconds"
        ServerLine.bye(.standby, text: text).encode(into: &outgoing)
        closeWhenFlushed()
    }

    func closeWhenFlushed() {
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
    /// - Parameter reason: nil when it has been counted.
    func cut(_ reason: Metrics.Cut?) {
        guard let channel else { return }
        isClosing = true
        outgoing = ByteBuffer()
        if let reason { service.metrics.update { $0.cuts[reason, default: 0] += 1 } }
        service.log.info("connection cut", metadata: [
            "connection": "\(id)", "reason": "\(reason?.rawValue ?? "crowded")", "unread": "\(unread.count)",
        ])
        channel.closeWithoutFarewell()
    }
}
