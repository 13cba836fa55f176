import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import Wire

extension ClientError {
    /// What a failure of the socket or of TLS means to somebody who wanted to talk to `endpoint`.
    init(_ error: any Error, at endpoint: Endpoint, isGreeted: Bool) {
        let place = endpoint.place
        let authorities = endpoint.authority ?? "the authorities of this system"
        let reason = Self.reason(error)
        switch error {
        case let error as ClientError:
            self = error
        case let error as NIOConnectionError:
            let known = error.connectionErrors.isEmpty ? "the name is not known" : Self.reasons(error)
            self = .cannotConnect("cannot connect to \(place): \(known); is the server running, and the port right?")
        case is NIOSSLExtraError:
            self = .cannotTrust(
                "the certificate of \(place) is for another name than \(endpoint.host); name the server as its certificate does "
                    + "(connect: --server NAME:PORT)")
        case _ where endpoint.certificate != nil && reason == "sslv3 alert certificate expired":
            self = .cannotTrust("\(place) refuses the client certificate \(endpoint.certificate?.chain ?? ""): it has ended; get a new one")
        case _ where endpoint.certificate != nil && Self.certificateAlerts.contains { reason.hasSuffix($0) }:
            self = .cannotTrust(
                "\(place) refuses the client certificate \(endpoint.certificate?.chain ?? ""): no authority that it believes has signed "
                    + "it; use another (connect: --certificate, --key), or a token")
        case NIOSSLError.handshakeFailed where reason == "certificate verify failed":
            self = .cannotTrust(
                "the certificate of \(place) is not signed by \(authorities), or has ended; name the file of the right authority "
                    + "(connect: --ca FILE)")
        case NIOSSLError.handshakeFailed where reason == "wrong version number":
            self = .cannotConnect("\(place) does not speak TLS; is the port right?")
        case NIOSSLError.handshakeFailed:
            self = .cannotConnect("TLS with \(place) failed: \(reason); is it a Tolkbrug server?")
        case NIOSSLError.uncleanShutdown:
            self = .connectionLost("the connection with \(place) broke off")
        default:
            self =
                isGreeted
                ? .connectionLost("the connection with \(place) failed: \(reason)")
                : .cannotConnect("cannot connect to \(place): \(reason); is the server running, and the port right?")
        }
    }

    /// What BoringSSL calls a server's refusals of a certificate.
    private static let certificateAlerts = ["alert unknown ca", "alert bad certificate", "alert unsupported certificate"]

    /// What the system says about each address that was tried, once.
    private static func reasons(_ error: NIOConnectionError) -> String {
        var reasons: [String] = []
        for attempt in error.connectionErrors {
            let reason = reason(attempt.error)
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons.joined(separator: ", ")
    }

    /// Why, in words instead of the libraries' names for it.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case ChannelError.connectTimeout(let time): "no answer within \(time.nanoseconds / 1_000_000_000) seconds"
        case is ChannelError: "it was closed"
        case NIOSSLError.handshakeFailed(.sslError(let stack)) where stack.contains(.eofDuringHandshake): "it was closed meanwhile"
        case is NIOSSLError: cryptographicReason("\(error)") ?? words("\(error)".prefix { $0.isLetter })
        default: cryptographicReason("\(error)") ?? "\(error)"
        }
    }

    /// `failedToLoadCertificate` is `failed to load certificate`.
    private static func words(_ name: some StringProtocol) -> String {
        name.reduce(into: "") { text, letter in text += letter.isUppercase ? " " + letter.lowercased() : String(letter) }
    }

    /// BoringSSL's reason in small letters: `…:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED at …` is `certificate verify failed`.
    private static func cryptographicReason(_ text: String) -> String? {
        guard let mark = text.firstRange(of: "OPENSSL_internal:") else { return nil }
        let name = text[mark.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return name.isEmpty ? nil : name.split(separator: "_").joined(separator: " ").lowercased()
    }
}
