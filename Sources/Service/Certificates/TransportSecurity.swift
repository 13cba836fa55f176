import Foundation
import Interpreting
import NIOCore
import NIOSSL
import Sessions
import Storage
import Synchronization
import Wire

/// The server's TLS: version 1.3 only, protocol `tbp/1`, client certificates verified when presented. The files can be read
/// again while the server runs; new connections then begin with the new ones.
public final class TransportSecurity: Sendable {
    private let files: Configuration.TLSFiles
    private let present: Mutex<Present>

    private struct Present {
        let context: NIOSSLContext
        let files: [CertificateFile]
    }

    /// - Throws: ``CertificateError`` naming the file that cannot be used.
    public init(_ files: Configuration.TLSFiles) throws(CertificateError) {
        self.files = files
        present = Mutex(try TransportSecurity.read(files))
    }

    /// Reads the files again; when that fails the old certificates stay in use.
    public func reload() throws(CertificateError) {
        let fresh = try TransportSecurity.read(files)
        present.withLock { $0 = fresh }
    }

    /// The handler for one new connection.
    func makeHandler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: present.withLock { $0.context }) }

    /// Until when the certificates in use are valid.
    var certificates: [CertificateFile] { present.withLock { $0.files } }

    private static func read(_ files: Configuration.TLSFiles) throws(CertificateError) -> Present {
        let chain = try certificates(in: files.certificate)
        let key: NIOSSLPrivateKey
        do { key = try NIOSSLPrivateKey(file: files.key, format: .pem) } catch {
            throw CertificateError(
                "\(files.key) cannot be read as a key in PEM form\(reason(error)); it must be there, without a passphrase, "
                    + "readable for this user, and of the kind \(KeyKind.list)")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = [ProtocolVersion.alpn]
        configuration.verifySignatureAlgorithms = KeyKind.signatures
        var known = [CertificateFile(.server, files.certificate, chain)]
        if let authority = files.clientCA {
            // Read here and not by BoringSSL, which would take an absent file for an empty one.
            let trusted = try certificates(in: authority)
            configuration.trustRoots = .certificates(trusted)
            configuration.certificateVerification = .optionalVerification
            configuration.sendCANameList = true
            known.append(CertificateFile(.clientAuthority, authority, trusted))
        }
        let context: NIOSSLContext
        do { context = try NIOSSLContext(configuration: configuration) } catch {
            throw CertificateError(
                "\(files.certificate) and \(files.key) do not belong together, or are not of the kind \(KeyKind.list)")
        }
        // Only now is it certain that the certificate's key can be taken out.
        guard let spki = try? chain[0].extractPublicKey().toSPKIBytes(), KeyKind(spki: spki) != nil else {
            throw CertificateError("the key of \(files.certificate) is of a kind that no client takes; make one of: \(KeyKind.list)")
        }
        return Present(context: context, files: known.compactMap(\.self))
    }

    /// NIO's errors, in words; nothing for those that have none.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as IOError: ": \(String(cString: strerror(error.errnoCode)))"
        case NIOSSLError.failedToLoadCertificate, NIOSSLError.failedToLoadPrivateKey: ": it is damaged, or holds something else"
        default: ""
        }
    }

    /// At least one.
    private static func certificates(in file: String) throws(CertificateError) -> [NIOSSLCertificate] {
        do {
            let certificates = try NIOSSLCertificate.fromPEMFile(file)
            if !certificates.isEmpty { return certificates }
        } catch {
            let what = FileManager.default.isReadableFile(atPath: file) ? "" : "; is it there, and readable for this user?"
            throw CertificateError("\(file) cannot be read as certificates in PEM form\(reason(error))\(what)")
        }
        throw CertificateError("\(file) holds no certificate in PEM form")
    }
}

extension NIOSSLCertificate {
    /// SHA-256 of the DER form in lower-case hexadecimal digits: how a client certificate is known to the engine.
    public var digest: String? { (try? toDERBytes()).map { Digest.hexadecimal($0) } }

    /// As a session takes it, whose clock shows `now`.
    func shown(at now: Timestamp) -> ClientCertificate? {
        let left = Timestamp(seconds: Int64(notValidAfter) + 1) - CertificateFile.present
        return digest.map { ClientCertificate(digest: $0, ends: now + left) }
    }
}
