import NIOCore
import NIOPosix

@testable import Service

/// The least that reads a page.
enum HTTP {
    /// Status line, headers and body as they came.
    static func get(_ address: Configuration.Address, _ path: String, method: String = "GET") async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: address.host, port: address.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: "\(method) \(path) HTTP/1.1\r\nhost: test\r\n\r\n"))
            var text = ""
            for try await octets in inbound { text += String(buffer: octets) }
            return text
        }
    }
}
