import Foundation

/// An authority, a server certificate for localhost and 127.0.0.1, and a second authority with another such; made by openssl(1).
struct TestCertificates: Sendable {
    struct Failure: Error { let text: String }

    let folder: String
    var authority: String { folder + "/ca.crt" }
    var otherAuthority: String { folder + "/other.crt" }
    var certificate: String { folder + "/server.crt" }
    var key: String { folder + "/server.key" }

    /// Made once for all tests of a run.
    static let shared = Result { try TestCertificates() }

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("client-tests-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Self.settings.write(toFile: folder + "/openssl.cnf", atomically: true, encoding: .utf8)
        try issue("ca", "ca", signedBy: nil)
        try issue("other", "ca", signedBy: nil)
        try issue("server", "server", signedBy: "ca")
        try issue("stranger", "server", signedBy: "other")
    }

    private func issue(_ name: String, _ section: String, signedBy authority: String?) throws {
        var arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-batch", "-config",
            "\(folder)/openssl.cnf", "-extensions", section, "-subj", "/CN=\(name)", "-days", "2", "-keyout", "\(folder)/\(name).key",
            "-out", "\(folder)/\(name).crt",
        ]
        if let authority { arguments += ["-CA", "\(folder)/\(authority).crt", "-CAkey", "\(folder)/\(authority).key"] }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let complaints = Pipe()
        process.standardError = complaints
        try process.run()
        let said = complaints.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(text: String(decoding: said, as: UTF8.self)) }
    }

    private static let settings = """
        [req]
        distinguished_name = name
        [name]
        [ca]
        basicConstraints = critical, CA:TRUE
        subjectKeyIdentifier = hash
        [server]
        basicConstraints = critical, CA:FALSE
        extendedKeyUsage = serverAuth
        subjectAltName = DNS:localhost, IP:127.0.0.1

        """
}
