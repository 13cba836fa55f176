import Foundation
import Glibc
import Logging
import NIOCore
import NIOEmbedded
import NIOPosix
import Synchronization
import Testing

@testable import Service

/// Who gets in, for how long without saying who they are, and what they can hold.
@Suite struct EntranceTests {
    @Test func whoDoesNotLogInIsGoneAfterTheTimeForIt() async throws {
        try await TestServer.with(strangerSeconds: 8) { server in
            let talker = try await server.connect()
            let admin = try await server.administrator()
            var number = 0
            while talker.channel.isActive, number < 120 {
                number += 1
                talker.send("p\(number) PING\r\n")
                _ = try await admin.ask("a", "WHOAMI")
                try await Task.sleep(for: .milliseconds(500))
            }
            #expect(try await talker.line("* BYE").hasPrefix("* BYE 4.6.4 [IDLE] nobody has logged in for 8 seconds"))
            #expect(try await admin.ask("b", "WHOAMI").hasPrefix("b OK"))
        }
    }

    @Test func strangersCrowdOutEachOtherAndNobodyElse() async throws {
        var limits = Configuration.Limits()
        limits.connections = 64
        try await TestServer.with(limits: limits) { server in
            let admin = try await server.administrator()
            var strangers: [TestClient] = []
            for _ in 0..<limits.strangers {
                strangers.append(try await server.connect())
                _ = try await strangers.last?.line("* HELLO")
            }
            // All their places are taken: somebody who logs in gets one nevertheless, and the first of them has to go.
            let late = try await server.administrator()
            #expect(try await strangers[0].line("* BYE").hasPrefix("* BYE 4.6.5 [TOO-MANY-CONNECTIONS]"))
            #expect(try await strangers[1].ask("p", "PING").hasPrefix("p OK"))
            #expect(try await late.ask("w", "WHOAMI").hasPrefix("w OK"))
            #expect(try await admin.ask("w", "WHOAMI").hasPrefix("w OK"))
            #expect(try await server.page("/metrics").contains("tolkbrug_connections_cut_total{reason=\"crowded\"} 1"))
        }
    }

