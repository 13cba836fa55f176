import Glibc
import NIOCore
import NIOSSL
import Testing
import Wire

@testable import Client

/// What is told of servers that cannot be trusted, reached or named so.
@Suite(.timeLimit(.minutes(1))) struct TrustTests {
    enum Way: CaseIterable { case connecting, asking, subscribing }

    private func use(_ client: Client, _ way: Way) async throws {
        switch way {
        case .connecting: try await client.connect()
        case .asking: _ = try await client.query("BOARD")
        case .subscribing: _ = try await client.subscribe(.init())
        }
    }

    @Test(arguments: Way.allCases)
    func `a leader that cannot be trusted is told at once, with who named it and what to do`(way: Way) async throws {
        let (standby, leader) = (try await ScriptedServer.start(), try await ScriptedServer.start(certificate: "stranger"))
        let client = Client.forTests(try standby.endpoint, token: "tb_x")
        async let error = clientError { try await use(client, way) }
        let place = try leader.endpoint.place
        try await standby.standBy(for: place)
        guard case .cannotTrust(let text)? = await error else { throw Unexpected() }
        let begin = "\(try standby.endpoint.place) says that \(place) decides, and the certificate of \(place) is not signed by "
        #expect(text.hasPrefix(begin) && text.contains("connect: --ca FILE"), "\(text)")
        #expect(standby.unaccepted == 0, "it is not asked again and again")
    }

    @Test func `it is told at once too when another server cannot be reached`() async throws {
        let (standby, leader) = (try await ScriptedServer.start(), try await ScriptedServer.start(certificate: "stranger"))
        let gone = try await ScriptedServer.start()
        let client = Client.forTests(try standby.endpoint, try gone.endpoint, token: "tb_x")
        let absent = try gone.endpoint.place
        try await gone.stop()
        async let error = clientError { try await client.connect() }
        try await standby.standBy(for: try leader.endpoint.place)
        guard case .cannotTrust(let text)? = await error else { throw Unexpected() }
        let begin = "cannot connect to \(absent): Connection refused; \(try standby.endpoint.place) says that "
        let end = "decides, and the certificate of \(try leader.endpoint.place) is not signed by "
        #expect(text.hasPrefix(begin) && text.contains(end), "\(text)")
    }

    @Test func `while a standby may take over from a leader that is gone, whoever connects waits`() async throws {
        let (standby, gone) = (try await ScriptedServer.start(), try await ScriptedServer.start())
        let client = Client.forTests(try standby.endpoint, token: "tb_x")
        let place = try gone.endpoint.place
        try await gone.stop()
        async let connected: Void = client.connect()
        try await standby.standBy(for: place)
        _ = try await standby.welcome(auth: true)
        try await connected
    }

    @Test func `of several servers each is asked once more before it is final, and the distrust is told as it comes`() async throws {
        let (first, second) = (try await ScriptedServer.start(), try await ScriptedServer.start())
        let leader = try await ScriptedServer.start(certificate: "stranger")
        let place = try leader.endpoint.place
        let changes = Inbox<Client.Change>()
        let client = Client.forTests(try first.endpoint, try second.endpoint, token: "tb_x", onChange: { changes.put($0) })
        async let error = clientError { try await client.query("BOARD") }
        try await first.standBy(for: place)
        try await second.standBy(for: place)
        guard case .cannotTrust(let text)? = await error else { throw Unexpected() }
        #expect(text.hasPrefix("\(try second.endpoint.place) says that \(place) decides"), "\(text)")
        guard case .distrusted(.cannotTrust(let told)) = try await changes.take() else { throw Unexpected() }
        #expect(told.hasPrefix("\(try first.endpoint.place) says that \(place) decides"), "\(told)")
        #expect(changes.count == 0)
    }

    @Test func `whoever gives up waiting for the others is told of the one that was not trusted`() async throws {
        let (strange, standby) = (try await ScriptedServer.start(certificate: "stranger"), try await ScriptedServer.start())
        var patience = Client.Patience()
        (patience.firstPause, patience.giveUpAfter) = (0.001, 0)
        let client = Client(endpoints: [try strange.endpoint, try standby.endpoint], token: "tb_x", keyPrefix: "test", patience: patience)
        _ = await clientError { try await client.query("BOARD") }
        async let error = clientError { try await client.query("BOARD") }
        try await standby.standBy(for: "unknown")
        guard case .cannotTrust(let text)? = await error else { throw Unexpected() }
        let begin = "a server answered 4.7.3 [STANDBY]; the certificate of \(try strange.endpoint.place) is not signed by "
        #expect(text.hasPrefix(begin), "\(text)")
    }

    @Test func `of several servers that cannot be reached every one is named`() async throws {
        let gone = [try await ScriptedServer.start(), try await ScriptedServer.start()]
        let places = try gone.map { try $0.endpoint }
        for server in gone { try await server.stop() }
        guard case .cannotConnect(let text)? = await clientError(of: { try await Client.forTests(places[0], places[1]).connect() }) else {
            throw Unexpected()
        }
        let words = places.map { "cannot connect to \($0.place): Connection refused" }.joined(separator: "; ")
        #expect(text == words + "; are the servers running, and the ports right?")
    }

    @Test func `files are named with what is wrong with them and the option for another`() throws {
        let files = try TestCertificates.shared.get()
        func text(_ endpoint: Endpoint) -> String {
            do throws(ClientError) { _ = try endpoint.tls() } catch { return error.description }
            return "it can be used"
        }
        #expect(text(Endpoint(authority: "/no/ca.crt"))
            == "/no/ca.crt cannot be read: No such file or directory; name another file (connect: --ca FILE)")
        #expect(text(Endpoint(authority: files.key))
            == "\(files.key) holds no certificate in PEM form, which begins with -----BEGIN; name another file (connect: --ca FILE)")
        #expect(text(Endpoint(certificate: (files.certificate, "/no/key")))
            == "/no/key cannot be read: No such file or directory; name another file (connect: --key FILE)")
        #expect(text(Endpoint(certificate: (files.certificate, files.certificate))).hasPrefix(
            "\(files.certificate) holds no private key without a passphrase in PEM form"))
        #expect(text(Endpoint(certificate: (files.certificate, files.folder + "/other.key")))
            == "\(files.folder)/other.key is not the key of \(files.certificate), or of a kind that TLS does not take; name files that "
            + "belong together (connect: --certificate, --key)")
    }

    @Test func `a library's names for errors are told in words`() {
        let alert = "error:10000412:SSL routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE at tls_record.cc:1"
        #expect(ClientError.reason(Named(description: alert)) == "sslv3 alert bad certificate")
        #expect(ClientError.reason(NIOSSLError.handshakeFailed(.sslError([.eofDuringHandshake]))) == "it was closed meanwhile")
        #expect(ClientError.reason(NIOSSLError.failedToLoadCertificate) == "failed to load certificate")
        #expect(ClientError.reason(ChannelError.connectTimeout(.seconds(10))) == "no answer within 10 seconds")
        #expect(ClientError.reason(ChannelError.eof) == "it was closed")
        #expect(ClientError.reason(IOError(errnoCode: ECONNRESET, reason: "read")) == "Connection reset by peer")
    }

    private struct Named: Error, CustomStringConvertible { let description: String }
}
