import Foundation
import Interpreting
import NIOSSL

/// A certificate authority, a server certificate and client certificates for trying things out on one machine, made by
/// running openssl(1). Nobody else should trust them.
public struct DevelopmentCertificates: Sendable {
    /// Days that they are valid: short enough that nobody builds on them.
    static let usualDays = 397
    /// Days before their end when they are made anew.
    static let renewalDays = 60

    /// Absolute.
    public let folder: String
    private let days: Int

    /// - Parameter folder: absolute or relative to the working folder.
    public init(folder: String) { self.init(folder: folder, days: Self.usualDays) }

    /// - Parameter days: that what is made is valid.
    init(folder: String, days: Int) {
        self.folder = URL(fileURLWithPath: folder).path
        self.days = days
    }

    public var authority: String { folder + "/ca.crt" }
    public var files: Configuration.TLSFiles {
        Configuration.TLSFiles(certificate: folder + "/server.crt", key: folder + "/server.key", clientCA: authority)
    }

    /// A client certificate and its key.
    public struct ClientFiles: Sendable, Hashable {
        public let certificate: String
        public let key: String
    }

    /// What ``make()`` has done.
    public enum Made: Hashable, Sendable {
        case nothing, new, renewed
    }

    /// Makes the authority and the server's certificate unless they are there, and anew when they end within 60 days: with the same key of
    /// the authority, so that client certificates, and clients that know the old one, need nothing new.
    @discardableResult
    public func make() throws(CertificateError) -> Made {
        let isThere = exists("server.crt") && exists("server.key") && exists("ca.crt")
        if isThere, !endsSoon { return .nothing }
        let isRenewal = isThere && exists("ca.key")
        // Somebody else's authority: what it signs is theirs to renew.
        if isThere, !isRenewal { return .nothing }
        let draft = folder + ".new"
        try CertificateError.wrapping("cannot prepare \(draft)") {
            let manager = FileManager.default
            if manager.fileExists(atPath: draft) { try manager.removeItem(atPath: draft) }
            // The data folder itself stays open: PostgreSQL may run as another user and must pass through.
            let data = URL(fileURLWithPath: folder).deletingLastPathComponent().path
            try manager.createDirectory(atPath: data, withIntermediateDirectories: true)
            if isRenewal {
                try manager.copyItem(atPath: folder, toPath: draft)
            } else {
                try manager.createDirectory(atPath: draft, withIntermediateDirectories: false)
            }
            try manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: draft)
            try Self.openSSLSettings.write(toFile: draft + "/openssl.cnf", atomically: true, encoding: .utf8)
        }
        try issue("ca", subject: "Tolkbrug development CA", in: draft, signedBy: nil, isRenewal: isRenewal)
        try issue("server", subject: "localhost", in: draft, signedBy: "ca")
        // Renamed at the end, so that an interrupted attempt is never taken for a whole one.
        try CertificateError.wrapping("cannot move \(draft) to \(folder)") {
            if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.moveItem(atPath: draft, toPath: folder)
        }
        return isRenewal ? .renewed : .new
    }

    private var endsSoon: Bool {
        let limit = CertificateFile.present + .days(Self.renewalDays)
        return ["ca", "server"].contains { name in
            let certificates = (try? NIOSSLCertificate.fromPEMFile("\(folder)/\(name).crt")) ?? []
            return certificates.contains { Timestamp(seconds: Int64($0.notValidAfter)) < limit }
        }
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
        try issue("client", subject: name, file: "client-\(name)", in: folder, signedBy: "ca")
        return ClientFiles(certificate: "\(folder)/client-\(name).crt", key: "\(folder)/client-\(name).key")
    }

    private func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(name)") }

    /// - Parameters:
    ///   - kind: the section of the settings that says what the certificate may be used for.
    ///   - isRenewal: with the key that is there.
    private func issue(
        _ kind: String, subject: String, file: String? = nil, in folder: String, signedBy authority: String?, isRenewal: Bool = false
    ) throws(CertificateError) {
        let path = "\(folder)/\(file ?? kind)"
        let key = isRenewal
            ? ["-key", "\(path).key"] : ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", "\(path).key"]
        var arguments = [
            "req", "-x509", "-nodes", "-batch", "-sha256", "-config", "\(folder)/openssl.cnf", "-extensions", kind,
            "-subj", "/CN=\(subject)", "-days", String(days), "-out", "\(path).crt",
        ] + key
        if let authority { arguments += ["-CA", "\(folder)/\(authority).crt", "-CAkey", "\(folder)/\(authority).key"] }
        do throws(CertificateError) { try OpenSSL.run(arguments) } catch { throw CertificateError("cannot make \(path).crt: \(error)") }
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