    @Test func aUserHasSoManyConnectionsAndNoMore() async throws {
        var limits = Configuration.Limits()
        limits.connectionsPerUser = 2
        try await TestServer.with(limits: limits) { server in
            let first = try await server.administrator()
            let second = try await server.administrator()
            let third = try await server.connect()
            third.send("a AUTH TOKEN \(try server.token)\r\n")
            #expect(try await third.line("* BYE") ==
                "* BYE 4.6.5 [TOO-MANY-CONNECTIONS] U1 has 2 connections, which is the limit; close some, then try again")
            #expect(try await second.ask("w", "WHOAMI").hasPrefix("w OK"))
            first.close()
            #expect(try await Fixtures.eventually {
                let fourth = try await server.connect()
                defer { fourth.close() }
                fourth.send("a AUTH TOKEN \(try server.token)\r\n")
                _ = try await fourth.next()
                // Whoever is let in is told the last event first.
                return try await fourth.next().hasPrefix("a - JOURNAL")
            })
        }
    }

    @Test func anAddressHasSoManyConnectionsAndNoMore() async throws {
        var limits = Configuration.Limits()
        limits.connectionsPerAddress = 2
        try await TestServer.with(limits: limits) { server in
            let first = try await server.administrator()
            let second = try await server.connect()
            _ = try await second.line("* HELLO")
            let third = try await server.connect()
            #expect(try await third.line("*").hasPrefix("* BYE 4.6.5 [TOO-MANY-CONNECTIONS] 2 clients are connected from 127.0.0.1"))
            #expect(try await first.ask("w", "WHOAMI").hasPrefix("w OK"))
        }
    }

    @Test func eachLoginAndEachFailureIsOneLineOfTheLogWithTheAddressAndWithoutTheToken() async throws {
        let lines = LogLines()
        let (wrong, right) = try await TestServer.with(log: lines.logger) { server in
            let client = try await server.connect()
            let wrong = "tb_" + String(repeating: "A", count: 43)
            #expect(try await client.ask("a", "AUTH TOKEN \(wrong)").hasPrefix("a NO 5.2.1"))
            #expect(try await client.ask("b", "AUTH EXTERNAL").hasPrefix("b NO 5.2.1"))
            #expect(try await client.ask("c", "AUTH TOKEN \(try server.token)").hasPrefix("c OK"))
            return (wrong, try server.token)
        }
        let failures = lines.all.filter { $0.hasPrefix("login failed ") }
        #expect(failures.count == 2)
        #expect(failures.allSatisfy { $0.contains("address=127.0.0.1") && $0.contains("status=5.2.1") })
        let logins = lines.all.filter { $0.hasPrefix("login ") && !$0.hasPrefix("login failed") }
        #expect(logins.count == 1)
        #expect(logins.allSatisfy { $0.contains("address=127.0.0.1") && $0.contains("user=U1") && $0.contains("credential=K1") })
        #expect(!lines.all.contains { $0.contains(wrong) || $0.contains(right) })
    }

    @Test func failuresMakeAnAddressWaitLongerAndLonger() {
        let failed = FailedLogins()
        let begin = ContinuousClock.now
        let here = Origin(try? SocketAddress(ipAddress: "192.0.2.1", port: 1))
        let there = Origin(try? SocketAddress(ipAddress: "192.0.2.2", port: 1))
        let waits = (1...8).map { failed.delay(from: here, showing: "\($0)", at: begin) }
        #expect(waits == [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000].map { Duration.milliseconds($0) })
        #expect(failed.delay(from: there, showing: "other", at: begin) == .milliseconds(100))
        // The same credential is slow from everywhere.
        #expect(failed.delay(from: there, showing: "8", at: begin) == .milliseconds(200))
        // Half is forgotten each minute: 8, 4, 2, 1, and one more.
        #expect(failed.delay(from: here, showing: "9", at: begin + .seconds(180)) == .milliseconds(200))
        // What is remembered has an end.
        for number in 0..<10_000 { _ = failed.delay(from: here, showing: "x\(number)", at: begin + .seconds(200)) }
        #expect(failed.count <= FailedLogins.remembered)
    }

    @Test func aNetworkOfIPv6CountsAsOne() throws {
        #expect(Origin(try SocketAddress(ipAddress: "192.0.2.7", port: 5)).description == "192.0.2.7")
        #expect(Origin(try SocketAddress(ipAddress: "2001:db8:0:1:aaaa::1", port: 5)).description == "2001:db8:0:1::/64")
        let neighbours = try ["2001:db8:0:1::1", "2001:db8:0:1:f::"].map { Origin(try SocketAddress(ipAddress: $0, port: 5)) }
        #expect(neighbours[0] == neighbours[1])
        #expect(Origin(try SocketAddress(ipAddress: "::ffff:192.0.2.7", port: 5)).description == "192.0.2.7")
        #expect(Origin(nil).description == "unknown")
    }

    @Test(.enabled(if: ServerProcess.executable != nil, "the executable tolkbrug is not built; swift build --product tolkbrug"))
    func whenTheSystemAllowsFewFilesSomeAreKeptForTheDatabaseAndTheMetrics() async throws {
        try await TestServer.withDatabase { url in
            let folder = try Fixtures.folder()
            let process = try await ServerProcess.start(database: url, data: folder.path, descriptors: Descriptors.kept + 8)
            defer { process.kill() }
            try await process.wait(for: "leader")
            #expect(process.output.contains("connections=8"))
            let token = try folder.token
            let authority = folder.path + "/certificates/ca.crt"
            let admin = try await TestClient.connect(process.clients, authority: authority)
            #expect(try await admin.ask("l", "AUTH TOKEN \(token)").hasPrefix("l OK"))
            // More than the process may have files: some are served, some told, the others wait to be accepted.
            var crowd: [any Channel] = []
            for _ in 0..<300 {
                crowd.append(try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .connect(host: process.clients.host, port: process.clients.port).get())
            }
            #expect(try await admin.ask("a", "ORGANISATION add name=\"School\" sector=education place=12025 key=a").hasPrefix("a OK"))
            #expect(try await HTTP.get(process.metrics, "/metrics").contains("tolkbrug_connections_cut_total{reason=\"descriptors\"} 0"))
            for channel in crowd { channel.close(promise: nil) }
        }
    }

    @Test func withoutADescriptorNothingIsAcceptedForASecond() throws {
        let channel = EmbeddedChannel()
        let reads = ReadCounter()
        let failures = Mutex(0)
        try channel.pipeline.syncOperations.addHandlers([reads, AcceptGate(limit: 2) { _ in failures.withLock { $0 += 1 } }])
        channel.pipeline.read()
        #expect(reads.count == 1)
        for _ in 1...100 {
            channel.pipeline.fireErrorCaught(IOError(errnoCode: EMFILE, reason: "accept"))
            channel.pipeline.read()
        }
        #expect(reads.count == 1)
        #expect(failures.withLock { $0 } == 1)
        channel.embeddedEventLoop.advanceTime(by: AcceptGate.pause)
        #expect(reads.count == 2)
    }

    @Test func noMoreAreAcceptedThanMayBeOpen() throws {
        let channel = EmbeddedChannel()
        let reads = ReadCounter()
        try channel.pipeline.syncOperations.addHandlers([reads, AcceptGate(limit: 2) { _ in }])
        let accepted = [EmbeddedChannel(), EmbeddedChannel()]
        for child in accepted {
            channel.pipeline.syncOperations.fireChannelRead(NIOAny(child as any Channel))
            channel.pipeline.read()
        }
        #expect(reads.count == 1)
        accepted[0].close(promise: nil)
        accepted[0].embeddedEventLoop.run()
        channel.embeddedEventLoop.run()
        #expect(reads.count == 2)
    }

    @Test func theMetricsPortCannotBeHeld() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let endpoint = try await MetricsEndpoint.start(.init("127.0.0.1", 0), group: group, lifetime: .milliseconds(300)) { _ in
            .init(status: .ok, type: "text/plain", text: "here\n")
        }
        func connect() async throws -> any Channel {
            try await ClientBootstrap(group: group).connect(host: endpoint.address.host, port: endpoint.address.port).get()
        }
        // Silent ones, and one that never ends its request.
        var silent: [any Channel] = []
        for _ in 0..<MetricsEndpoint.connections { silent.append(try await connect()) }
        // On a busy machine its own time may run out before it is answered.
        #expect(try await Fixtures.eventually { (try? await HTTP.get(endpoint.address, "/metrics"))?.hasSuffix("here\n") ?? false })
        let talker = try await connect()
        talker.writeAndFlush(ByteBuffer(string: "GET / HTTP/1.1\r\nx: " + String(repeating: "x", count: 9_000)), promise: nil)
        #expect(try await Fixtures.eventually { !talker.isActive && silent.allSatisfy { !$0.isActive } })
        await endpoint.stop()
    }
}

