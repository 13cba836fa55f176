import Foundation

/// A certificate authority, a server certificate and client certificates for trying things out on one machine, made by
/// running openssl(1). Nobody else should trust them.
public struct DevelopmentCertificates: Sendable {
    /// Days that they are valid: short enough that nobody builds on them.
    static let days = 397

    /// Absolute or relative to the working folder.
    public let folder: String

    public init(folder: String) { self.folder = folder }

    public var authority: String { folder + "/ca.crt" }
    public var files: Configuration.TLSFiles {
        Configuration.TLSFiles(certificate: folder + "/server.crt", key: folder + "/server.key", clientCA: authority)
    }

    /// A client certificate and its key.
    public struct ClientFiles: Sendable, Hashable {
        public let certificate: String
        public let key: String
    }

    /// Makes the authority and the server's certificate unless they are there.
    /// - Returns: whether they were made now.
    @discardableResult
    public func make() throws(CertificateError) -> Bool {
        guard !exists("server.crt") || !exists("server.key") || !exists("ca.crt") else { return false }
        let draft = folder + ".new"
        try CertificateError.wrapping("cannot prepare \(draft)") {
            if FileManager.default.fileExists(atPath: draft) { try FileManager.default.removeItem(atPath: draft) }
            // The data folder itself stays open: PostgreSQL may run as another user and must pass through.
            let data = URL(fileURLWithPath: folder).deletingLastPathComponent().path
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
            try FileManager.default.createDirectory(
                atPath: draft, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try Self.openSSLSettings.write(toFile: draft + "/openssl.cnf", atomically: true, encoding: .utf8)
        }
        try Self.issue("ca", subject: "Tolkbrug development CA", in: draft, signedBy: nil)
        try Self.issue("server", subject: "localhost", in: draft, signedBy: "ca")
        // Renamed at the end, so that an interrupted attempt is never taken for a whole one.
        try CertificateError.wrapping("cannot move \(draft) to \(folder)") {
            if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.moveItem(atPath: draft, toPath: folder)
        }
        return true
    }

    /// Makes a client certificate for `name`, replacing one of the same name.
    /// - Parameter name: letters, digits, `-` and `_`; it becomes the file's name and the certificate's subject.
    public func makeClient(_ name: String) throws(CertificateError) -> ClientFiles {
        let allowed = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
        }
        guard allowed, (1...48).contains(name.utf8.count) else {
            throw CertificateError("the name \"\(name)\" is not 1 to 48 letters, digits, - or _; choose another")
        }
        try make()
        try Self.issue("client", subject: name, file: "client-\(name)", in: folder, signedBy: "ca")
        return ClientFiles(certificate: "\(folder)/client-\(name).crt", key: "\(folder)/client-\(name).key")
    }

    private func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(name)") }

    /// - Parameter kind: the section of the settings that says what the certificate may be used for.
    private static func issue(
        _ kind: String, subject: String, file: String? = nil, in folder: String, signedBy authority: String?
    ) throws(CertificateError) {
        let path = "\(folder)/\(file ?? kind)"
        var arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-batch", "-sha256",
            "-config", "\(folder)/openssl.cnf", "-extensions", kind, "-subj", "/CN=\(subject)", "-days", String(days),
            "-keyout", "\(path).key", "-out", "\(path).crt",
        ]
        if let authority { arguments += ["-CA", "\(folder)/\(authority).crt", "-CAkey", "\(folder)/\(authority).key"] }
        try OpenSSL.run(arguments)
        try CertificateError.wrapping("cannot protect \(path).key") {
            for end in ["key", "crt"] {
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(path).\(end)")
            }
        }
    }

    /// Of our own, so that the machine's openssl.cnf does not matter.
    private static let openSSLSettings = """
        [req]
        distinguished_name = name
        [name]
        [ca]
        basicConstraints = critical, CA:TRUE
        keyUsage = critical, keyCertSign, cRLSign
        subjectKeyIdentifier = hash
        [server]
        basicConstraints = critical, CA:FALSE
        keyUsage = critical, digitalSignature
        extendedKeyUsage = serverAuth
        subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
        [client]
        basicConstraints = critical, CA:FALSE
        keyUsage = critical, digitalSignature
        extendedKeyUsage = clientAuth

        """
}
