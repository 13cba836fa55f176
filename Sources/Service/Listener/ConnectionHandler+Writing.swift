import Logging
import NIOCore
import Sessions
import Wire

/// Octets on their way out, and the end.
extension ConnectionHandler {
    /// Octets that are encrypted in one go: TLS keeps as much room for as long as the connection lives. Two records of TLS, with what
    /// it adds to them, fit into 32,768.
    static let piece = 32_000

    /// Writes and flushes what the session has said since the last time, if this process may still speak as the leader.
    func flush() {
        guard outgoing.readableBytes > 0 else { return }
        if service.term.isOver { stepDown() }
        write()
    }

    /// This process may not speak as the leader any more: in place of everything that has not left the client is told what has no
    /// answer, with the keys of changes, and who decides if that is known.
    func stepDown() {
        guard !isDeposed else { return }
        isDeposed = true
        let leader: String? = if case .standby(let leader, _) = service.standing().part { leader } else { nil }
        outgoing = session.farewell(unsent: unsent, leader: leader)
        if !isClosing { closeWhenFlushed() }
    }

    private func write() {
        guard let channel, outgoing.readableBytes > 0 else { return }
        var octets = outgoing
        outgoing = ByteBuffer()
        unsent.removeAll(keepingCapacity: true)
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
        let seconds = session.identity == nil ? ConnectionService.strangerCloseSeconds : ConnectionService.closeSeconds
        let deadline = channel.eventLoop.scheduleTask(in: .seconds(seconds)) { handler.value.cut(.farewell) }
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