/// Counts the reads that reach the socket.
private final class ReadCounter: ChannelOutboundHandler {
    typealias OutboundIn = Never
    var count = 0

    func read(context: ChannelHandlerContext) {
        count += 1
        context.read()
    }
}

/// Keeps what is logged.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(lines: self) }
        logger.logLevel = .info
        return logger
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata = Logger.Metadata()
        var logLevel = Logger.Level.info
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
            lines.lines.withLock { $0.append("\(event.message)\(values)") }
        }
    }

    @Test func `whoever has said goodbye is not there any more, although the connection is open for some seconds`() async throws {
        try await TestServer.with { server in
            let registrar = Registrar(try await server.administrator())
            let school = try await registrar.school(server)
            let tolk = try await registrar.people(server).tolk
            #expect(try await tolk.ask("d", "ONDUTY key=d").hasPrefix("d OK"))
            // The client does not hear that the server closes, and closes nothing itself.
            try await tolk.channel.setOption(.autoRead, value: false).get()
            tolk.send("q QUIT\r\n")
            #expect(try await Fixtures.eventually { try await server.page("/metrics").contains("verb=\"QUIT\"") })
            let reply = try await school.ask("s", "SUBMIT language=ti complexity=practical minutes=15 start=now key=s")
            #expect(reply.hasPrefix("s OK 2.4.2 [NOBODY-YET] request R1 is offered, but nobody who is asked is connected now"), "\(reply)")
        }
    }

    /// What it does to a silent peer takes the system a minute and more: it is tried by hand, with a network that falls silent.
    @Test func `the system gives up whoever acknowledges nothing a quarter of a minute after the time for reading`() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let (accepted, continuation) = AsyncStream.makeStream(of: Int.self)
        let listener = try await ServerBootstrap(group: group).noticingSilentPeers(unreadSeconds: 60)
            .childChannelInitializer { channel in
                channel.getOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_USER_TIMEOUT))).map { continuation.yield(Int($0)) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let address = try #require(listener.localAddress)
        let client = try await ClientBootstrap(group: group).connect(to: address).get()
        var answers = accepted.makeAsyncIterator()
        #expect(await answers.next() == 75_000)
        try await client.close()
        try await listener.close()
    }
}
