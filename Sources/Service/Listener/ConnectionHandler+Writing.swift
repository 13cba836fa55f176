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

    /// A piece can make the socket full and free again at once. What the session says to that comes behind the pieces that are left.
    private func write() {
        guard let channel, !isWriting else { return }
        isWriting = true
        let handler = NIOLoopBound(self, eventLoop: channel.eventLoop)
        while outgoing.readableBytes > 0 {
            var octets = outgoing
            outgoing = ByteBuffer()
            unsent.removeAll(keepingCapacity: true)
            unread.sent(octets.readableBytes)
            while let piece = octets.readSlice(length: min(octets.readableBytes, Self.piece)), piece.readableBytes > 0 {
                channel.writeAndFlush(piece).whenComplete { _ in handler.value.unread.taken(piece.readableBytes) }
            }
        }
        isWriting = false
        if closesWhenWritten { closeWhenFlushed() }
    }

    func closeWhenFlushed() {
        isClosing = true
        stopAttending()
        closesWhenWritten = isWriting
        guard !isWriting else { return }
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
        let deadline = channel.eventLoop.scheduleTask(in: .seconds(seconds)) {
            handler.value.cut(handler.value.isUnread ? nil : .farewell)
        }
        channel.closeFuture.whenComplete { _ in deadline.cancel() }
    }

    /// The client has taken nothing for too long: it is told, and has a few seconds to take that after all.
    func leaveUnread(after seconds: Int) {
        guard !isClosing else { return }
        isUnread = true
        service.metrics.update { $0.cuts[.unread, default: 0] += 1 }
        service.log.info("client does not read", metadata: [
            "connection": "\(id)", "address": "\(shownAddress)", "unread": "\(unread.count)", "seconds": "\(seconds)",
        ])
        tell(.unread(seconds: seconds))
    }

    /// Closes without waiting for the client.
    /// - Parameter reason: nil when it has been counted.
    func cut(_ reason: Metrics.Cut?) {
        guard let channel else { return }
        isClosing = true
        stopAttending()
        outgoing = ByteBuffer()
        if let reason { service.metrics.update { $0.cuts[reason, default: 0] += 1 } }
        service.log.info("connection cut", metadata: [
            "connection": "\(id)", "reason": "\((reason ?? (isUnread ? .unread : .crowded)).rawValue)", "unread": "\(unread.count)",
        ])
        channel.closeWithoutFarewell()
    }
}
