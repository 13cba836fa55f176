import Crypto
import Foundation
import NIOCore
import NIOSSL
import Synchronization
import Wire

/// The server's TLS: version 1.3 only, protocol `tbp/1`, client certificates verified when presented. The files can be read
/// again while the server runs; new connections then begin with the new ones.
public final class TransportSecurity: Sendable {
    private let files: Configuration.TLSFiles
    private let present: Mutex<NIOSSLContext>

    /// - Throws: ``CertificateError`` naming the file that cannot be used.
    public init(_ files: Configuration.TLSFiles) throws(CertificateError) {
        self.files = files
        present = Mutex(try TransportSecurity.context(files))
    }

    /// Reads the files again; when that fails the old certificates stay in use.
    public func reload() throws(CertificateError) {
        let fresh = try TransportSecurity.context(files)
        present.withLock { $0 = fresh }
    }

    /// The handler for one new connection.
    func makeHandler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: present.withLock { $0 }) }

    private static func context(_ files: Configuration.TLSFiles) throws(CertificateError) -> NIOSSLContext {
        let chain: [NIOSSLCertificate]
        let key: NIOSSLPrivateKey
        do { chain = try NIOSSLCertificate.fromPEMFile(files.certificate) } catch { throw unreadable(files.certificate, error) }
        guard !chain.isEmpty else { throw CertificateError("\(files.certificate) holds no certificate in PEM form") }
        do { key = try NIOSSLPrivateKey(file: files.key, format: .pem) } catch { throw unreadable(files.key, error) }

        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = [ProtocolVersion.alpn]
        if let authority = files.clientCA {
            // Read here and not by BoringSSL, which would take an absent file for an empty one.
            do {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authority))
            } catch {
                throw unreadable(authority, error)
            }
            configuration.certificateVerification = .optionalVerification
            configuration.sendCANameList = true
        }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw CertificateError("\(files.certificate) and \(files.key) do not belong together, or cannot be used: \(error)")
        }
    }

    private static func unreadable(_ file: String, _ error: any Error) -> CertificateError {
        CertificateError("\(file) cannot be read as PEM: \(error)")
    }
}

extension NIOSSLCertificate {
    /// SHA-256 of the DER form in lower-case hexadecimal digits: how a client certificate is known to the engine.
    public var digest: String? { (try? toDERBytes()).map { Digest.hexadecimal($0) } }
}

/// SHA-256 as the engine writes it.
public enum Digest {
    /// 64 lower-case hexadecimal digits.
    public static func hexadecimal(_ octets: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in SHA256.hash(data: Array(octets)) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
