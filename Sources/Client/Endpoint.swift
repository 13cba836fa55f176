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
            configuration.trustRoots = .certificates(try Self.reading(authority) { try NIOSSLCertificate.fromPEMFile(authority) })
        }
        if let certificate {
            let chain = try Self.reading(certificate.chain) { try NIOSSLCertificate.fromPEMFile(certificate.chain) }
            let key = try Self.reading(certificate.key) { try NIOSSLPrivateKey(file: certificate.key, format: .pem) }
            configuration.certificateChain = chain.map { .certificate($0) }
            configuration.privateKey = .privateKey(key)
        }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            let files = [certificate?.chain, certificate?.key].compactMap(\.self).joined(separator: " and ")
            throw .cannotTrust("\(files) do not belong together, or cannot be used: \(error)")
        }
    }

    /// Of a server: every kind of key that one may have, which is more than BoringSSL asks for by itself.
    private static let signatures: [SignatureAlgorithm] = [
        .ed25519, .ecdsaSecp256R1Sha256, .rsaPssRsaeSha256, .rsaPkcs1Sha256, .ecdsaSecp384R1Sha384, .rsaPssRsaeSha384, .rsaPkcs1Sha384,
        .ecdsaSecp521R1Sha512, .rsaPssRsaeSha512, .rsaPkcs1Sha512,
    ]

    private static func reading<Result>(_ file: String, _ body: () throws -> Result) throws(ClientError) -> Result {
        do {
            return try body()
        } catch {
            throw .cannotTrust("\(file) cannot be read: \(error); check that it exists and is PEM")
        }
    }
}
