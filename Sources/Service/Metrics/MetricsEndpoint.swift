import NIOCore
import NIOHTTP1
import NIOPosix

/// `/metrics` and `/health` in plain HTTP, meant for loopback.
struct MetricsEndpoint: Sendable {
    /// A page as it stands now.
    struct Page: Sendable {
        var status: HTTPResponseStatus
        var type: String
        var text: String
    }

    /// Open at once; more wait to be accepted.
    static let connections = 32
    /// From connecting to the end, whether the page was asked for and taken or not.
    static let lifetime = TimeAmount.seconds(5)
    /// Octets that a request may have; more end the connection.
    static let requestOctets = 8_192

    private let channel: any Channel

    var address: Configuration.Address {
        Configuration.Address(channel.localAddress?.ipAddress ?? "", channel.localAddress?.port ?? 0)
    }

    /// - Parameters:
    ///   - page: the page at a path, nil when there is none.
    ///   - failed: told when a connection cannot be accepted, at most once a second.
    static func start(
        _ address: Configuration.Address, group: MultiThreadedEventLoopGroup, lifetime: TimeAmount = lifetime,
        failed: @escaping @Sendable (any Error) -> Void = { _ in }, page: @escaping @Sendable (String) -> Page?
    ) async throws -> MetricsEndpoint {
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptGate(limit: connections, failed: failed))
                }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RequestLimit(lifetime: lifetime))
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(PageHandler(page: page))
                }
            }
            .bind(host: address.host, port: address.port).get()
        return MetricsEndpoint(channel: channel)
    }

    func stop() async { try? await channel.close() }
}

/// Ends connections that last too long or say too much.
private final class RequestLimit: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let lifetime: TimeAmount
    private var octets = 0

    init(lifetime: TimeAmount) { self.lifetime = lifetime }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        let deadline = context.eventLoop.scheduleTask(in: lifetime) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in deadline.cancel() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        octets += unwrapInboundIn(data).readableBytes
        guard octets <= MetricsEndpoint.requestOctets else { return context.close(promise: nil) }
        context.fireChannelRead(data)
    }
}

/// Answers one request and closes: a scrape every few seconds does not need more.
private final class PageHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let page: @Sendable (String) -> MetricsEndpoint.Page?
    private var head: HTTPRequestHead?

    init(page: @escaping @Sendable (String) -> MetricsEndpoint.Page?) { self.page = page }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end: answer(context)
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let head else { return }
        let path = String(head.uri.prefix { $0 != "?" })
        var found = page(path) ?? .init(status: .notFound, type: "text/plain", text: "there is /metrics and /health\n")
        if head.method != .GET && head.method != .HEAD {
            found = .init(status: .methodNotAllowed, type: "text/plain", text: "only GET and HEAD\n")
        }
        let body = ByteBuffer(string: found.text)
        let headers: HTTPHeaders = [
            "content-type": found.type, "content-length": String(body.readableBytes), "connection": "close", "cache-control": "no-store",
        ]
        let channel = context.channel
        context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: found.status, headers: headers))), promise: nil)
        if head.method != .HEAD { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
