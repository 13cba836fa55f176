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

    private let channel: any Channel

    var address: Configuration.Address {
        Configuration.Address(channel.localAddress?.ipAddress ?? "", channel.localAddress?.port ?? 0)
    }

    /// - Parameter page: the page at a path, nil when there is none.
    static func start(
        _ address: Configuration.Address, group: MultiThreadedEventLoopGroup, page: @escaping @Sendable (String) -> Page?
    ) async throws -> MetricsEndpoint {
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(PageHandler(page: page))
                }
            }
            .bind(host: address.host, port: address.port).get()
        return MetricsEndpoint(channel: channel)
    }

    func stop() async { try? await channel.close() }
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
