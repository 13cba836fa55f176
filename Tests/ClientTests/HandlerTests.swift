import NIOCore
import NIOEmbedded
import Testing
import Wire

@testable import Client

/// What depends on time, with time in the test's hands.
@Suite struct HandlerTests {
    /// A handler on a channel without a network, and the greeting it waits for.
    private func conversation(
        isGreeted: Bool = true, onClose: @escaping @Sendable (ClientError) -> Void = { _ in }
    ) throws -> (EmbeddedChannel, ConversationHandler) {
        let channel = EmbeddedChannel()
        let handler = ConversationHandler(
            endpoint: Endpoint(host: "there", port: 1), greeting: channel.eventLoop.makePromise(), onPush: { _ in }, onClose: onClose)
        try channel.pipeline.syncOperations.addHandler(handler)
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
        if isGreeted { try channel.writeInbound(ByteBuffer(string: "* HELLO tbp/1\r\n")) }
        return (channel, handler)
    }

    @Test func `a server that does not greet in time is given up`() throws {
        let (channel, handler) = try conversation(isGreeted: false)
        channel.embeddedEventLoop.advanceTime(by: ConversationHandler.greetingTime - .milliseconds(1))
        #expect(handler.fate.ending == nil)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(handler.fate.ending == .cannotConnect("there:1 has not greeted within 10 seconds; is it a Tolkbrug server?"))
        #expect(throws: ClientError.self) { try handler.greeting.futureResult.wait() }
    }

    @Test func `a greeting stops that clock`() throws {
        let (channel, handler) = try conversation()
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(handler.fate.ending == nil)
        try channel.close().wait()
    }

    @Test func `a server that falls silent is taken for dead`() throws {
        let (channel, handler) = try conversation()
        channel.pipeline.fireUserInboundEventTriggered(IdleStateHandler.IdleStateEvent.read)
        #expect(handler.fate.ending == .connectionLost("nothing was heard of there:1 for 75 seconds"))
    }

    @Test func `a client with nothing to say says PING now and then`() throws {
        let (channel, handler) = try conversation()
        channel.pipeline.fireUserInboundEventTriggered(IdleStateHandler.IdleStateEvent.write)
        channel.embeddedEventLoop.run()
        let sent = try #require(try channel.readOutbound(as: ByteBuffer.self))
        #expect(String(buffer: sent) == "1 PING\r\n")
        try channel.writeInbound(ByteBuffer(string: "1 OK 2.0.0 here\r\n"))
        #expect(handler.fate.ending == nil)
        try channel.close().wait()
    }

    @Test func `commands given in one go share a packet`() throws {
        let (channel, handler) = try conversation()
        for _ in 1...3 { handler.send("PING", [], within: .seconds(30), channel.eventLoop.makePromise()) }
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        channel.embeddedEventLoop.run()
        for tag in 1...3 { #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(string: "\(tag) PING\r\n")) }
        try channel.close().wait()
    }

    @Test func `an answer that does not come in time ends the connection, and the error names command, key and seconds`() throws {
        let (channel, handler) = try conversation()
        let (first, second) = (channel.eventLoop.makePromise(of: Answer.self), channel.eventLoop.makePromise(of: Answer.self))
        handler.send("PING", [], within: .seconds(30), first)
        channel.embeddedEventLoop.advanceTime(by: .seconds(20))
        handler.send("SUBMIT", [Parameter("key", "k1")], within: .seconds(30), second)
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        try channel.writeInbound(ByteBuffer(string: "1 OK 2.0.0 here\r\n"))
        #expect(try first.futureResult.wait().isDone)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(20_999))
        #expect(handler.fate.ending == nil)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        let late = ClientError.connectionLost("there:1 has not answered SUBMIT key=k1 within 30 seconds, and the connection was given up")
        try #require(handler.fate.ending == late)
        #expect(throws: late) { try second.futureResult.wait() }
    }

    @Test func `what waits behind a slower command has its time too`() throws {
        let (channel, handler) = try conversation()
        handler.send("AUDIT", [], within: .seconds(900), channel.eventLoop.makePromise())
        handler.send("PING", [], within: .seconds(30), channel.eventLoop.makePromise())
        channel.embeddedEventLoop.advanceTime(by: .seconds(899))
        try channel.writeInbound(ByteBuffer(string: "1 OK 2.0.0 intact\r\n2 OK 2.0.0 here\r\n"))
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(handler.fate.ending == nil)
        try channel.close().wait()
    }
}
