import NIOCore

/// In the pipeline of a listening socket: accepts no more while so many connections are open, nor for a second after the system had no
/// descriptor left, instead of trying again at once and for ever.
final class AcceptGate: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias OutboundIn = Never

    /// How long nothing is accepted after a failure.
    static let pause = TimeAmount.seconds(1)

    private let limit: Int
    private let failed: (any Error) -> Void
    private var open = 0
    private var isPaused = false
    /// Somebody wanted to read.
    private var isHeld = false

    /// - Parameter failed: told of each failure, at most once a ``pause``.
    init(limit: Int, failed: @escaping (any Error) -> Void) {
        self.limit = limit
        self.failed = failed
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        open += 1
        let gate = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        unwrapInboundIn(data).closeFuture.hop(to: context.eventLoop).whenComplete { _ in
            let (handler, context) = gate.value
            handler.open -= 1
            handler.readIfWanted(context)
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        isHeld = true
        readIfWanted(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is IOError else { return context.fireErrorCaught(error) }
        if !isPaused {
            isPaused = true
            failed(error)
            let gate = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            context.eventLoop.scheduleTask(in: AcceptGate.pause) {
                let (handler, context) = gate.value
                handler.isPaused = false
                handler.readIfWanted(context)
            }
        }
    }

    private func readIfWanted(_ context: ChannelHandlerContext) {
        guard isHeld, !isPaused, open < limit else { return }
        isHeld = false
        context.read()
    }
}
