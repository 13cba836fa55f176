import NIOCore
import Testing
import Wire

@testable import Client

/// One connection: answers by tag, pushes between them, and every way in which it can go wrong.
@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
    /// Opens a connection while the server greets it.
    private func open(
        _ server: ScriptedServer, onPush: @escaping @Sendable (Push) -> Void = { _ in },
        onClose: @escaping @Sendable (ClientError) -> Void = { _ in }
    ) async throws -> (Connection, ServerSide) {
        async let connection = Connection.open(server.endpoint, onPush: onPush, onClose: onClose)
        let side = try await server.accept()
        side.greet(epoch: 7)
        return (try await connection, side)
    }

    @Test func `who wants to see an answer sees it before what comes behind it`() async throws {
        let server = try await ScriptedServer.start()
        let order = Inbox<String>()
        async let opening = Connection.open(try server.endpoint, onPush: { _ in order.put("push") })
        let side = try await server.accept()
        side.greet()
        let connection = try await opening
        for number in 1...50 {
            let answer = connection.send("SUBSCRIBE", onAnswer: { _ in order.put("answer") })
            let line = try await side.expect("SUBSCRIBE")
            side.write("\(line.tag) OK 2.0.0 main\r\n* EV \(number) OFFER-MADE O81\r\n")
            _ = try await answer.get()
            #expect(try await order.take() == "answer")
            #expect(try await order.take() == "push")
        }
        connection.close()
    }

    @Test func `the greeting tells the epoch`() async throws {
        let server = try await ScriptedServer.start()
        let (connection, _) = try await open(server)
        #expect(connection.greetingNumber("epoch") == 7)
        #expect(connection.greetingNumber("server") == nil)
    }

    @Test func `pipelined commands get their own rows and replies in whatever order these come`() async throws {
        let server = try await ScriptedServer.start()
        let (connection, side) = try await open(server)
        let futures = ["R1", "R2", "R3"].map { connection.send("SHOW", [Parameter(value: Value($0))]) }
        var lines: [ClientLine] = []
        for _ in futures { lines.append(try await side.expect("SHOW")) }
        #expect(Set(lines.map(\.tag)).count == 3)
        for line in lines.reversed() {
            let request = try #require(line.positional.first?.text)
            side.say("\(line.tag) - REQUEST \(request) v=1")
            side.say("\(line.tag) OK 2.3.0 this is \(request)")
        }
        for (future, request) in zip(futures, ["R1", "R2", "R3"]) {
            let answer = try await future.get()
            #expect(answer.rows == [AnswerRow(kind: "REQUEST", params: [Parameter(value: Value(request)), Parameter("v", 1)])])
            #expect(answer.finalText == "OK 2.3.0 this is \(request)")
        }
    }

    @Test func `pushes between replies are handed on in order, however the octets are cut`() async throws {
        let server = try await ScriptedServer.start()
        let pushes = Inbox<Push>()
        let (connection, side) = try await open(server, onPush: { pushes.put($0) })
        let future = connection.send("PING")
        let ping = try await side.expect("PING")
        let words = "* EV 1041 OFFER-MADE O81 request=R17\r\n\(ping.tag) OK 2.0.0 here\r\n* HEAD 1041\r\n* EV 1042 OFFER-EXPIRED O81\r\n"
        for character in words { side.write(String(character)) }
        #expect(try await future.get().text == "here")
        let made = AnswerRow(kind: "OFFER-MADE", params: [Parameter(value: "O81"), Parameter("request", "R17")])
        #expect(try await pushes.take() == .event(seq: 1041, made))
        #expect(try await pushes.take() == .head(1041))
        #expect(try await pushes.take() == .event(seq: 1042, AnswerRow(kind: "OFFER-EXPIRED", params: [Parameter(value: "O81")])))
    }

    @Test func `a farewell fails what is unanswered with its status, and ends the connection once`() async throws {
        let server = try await ScriptedServer.start()
        let ends = Inbox<ClientError>()
        let (connection, side) = try await open(server, onClose: { ends.put($0) })
        let future = connection.send("BOARD")
        try await side.expect("BOARD")
        side.say("* BYE 4.6.4 [IDLE] nothing was heard for 600 seconds")
        let bye = ClientError.bye(.idle, "nothing was heard for 600 seconds")
        #expect(await clientError { try await future.get() } == bye)
        #expect(try await ends.take() == bye)
        #expect(!connection.isOpen)
        #expect(await clientError { try await connection.perform("PING") } == bye)
    }

    @Test(arguments: [
        "what is this", "* NONSENSE 1", "1 MAYBE 2.0.0 done", "77 OK 2.0.0 nobody asked", "77 - REQUEST R17", "* HELLO http/1",
        "* EV x KIND",
    ])
    func `what is not the protocol ends the connection and says what came`(line: String) async throws {
        let server = try await ScriptedServer.start()
        let ends = Inbox<ClientError>()
        let (connection, side) = try await open(server, onClose: { ends.put($0) })
        side.say(line)
        let end = try await ends.take()
        guard case .protocolViolation(let text) = end else {
            Issue.record("\(end)")
            return
        }
        #expect(text.contains(":\(try server.endpoint.port) sent"))
        #expect(await clientError { try await connection.perform("PING") } == end)
    }

    @Test func `nothing is handed on after the end`() async throws {
        let server = try await ScriptedServer.start()
        let happenings = Inbox<String>()
        let (connection, side) = try await open(
            server, onPush: { push in happenings.put("\(push)") }, onClose: { _ in happenings.put("end") })
        side.write("* HEAD 1\r\n* BYE 4.7.2 [SHUTTING-DOWN] soon back\r\n* HEAD 2\r\n")
        #expect(try await happenings.take() == "\(Push.head(1))")
        #expect(try await happenings.take() == "end")
        // Refused on the event loop, so after all that came in one packet was read.
        await #expect(throws: ClientError.self) { try await connection.perform("PING") }
        happenings.end()
        await #expect(throws: Inbox<String>.Ended.self) { try await happenings.take() }
    }

    @Test func `a command that breaks the grammar is not sent and hurts nobody else`() async throws {
        let server = try await ScriptedServer.start()
        let (connection, side) = try await open(server)
        let error = await clientError { try await connection.perform("NO SUCH") }
        guard case .cannotSend? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        async let answer = connection.perform("PING")
        try await side.answer("PING", "OK 2.0.0 here")
        #expect(try await answer.isDone)
    }

    @Test func `a certificate of another authority is not trusted, and the text names the file`() async throws {
        let server = try await ScriptedServer.start()
        var endpoint = try server.endpoint
        endpoint.authority = try TestCertificates.shared.get().otherAuthority
        let error = await clientError { [endpoint] in try await Connection.open(endpoint) }
        guard case .cannotTrust(let text)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains("is not signed by") && text.contains("other.crt"))
    }

    @Test func `a certificate for another name is not trusted`() async throws {
        // On Linux all of 127/8 is this machine, and the certificate holds only the first of them.
        let server = try await ScriptedServer.start(host: "127.0.0.2")
        var endpoint = try server.endpoint
        endpoint.host = "127.0.0.2"
        let error = await clientError { [endpoint] in try await Connection.open(endpoint) }
        guard case .cannotTrust(let text)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text
            == "the certificate of \(endpoint.place) is for another name than 127.0.0.2; name the server as its certificate does "
            + "(connect: --server NAME:PORT)")
    }

    @Test func `files that are absent are named before anybody is connected to`() async throws {
        let files = try TestCertificates.shared.get()
        let absent = files.folder + "/absent.pem"
        for endpoint in [
            Endpoint(port: 1, authority: absent), Endpoint(port: 1, certificate: (absent, files.key)),
            Endpoint(port: 1, certificate: (files.certificate, absent)),
        ] {
            guard case .cannotTrust(let text)? = await clientError(of: { try await Connection.open(endpoint) }) else {
                Issue.record("no error")
                return
            }
            #expect(text.contains(absent))
        }
    }

    @Test func `a host of several addresses is reached at the one that answers`() async throws {
        let server = try await ScriptedServer.start()
        let files = try TestCertificates.shared.get()
        let endpoint = Endpoint(host: "localhost", port: try server.endpoint.port, authority: files.authority)
        async let opening = Connection.open(endpoint)
        let side = try await server.accept()
        side.greet()
        let connection = try await opening
        async let answer = connection.perform("PING")
        try await side.answer("PING", "OK 2.0.0 here")
        #expect(try await answer.isDone)
    }

    @Test func `where nobody listens the text asks whether the server runs`() async throws {
        let server = try await ScriptedServer.start()
        let endpoint = try server.endpoint
        try await server.stop()
        guard case .cannotConnect(let text)? = await clientError(of: { try await Connection.open(endpoint) }) else {
            Issue.record("no error")
            return
        }
        #expect(text == "cannot connect to 127.0.0.1:\(endpoint.port): Connection refused; is the server running, and the port right?")
    }

    @Test func `goodbye is said and the server's closing awaited`() async throws {
        let server = try await ScriptedServer.start()
        let (connection, side) = try await open(server)
        async let left: Void = connection.quit()
        try await side.answer("QUIT", "OK 2.0.0 until next time")
        side.say("* BYE 2.0.0 until next time")
        await side.close()
        await left
        #expect(!connection.isOpen)
    }
}
