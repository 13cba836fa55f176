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

    /// TLS 1.3, the protocol's name by ALPN, the server's name checked.
    func tls() throws(ClientError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = [ProtocolVersion.alpn]
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

    private static func reading<Result>(_ file: String, _ body: () throws -> Result) throws(ClientError) -> Result {
        do {
            return try body()
        } catch {
            throw .cannotTrust("\(file) cannot be read: \(error); check that it exists and is PEM")
        }
    }
}
