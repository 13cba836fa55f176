import NIOCore
import NIOPosix
import NIOSSL
import Testing
import Wire

@testable import Client

/// A TLS server that does nothing by itself: the test accepts its connections, reads their lines and says what it answers.
final class ScriptedServer: Sendable {
    private let channel: any Channel
    private let accepted: Inbox<ServerSide>

    private init(channel: any Channel, accepted: Inbox<ServerSide>) {
        self.channel = channel
        self.accepted = accepted
    }

    /// - Parameter name: of its certificate; `stranger` has that of another authority.
    static func start(host: String = "127.0.0.1", certificate name: String = "server") async throws -> ScriptedServer {
        let folder = try TestCertificates.shared.get().folder
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile("\(folder)/\(name).crt").map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: "\(folder)/\(name).key", format: .pem)))
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = [ProtocolVersion.alpn]
        let context = try NIOSSLContext(configuration: configuration)
        let accepted = Inbox<ServerSide>()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let side = ServerSide(channel: channel)
                    try channel.pipeline.syncOperations.addHandlers([NIOSSLServerHandler(context: context), LineReceiver(side.lines)])
                    accepted.put(side)
                }
            }
            .bind(host: host, port: 0).get()
        return ScriptedServer(channel: channel, accepted: accepted)
    }

    var endpoint: Endpoint {
        get throws {
            Endpoint(host: "127.0.0.1", port: channel.localAddress?.port ?? 0, authority: try TestCertificates.shared.get().authority)
        }
    }

    /// The next connection, which asks for a login and is told that another decides.
    func standBy(for leader: String) async throws {
        let side = try await accept()
        side.greet()
        try await side.answer("HELLO", "OK 2.0.0 ready")
        try await side.answer("AUTH", "NO 4.7.3 [STANDBY] leader=\(leader); connect there")
    }

    /// The next connection in the order of their coming.
    func accept() async throws -> ServerSide { try await accepted.take() }

    /// Connections that the test has not accepted.
    var unaccepted: Int { accepted.count }

    /// The next connection, greeted, its HELLO answered and, with a token, its AUTH.
    func welcome(head: Int64 = 10, epoch: Int64 = 7, auth: Bool = false) async throws -> ServerSide {
        let side = try await accept()
        side.greet(epoch: epoch)
        try await side.answer("HELLO", "OK 2.0.0 ready")
        guard auth else { return side }
        let line = try await side.expect("AUTH")
        side.write("\(line.tag) - JOURNAL head=\(head)\r\n\(line.tag) OK 2.2.0 you are requester U12\r\n")
        return side
    }

    func stop() async throws { try await channel.close() }
}

/// The server's end of one connection.
final class ServerSide: Sendable {
    let channel: any Channel
    let lines = Inbox<ClientLine>()

    init(channel: any Channel) { self.channel = channel }

    /// Writes octets as they are.
    func write(_ text: String) { channel.writeAndFlush(ByteBuffer(string: text), promise: nil) }

    func say(_ line: String) { write(line + "\r\n") }

    func greet(epoch: Int64 = 7) { say("* HELLO tbp/1 server=\"test/1\" epoch=\(epoch) auth=(TOKEN)") }

    /// The next line, which must be of this command.
    @discardableResult
    func expect(_ command: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> ClientLine {
        let line = try await lines.take()
        #expect(line.command == command, sourceLocation: sourceLocation)
        return line
    }

    /// Reads the next line and gives it its final reply.
    @discardableResult
    func answer(_ command: String, _ final: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> ClientLine {
        let line = try await expect(command, sourceLocation: sourceLocation)
        say("\(line.tag) \(final)")
        return line
    }

    func close() async { try? await channel.close() }
}

/// Reads lines off the connection.
private final class LineReceiver: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let lines: Inbox<ClientLine>
    private var framer = Framer()

    init(_ lines: Inbox<ClientLine>) { self.lines = lines }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var octets = unwrapInboundIn(data)
        framer.append(&octets)
        while case .line(let line)? = framer.next() {
            if let line = try? ClientLine.parse(line) { lines.put(line) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) { lines.end() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
