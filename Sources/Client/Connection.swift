import NIOCore
import NIOPosix
import NIOSSL
import Wire

/// One TLS connection to a server: commands go out pipelined, answers come back by tag, pushes are handed on.
///
/// It lasts until the server or ``close()`` ends it; ``Client`` is the one that connects again.
public final class Connection: Sendable {
    /// How long a server has to answer `QUIT`.
    private static let farewellTime = TimeAmount.seconds(2)

    private let channel: any Channel
    private let handler: NIOLoopBound<ConversationHandler>
    private let fate: Fate
    /// What the greeting said: server, epoch, ways to log in.
    public let greeting: [Parameter]

    private init(channel: any Channel, handler: NIOLoopBound<ConversationHandler>, fate: Fate, greeting: [Parameter]) {
        self.channel = channel
        self.handler = handler
        self.fate = fate
        self.greeting = greeting
    }

    /// Connects, shakes hands and waits for the greeting.
    ///
    /// - Parameters:
    ///   - onPush: called on the connection's event loop for each push, in order; must not block. Nothing comes after `onClose`.
    ///   - onClose: called once when the connection, greeted, has ended, with the reason.
    /// - Throws: ``ClientError``.
    public static func open(
        _ endpoint: Endpoint, on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        onPush: @escaping @Sendable (Push) -> Void = { _ in }, onClose: @escaping @Sendable (ClientError) -> Void = { _ in }
    ) async throws -> Connection {
        let context = try endpoint.tls()
        let loop = group.next()
        do {
            // All of it on the loop: looked up by this thread, which may be slow, the handler of a handshake that has failed would be gone,
            // and with it the reason.
            let opened = loop.flatSubmit {
                bootstrap(endpoint, context, on: loop, onPush: onPush, onClose: onClose)
                    .connect(host: endpoint.host, port: endpoint.port).flatMapThrowing { channel in
                        let handler = try channel.pipeline.syncOperations.handler(type: ConversationHandler.self)
                        return (channel, NIOLoopBound(handler, eventLoop: loop), handler.fate, handler.greeting.futureResult)
                    }
            }
            let (channel, handler, fate, greeting) = try await opened.get()
            return Connection(channel: channel, handler: handler, fate: fate, greeting: try await greeting.get())
        } catch {
            throw ClientError(error, at: endpoint, isGreeted: false)
        }
    }

    private static func bootstrap(
        _ endpoint: Endpoint, _ context: NIOSSLContext, on loop: any EventLoop, onPush: @escaping @Sendable (Push) -> Void,
        onClose: @escaping @Sendable (ClientError) -> Void
    ) -> ClientBootstrap {
        ClientBootstrap(group: loop)
            .connectTimeout(.seconds(10))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                // Called for each address of the host that is tried.
                channel.eventLoop.makeCompletedFuture {
                    // An address has no name to check by SNI.
                    let isAddress = (try? SocketAddress(ipAddress: endpoint.host, port: 0)) != nil
                    let handlers = channel.pipeline.syncOperations
                    try handlers.addHandler(NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : endpoint.host))
                    try handlers.addHandler(
                        IdleStateHandler(readTimeout: ConversationHandler.longestSilence, writeTimeout: ConversationHandler.pingAfter))
                    try handlers.addHandler(
                        ConversationHandler(
                            endpoint: endpoint, greeting: channel.eventLoop.makePromise(), onPush: onPush, onClose: onClose))
                }
            }
    }

    /// Whether commands can still be sent.
    public var isOpen: Bool { fate.ending == nil }

    /// Sends a command; the future is the whole reply, and fails with a ``ClientError``.
    ///
    /// - Parameter time: how long the answer may take, 30 seconds when left out. Then the connection is given up, and everything that
    ///   waits on it fails with `connectionLost`: whether it was done is not known; with a key, `OUTCOME` tells.
    /// - Parameter onAnswer: called on the connection's event loop before anything behind the answer is read; must not block.
    public func send(
        _ command: String, _ params: [Parameter] = [], within time: Duration? = nil, onAnswer: (@Sendable (Answer) -> Void)? = nil
    ) -> EventLoopFuture<Answer> {
        let promise = channel.eventLoop.makePromise(of: Answer.self)
        // Before it is sent: the answer may be quicker than this thread.
        if let onAnswer { promise.futureResult.whenSuccess(onAnswer) }
        let time = time.map { TimeAmount($0) } ?? ConversationHandler.answerTime
        onLoop { $0.send(command, params, within: time, promise) }
        return promise.futureResult
    }

    /// Sends a command and waits for its reply, as long as ``send(_:_:within:)`` says.
    public func perform(_ command: String, _ params: [Parameter] = [], within time: Duration? = nil) async throws -> Answer {
        try await send(command, params, within: time).get()
    }

    /// Ends the connection at once; unanswered commands fail.
    public func close() {
        onLoop { $0.leave() }
    }

    /// Says `QUIT` and waits until the server has answered everything and closed, or two seconds.
    public func quit() async {
        _ = send("QUIT")
        let deadline = channel.eventLoop.scheduleTask(in: Self.farewellTime) { [channel] in channel.close(promise: nil) }
        try? await channel.closeFuture.get()
        deadline.cancel()
    }

    /// The greeting's number, for instance `epoch`.
    public func greetingNumber(_ key: String) -> Int64? { greeting.value(key)?.text.flatMap { Int64($0) } }

    /// Calls from one thread keep their order.
    private func onLoop(_ body: @escaping @Sendable (ConversationHandler) -> Void) {
        let handler = self.handler
        if channel.eventLoop.inEventLoop {
            body(handler.value)
        } else {
            channel.eventLoop.execute { body(handler.value) }
        }
    }
}
