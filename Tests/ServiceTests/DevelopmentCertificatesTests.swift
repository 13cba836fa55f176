import Foundation
import Testing

@testable import Service

@Suite struct DevelopmentCertificatesTests {
    @Test func certificatesAreMadeOnceAndForTheirOwnerOnly() throws {
        let folder = try Fixtures.folder()
        let certificates = DevelopmentCertificates(folder: folder.path + "/certificates")
        #expect(try certificates.make())
        let first = try Fixtures.digest(certificates.files.certificate)
        #expect(try !certificates.make())
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
