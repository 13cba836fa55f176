import Logging
import NIOCore
import Sessions
import Wire

/// Octets on their way out, and the end.
extension ConnectionHandler {
    /// Octets that are encrypted in one go: TLS keeps as much room for as long as the connection lives. Two records of TLS, with what
    /// it adds to them, fit into 32,768.
    static let piece = 32_000

    /// Writes and flushes what the session has said since the last time; in its place a farewell, when this process may not speak as
    /// the leader any more.
    func flush() {
        guard outgoing.readableBytes > 0 else { return }
        let isOver = service.term.isOver
        if isOver { outgoing = farewell() }
        write()
        if isOver, !isClosing { closeWhenFlushed() }
    }

    /// `BYE 4.7.3`, with who decides if that is known.
    private func farewell() -> ByteBuffer {
        var octets = ByteBuffer()
        let leader: String? = if case .standby(let leader) = service.standing().part { leader } else { nil }
        ServerLine.bye(.standby, text: Session.standbyText(leader)).encode(into: &octets)
        return octets
    }

    private func write() {
        guard let channel else { return }
        var octets = outgoing
        outgoing = ByteBuffer()
        unread.sent(octets.readableBytes)
        let handler = NIOLoopBound(self, eventLoop: channel.eventLoop)
        while octets.readableBytes > 0, let piece = octets.readSlice(length: min(octets.readableBytes, Self.piece)) {
            channel.writeAndFlush(piece).whenComplete { _ in handler.value.unread.taken(piece.readableBytes) }
        }
        if unread.count > service.limits.unreadOctets { cut(.unread) }
    }

    func closeWhenFlushed() {
        isClosing = true
        flush()
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
