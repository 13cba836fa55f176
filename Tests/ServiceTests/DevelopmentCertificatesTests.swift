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

    @Test func anAbsentFileIsNamed() {
        let error = #expect(throws: CertificateError.self) { try TransportSecurity(.init(certificate: "/nonexistent.crt", key: "/x")) }
        #expect(error?.description.contains("/nonexistent.crt cannot be read") == true)
    }
}
