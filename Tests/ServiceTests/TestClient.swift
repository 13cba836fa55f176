import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

@testable import Service

/// A client that speaks lines over TLS and knows nothing else.
final class TestClient: Sendable {
    struct Closed: Error {}
    struct TooLate: Error { let waitedFor: String }

    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    let channel: any Channel
    private let lines: Lines

    /// - Parameters:
    ///   - authority: the CA's file.
    ///   - certificate: to log in with.
    ///   - maximum: the highest version of TLS that the client speaks.
    ///   - protocols: offered by ALPN.
    static func connect(
        _ address: Configuration.Address, authority: String, certificate: DevelopmentCertificates.ClientFiles? = nil,
        maximum: TLSVersion? = nil, protocols: [String] = ["tbp/1"]
    ) async throws -> TestClient {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(authority)
        configuration.applicationProtocols = protocols
        configuration.maximumTLSVersion = maximum
        if let certificate {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate.certificate).map { .certificate($0) }
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: certificate.key, format: .pem))
        }
        let context = try NIOSSLContext(configuration: configuration)
        let lines = Lines()
        let channel = try await ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    try channel.pipeline.syncOperations.addHandler(LineCollector(lines))
                }
            }
            .connect(host: address.host, port: address.port).get()
        return TestClient(channel, lines)
    }

    private init(_ channel: any Channel, _ lines: Lines) {
        self.channel = channel
        self.lines = lines
    }

    /// The server's certificate, as the handshake showed it.
    func serverCertificate() async throws -> String? { try await channel.nioSSL_peerCertificate().get()?.digest }

    func send(_ text: String) { channel.writeAndFlush(ByteBuffer(string: text), promise: nil) }

    /// The next line.
    /// - Throws: `Closed` at the end of the connection, `TooLate` after 30,000 looks, a millisecond and more apart.
    func next() async throws -> String {
        for _ in 0..<30_000 {
            if let line = try lines.take() { return line }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw TooLate(waitedFor: "a line")
    }

    /// Reads on until a line begins with `start`, and returns it.
    func line(_ start: String) async throws -> String {
        while true {
            let line = try await next()
            if line.hasPrefix(start) { return line }
        }
    }

    /// Sends one command and returns its final reply.
    func ask(_ tag: String, _ command: String) async throws -> String {
        send("\(tag) \(command)\r\n")
        while true {
            let line = try await next()
            if line.hasPrefix("\(tag) "), !line.hasPrefix("\(tag) - ") { return line }
        }
    }

    /// Whether the server has closed the connection, within half a minute.
    func isClosed() async throws -> Bool { try await Fixtures.eventually { !channel.isActive } }

    func close() { channel.close(promise: nil) }
}

/// Lines that came and were not taken yet.
private final class Lines: Sendable {
    private struct State { var ready: [String] = []; var position = 0; var isClosed = false }
    private let state = Mutex(State())

    func add(_ line: String) { state.withLock { $0.ready.append(line) } }
    func end() { state.withLock { $0.isClosed = true } }

    func take() throws -> String? {
        try state.withLock { state in
            guard state.position < state.ready.count else {
                if state.isClosed { throw TestClient.Closed() }
                return nil
            }
            state.position += 1
            return state.ready[state.position - 1]
        }
    }
}

private final class LineCollector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let lines: Lines
    private var pending: [UInt8] = []

    init(_ lines: Lines) { self.lines = lines }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        pending += unwrapInboundIn(data).readableBytesView
        var start = 0
        while let end = pending[start...].firstIndex(of: 0x0A) {
            let line = pending[start..<end]
            lines.add(String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self))
            start = end + 1
        }
        pending.removeFirst(start)
    }

    func channelInactive(context: ChannelHandlerContext) { lines.end() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        lines.end()
        context.close(promise: nil)
    }
}
