import Glibc
import NIOSSL
import Wire

/// Where a server is, and how to know that it is the right one.
public struct Endpoint: Sendable {
    public var host: String
    public var port: Int
    /// PEM file with the authorities to trust; nil trusts those of the system.
    public var authority: String?
    /// PEM files of a client certificate and its key, for `AUTH EXTERNAL`.
    public var certificate: (chain: String, key: String)?

    public init(
        host: String = "127.0.0.1", port: Int = ProtocolVersion.defaultPort, authority: String? = nil,
        certificate: (chain: String, key: String)? = nil
    ) {
        self.host = host
        self.port = port
        self.authority = authority
        self.certificate = certificate
    }

    /// `host:port`, with brackets around an IPv6 address.
    public var place: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// The same authority and certificate at another place.
    /// - Parameter place: `host:port`, `host`, `[address]:port` or an address of either kind; without a port the usual one is meant.
    /// - Returns: nil when it is none of these.
    public func at(_ place: String) -> Endpoint? {
        var other = self
        other.port = ProtocolVersion.defaultPort
        var rest = place[...]
        if rest.first == "[" {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            other.host = String(rest[rest.index(after: rest.startIndex)..<end])
            rest = rest[rest.index(after: end)...]
        } else {
            // Several colons: an IPv6 address without a port.
            let isBare = rest.count { $0 == ":" } > 1
            let end = isBare ? rest.endIndex : rest.firstIndex(of: ":") ?? rest.endIndex
            other.host = String(rest[..<end])
            rest = rest[end...]
        }
        if !rest.isEmpty {
            guard rest.first == ":", let port = Int(rest.dropFirst()), (1...65_535).contains(port) else { return nil }
            other.port = port
        }
        let isName = other.host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"'()[],;=/\\".utf8.contains($0) }
        return isName && !other.host.isEmpty ? other : nil
    }

    func isSamePlace(as other: Endpoint) -> Bool { host.lowercased() == other.host.lowercased() && port == other.port }

    /// TLS 1.3, the protocol's name by ALPN, the server's name checked.
    func tls() throws(ClientError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = [ProtocolVersion.alpn]
        configuration.verifySignatureAlgorithms = Self.signatures
        if let authority {
            // Read here and not by BoringSSL, which would take an absent file for an empty one.
            let roots = try Self.reading(authority, "certificate", "--ca") { try NIOSSLCertificate.fromPEMFile(authority) }
            configuration.trustRoots = .certificates(roots)
        }
        if let certificate {
            let chain = try Self.reading(certificate.chain, "certificate", "--certificate") {
                try NIOSSLCertificate.fromPEMFile(certificate.chain)
            }
            let key = try Self.reading(certificate.key, "private key without a passphrase", "--key") {
                try NIOSSLPrivateKey(file: certificate.key, format: .pem)
            }
            configuration.certificateChain = chain.map { .certificate($0) }
            configuration.privateKey = .privateKey(key)
        }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            guard let certificate else { throw .cannotTrust("TLS cannot be prepared: \(ClientError.reason(error))") }
            throw .cannotTrust(
                "\(certificate.key) is not the key of \(certificate.chain), or of a kind that TLS does not take; name files that belong "
                    + "together (connect: --certificate, --key)")
        }
    }

    /// Of a server: every kind of key that one may have, which is more than BoringSSL asks for by itself.
    private static let signatures: [SignatureAlgorithm] = [
        .ed25519, .ecdsaSecp256R1Sha256, .rsaPssRsaeSha256, .rsaPkcs1Sha256, .ecdsaSecp384R1Sha384, .rsaPssRsaeSha384, .rsaPkcs1Sha384,
        .ecdsaSecp521R1Sha512, .rsaPssRsaeSha512, .rsaPkcs1Sha512,
    ]

    /// - Parameters:
    ///   - content: what should be in the file.
    ///   - option: by which `tolkbrug connect` is given another.
    private static func reading<Result>(
        _ file: String, _ content: String, _ option: String, _ body: () throws -> Result
    ) throws(ClientError) -> Result {
        guard access(file, R_OK) == 0 else {
            throw .cannotTrust("\(file) cannot be read: \(String(cString: strerror(errno))); name another file (connect: \(option) FILE)")
        }
        do {
            return try body()
        } catch {
            throw .cannotTrust(
                "\(file) holds no \(content) in PEM form, which begins with -----BEGIN; name another file (connect: \(option) FILE)")
        }
    }
}
