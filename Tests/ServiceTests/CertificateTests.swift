import Client
import Foundation
import Interpreting
import Logging
import Testing
import Wire

@testable import Service

/// Certificates of every kind, near their end and past it.
@Suite struct CertificateTests {
    /// A server certificate and one for clients, with keys of the same kind, both signed by an authority of their own.
    private func files(_ kind: String, in folder: TemporaryFolder) throws -> (server: Configuration.TLSFiles, client: (String, String)) {
        let authority = DevelopmentCertificates(folder: folder.path + "/certificates")
        try authority.make()
        for (name, section) in [("own-server", "server"), ("own-client", "client")] {
            let path = "\(folder.path)/\(name)"
            let type = kind.hasPrefix("ec:") ? ["ec", "-pkeyopt", "ec_paramgen_curve:\(kind.dropFirst(3))"] : [kind]
            try OpenSSL.run([
                "req", "-x509", "-nodes", "-batch", "-config", authority.folder + "/openssl.cnf", "-extensions", section,
                "-subj", "/CN=localhost", "-days", "90", "-keyout", path + ".key", "-out", path + ".crt",
                "-CA", authority.authority, "-CAkey", authority.folder + "/ca.key", "-newkey",
            ] + type)
        }
        let server = Configuration.TLSFiles(
            certificate: folder.path + "/own-server.crt", key: folder.path + "/own-server.key", clientCA: authority.authority)
        return (server, (folder.path + "/own-client.crt", folder.path + "/own-client.key"))
    }

    @Test(arguments: ["rsa:2048", "ec:P-256", "ec:P-384", "ec:P-521", "ed25519"])
    func `our own client reaches a server with a key of this kind and logs in with one`(kind: String) async throws {
        let folder = try Fixtures.folder()
        let (server, client) = try files(kind, in: folder)
        try await TestServer.withDatabase { url in
            try await TestServer.with(tls: server, database: url, folder: folder) { test in
                let administrator = Client(
                    endpoints: [Endpoint(test.addresses.clients, folder)], token: try test.token, keyPrefix: "test")
                let digest = try #require(try Fixtures.digest(client.0))
                let words: [Parameter] = [Parameter(value: "certificate"), Parameter("user", "U1"), Parameter("digest", Value(digest))]
                #expect(try await administrator.mutate("TOKEN", words).isDone)
                await administrator.close()
                var endpoint = Endpoint(test.addresses.clients, folder)
                endpoint.certificate = client
                let desk = Client(endpoints: [endpoint], token: nil, keyPrefix: "test")
                #expect(try await desk.query("WHOAMI").first("PRINCIPAL")?["credential"] == "K2")
                await desk.close()
            }
        }
    }

    @Test(arguments: ["ec:secp256k1", "ec:secp224r1", "ed448"])
    func `a server key that no client of ours can reach is refused at the start, with the kinds that are taken`(kind: String) throws {
        let folder = try Fixtures.folder()
        let (server, _) = try files(kind, in: folder)
        let error = #expect(throws: CertificateError.self) { try TransportSecurity(server) }
        #expect(error?.description.contains(KeyKind.list) == true, "\(error?.description ?? "")")
    }

    @Test func `whose client certificate the server refuses is told that, and why`() async throws {
        try await TestServer.with { test in
            let stranger = try DevelopmentCertificates(folder: test.folder.path + "/other").makeClient("stranger")
            let ended = try test.certificates.makeClient("ended", ending: "20200102000000Z")
            for (files, text) in [(stranger, "no authority that it believes has signed it"), (ended, "it has ended; get a new one")] {
                var endpoint = Endpoint(test.addresses.clients, test.folder)
                endpoint.certificate = (files.certificate, files.key)
                let desk = Client(endpoints: [endpoint], token: nil, keyPrefix: "test")
                let error = await #expect(throws: ClientError.self) { try await desk.connect() }
                #expect(error?.description.contains(text) == true, "\(error?.description ?? "")")
                await desk.close()
            }
        }
    }

    @Test func `a server whose certificate ends soon says so, and its metrics count the seconds`() async throws {
        let folder = try Fixtures.folder()
        let authority = DevelopmentCertificates(folder: folder.path + "/certificates", days: 5)
        try authority.make()
        let lines = LogLines()
        try await TestServer.withDatabase { url in
            try await TestServer.with(tls: authority.files, log: lines.logger, database: url, folder: folder) { test in
                for file in ["server.crt", "ca.crt"] {
                    #expect(lines.all.contains { $0.hasPrefix("certificate ends in 4 days") && $0.contains(file) }, "\(lines.all)")
                }
                test.server.reloadCertificates()
                #expect(lines.all.count { $0.contains("certificate ends in") } == 4)
                let page = try await test.page("/metrics")
                for file in ["server", "client-ca"] {
                    let line = page.split(separator: "\n").first { $0.hasPrefix("tolkbrug_certificate_expires_seconds{file=\"\(file)\"}") }
                    let seconds = line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) }
                    #expect(seconds.map { (4 * 86_400...5 * 86_400).contains($0) } == true, "\(page)")
                }
            }
        }
    }

    @Test(arguments: [
        (-40, CertificateAge.Judgement.fine), (-30, .fine), (-29, .ending), (-7, .ending), (-6, .endingSoon), (0, .ended), (3, .ended),
        (-500, .notBegun),
    ])
    func `the age of a certificate is judged by the days until its end`(day: Int, judgement: CertificateAge.Judgement) throws {
        let folder = try Fixtures.folder()
        let authority = DevelopmentCertificates(folder: folder.path + "/certificates")
        try authority.make()
        let file = try #require(try TransportSecurity(authority.files).certificates.first)
        let age = CertificateAge(file, at: file.ends + .days(day))
        #expect(age.judgement == judgement)
        #expect((age.warning == nil) == (judgement == .fine))
    }
}

extension DevelopmentCertificates {
    /// A client certificate of this authority that was valid for a day.
    /// - Parameter ending: the last second, as in `20200102000000Z`.
    func makeClient(_ name: String, ending: String) throws -> ClientFiles {
        let path = "\(folder)/\(name)"
        try OpenSSL.run([
            "req", "-new", "-nodes", "-batch", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-config", folder + "/openssl.cnf",
            "-subj", "/CN=\(name)", "-keyout", path + ".key", "-out", path + ".csr",
        ])
        try """
            [ca]
            default_ca = authority
            [authority]
            database = \(path).db
            new_certs_dir = \(folder)
            rand_serial = yes
            default_md = sha256
            policy = policy
            [policy]
            commonName = supplied

            """.write(toFile: path + ".cnf", atomically: true, encoding: .utf8)
        try "".write(toFile: path + ".db", atomically: true, encoding: .utf8)
        try OpenSSL.run([
            "ca", "-batch", "-notext", "-config", path + ".cnf", "-startdate", "20200101000000Z", "-enddate", ending, "-cert", authority,
            "-keyfile", folder + "/ca.key", "-in", path + ".csr", "-out", path + ".crt",
        ])
        return ClientFiles(certificate: path + ".crt", key: path + ".key")
    }
}
