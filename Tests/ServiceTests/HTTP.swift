import NIOCore
import NIOPosix

@testable import Service

/// The least that reads a page.
enum HTTP {
    /// Status line, headers and body as they came. Asks again when the connection had its time before the request was on its way, as
    /// happens while many tests run.
    static func get(_ address: Configuration.Address, _ path: String, method: String = "GET") async throws -> String {
        for _ in 0..<20 {
            do { return try await getOnce(address, path, method: method) } catch ChannelError.ioOnClosedChannel { continue }
        }
        return try await getOnce(address, path, method: method)
    }

    private static func getOnce(_ address: Configuration.Address, _ path: String, method: String) async throws -> String {
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
