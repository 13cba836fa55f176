import Foundation
import Testing

@testable import Service

@Suite struct DevelopmentCertificatesTests {
    @Test func certificatesAreMadeOnceAndForTheirOwnerOnly() throws {
        let folder = try Fixtures.folder()
        let certificates = DevelopmentCertificates(folder: folder.path + "/certificates")
        #expect(try certificates.make() == .new)
        let first = try Fixtures.digest(certificates.files.certificate)
        #expect(try certificates.make() == .nothing)
        #expect(try Fixtures.digest(certificates.files.certificate) == first)
        for file in ["ca.key", "ca.crt", "server.key", "server.crt"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(certificates.folder)/\(file)")
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
        }
        try OpenSSL.run([
            "verify", "-purpose", "sslserver", "-verify_ip", "127.0.0.1", "-CAfile", certificates.authority, certificates.files.certificate,
        ])
    }

    @Test func aClientCertificateIsSignedByTheSameAuthority() throws {
        let folder = try Fixtures.folder()
        let certificates = DevelopmentCertificates(folder: folder.path + "/certificates")
        let client = try certificates.makeClient("school-desk")
        try OpenSSL.run(["verify", "-purpose", "sslclient", "-CAfile", certificates.authority, client.certificate])
        #expect(try Fixtures.digest(client.certificate)?.count == 64)
    }

    @Test func `certificates that end soon are made anew, and who was signed by the old ones is still believed`() throws {
        let folder = try Fixtures.folder()
        let old = DevelopmentCertificates(folder: folder.path + "/certificates", days: 59)
        #expect(try old.make() == .new)
        let client = try old.makeClient("desk")
        try FileManager.default.copyItem(atPath: old.authority, toPath: folder.path + "/known.crt")
        let before = try Fixtures.digest(old.files.certificate)

        let present = DevelopmentCertificates(folder: old.folder)
        #expect(try present.make() == .renewed)
        #expect(try present.make() == .nothing)
        #expect(try Fixtures.digest(present.files.certificate) != before)
        _ = try TransportSecurity(present.files)
        try OpenSSL.run(["verify", "-purpose", "sslclient", "-CAfile", present.authority, client.certificate])
        try OpenSSL.run(["verify", "-purpose", "sslserver", "-CAfile", folder.path + "/known.crt", present.files.certificate])
    }

    @Test func `an authority whose key is elsewhere is not replaced`() throws {
        let folder = try Fixtures.folder()
        let certificates = DevelopmentCertificates(folder: folder.path + "/certificates", days: 10)
        try certificates.make()
        try FileManager.default.removeItem(atPath: certificates.folder + "/ca.key")
        #expect(try certificates.make() == .nothing)
    }

    @Test(arguments: ["", "../x", "a b", String(repeating: "a", count: 49)])
    func aNameThatIsNoFileNameIsRefused(name: String) throws {
        let folder = try Fixtures.folder()
        #expect(throws: CertificateError.self) { try DevelopmentCertificates(folder: folder.path + "/c").makeClient(name) }
    }

    @Test func aKeyOfAnotherCertificateIsRefusedWithBothNames() throws {
        let folder = try Fixtures.folder()
        let certificates = DevelopmentCertificates(folder: folder.path + "/certificates")
        try certificates.make()
        let files = Configuration.TLSFiles(certificate: certificates.files.certificate, key: certificates.folder + "/ca.key")
        let error = #expect(throws: CertificateError.self) { try TransportSecurity(files) }
        #expect(error?.description.contains("ca.key") == true)
    }

    /// What may be wrong with one of a server's files.
    enum Damage: CaseIterable {
        case absent, empty, folder, noPEM, cut, otherKind, withPassphrase
    }

    @Test(arguments: ["server.crt", "server.key", "ca.crt"], Damage.allCases)
    func `a server that cannot use one of its files names it`(name: String, damage: Damage) throws {
        let folder = try Fixtures.folder()
        let certificates = DevelopmentCertificates(folder: folder.path + "/certificates")
        try certificates.make()
        let file = "\(certificates.folder)/\(name)"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try FileManager.default.removeItem(atPath: file)
        switch damage {
        case .absent: break
        case .empty: try "".write(toFile: file, atomically: true, encoding: .utf8)
        case .folder: try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
        case .noPEM: try "certificate".write(toFile: file, atomically: true, encoding: .utf8)
        case .cut: try String(text.prefix(text.count / 2)).write(toFile: file, atomically: true, encoding: .utf8)
        case .otherKind:
            try text.replacing("CERTIFICATE", with: "RUBBISH").replacing("PRIVATE KEY", with: "CERTIFICATE")
                .write(toFile: file, atomically: true, encoding: .utf8)
        case .withPassphrase:
            try OpenSSL.run([
                "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes256", "-pass", "pass:secret", "-out", file,
            ])
        }
        let error = #expect(throws: CertificateError.self) { try TransportSecurity(certificates.files) }
        #expect(error?.description.contains(file) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("\n") == false)
    }

    @Test func `what cannot be made names the file, and the one that stands in the way`() throws {
        let folder = try Fixtures.folder()
        let certificates = DevelopmentCertificates(folder: folder.path + "/certificates", days: 10)
        try certificates.make()
        try "no key".write(toFile: certificates.folder + "/ca.key", atomically: true, encoding: .utf8)
        let error = #expect(throws: CertificateError.self) { try certificates.make() }
        let text = error?.description ?? ""
        #expect(text.hasPrefix("cannot make \(certificates.folder).new/ca.crt: openssl req ended with status "), "\(text)")
        #expect(text.contains("\(certificates.folder).new/ca.key"), "\(text)")
        #expect(!text.contains("\n"), "\(text)")
    }
}
