import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import Wire

/// What goes wrong between a client and its server. Texts name what to do next.
public enum ClientError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nobody answers there, or not in TLS.
    case cannotConnect(String)
    /// The server's certificate, or the client's own files, cannot be trusted or used.
    case cannotTrust(String)
    /// The connection ended while commands were unanswered; whether they were done is not known.
    case connectionLost(String)
    /// The server closed the conversation.
    case bye(Status, String)
    /// The server does not know this client, or refuses its subscription.
    case refused(Status, String)
    /// The server cannot decide now; another one, or the same one later, may.
    case notNow(Status, String)
    /// The server said something that is not the protocol.
    case protocolViolation(String)
    /// The command breaks the grammar or a limit; nothing was sent.
    case cannotSend(String)
    /// A change was sent, the connection ended, and no other gave the answer: it may have been done. The text says how to find out.
    case outcomeUnknown(String)
    /// The client was closed by its owner.
    case closed

    /// Whether trying again may help.
    var isPassing: Bool {
        switch self {
        case .cannotConnect, .connectionLost, .notNow: true
        case .bye(let status, _): status.class != .refused
        case .cannotTrust, .refused, .protocolViolation, .cannotSend, .outcomeUnknown, .closed: false
        }
    }

    /// Whether the server may have done what it was asked and not answered.
    var leavesDoubt: Bool {
        switch self {
        case .connectionLost, .bye: true
        default: false
        }
    }

    /// `host:port` of the server that decides, when one that does not has named it: `4.7.3 [STANDBY] leader=10.0.0.7:7639; connect there`.
    var leader: String? {
        let (status, text) = switch self {
        case .notNow(let status, let text), .bye(let status, let text): (status, text)
        default: (Status.ready, "")
        }
        guard status.code == Status.standby.code, let mark = text.firstRange(of: "leader=") else { return nil }
        let name = text[mark.upperBound...].prefix { $0 != ";" && $0 != " " && $0 != "," }
        return name.isEmpty || name == "unknown" ? nil : String(name)
    }

    public var description: String {
        switch self {
        case .cannotConnect(let text), .cannotTrust(let text), .connectionLost(let text), .protocolViolation(let text),
            .cannotSend(let text), .outcomeUnknown(let text):
            text
        case .bye(let status, let text): "the server said goodbye: \(status) \(text)"
        case .refused(let status, let text), .notNow(let status, let text): "\(status) \(text)"
        case .closed: "this client was closed; make another"
        }
    }
}

extension ClientError {
    /// What a failure of the socket or of TLS means to somebody who wanted to talk to `endpoint`.
    init(_ error: any Error, at endpoint: Endpoint, isGreeted: Bool) {
        let place = endpoint.place
        let authorities = endpoint.authority ?? "the authorities of this system"
        switch error {
        case let error as ClientError:
            self = error
        case let error as NIOConnectionError:
            let known = error.connectionErrors.isEmpty ? "the name is not known" : Self.reasons(error)
            self = .cannotConnect("cannot connect to \(place): \(known); is the server running, and the port right?")
        case is NIOSSLExtraError:
            self = .cannotTrust("the certificate of \(place) is for another name: \(error); connect by a name that it holds")
        case _ where endpoint.certificate != nil && "\(error)".contains("ALERT_CERTIFICATE_EXPIRED"):
            self = .cannotTrust("\(place) refuses the client certificate \(endpoint.certificate?.chain ?? ""): it has ended; get a new one")
        case _ where endpoint.certificate != nil && Self.certificateAlerts.contains { "\(error)".contains($0) }:
            self = .cannotTrust(
                "\(place) refuses the client certificate \(endpoint.certificate?.chain ?? ""): no authority that it believes has signed it")
        case NIOSSLError.handshakeFailed where "\(error)".contains("CERTIFICATE_VERIFY_FAILED"):
            self = .cannotTrust(
                "the certificate of \(place) is not signed by \(authorities); name the file of the right one (connect: --ca FILE)")
        case NIOSSLError.handshakeFailed where "\(error)".contains("WRONG_VERSION_NUMBER"):
            self = .cannotConnect("\(place) does not speak TLS; is the port right?")
        case NIOSSLError.handshakeFailed:
            self = .cannotConnect("TLS with \(place) failed: \(error)")
        case NIOSSLError.uncleanShutdown:
            self = .connectionLost("the connection with \(place) broke off")
        default:
            self =
                isGreeted
                ? .connectionLost("the connection with \(place) failed: \(error)")
                : .cannotConnect("cannot connect to \(place): \(error); is the server running, and the port right?")
        }
    }

    /// What BoringSSL calls a server's refusals of a certificate.
    private static let certificateAlerts = ["ALERT_UNKNOWN_CA", "ALERT_BAD_CERTIFICATE", "ALERT_UNSUPPORTED_CERTIFICATE"]

    /// What the system says about each address that was tried, once.
    private static func reasons(_ error: NIOConnectionError) -> String {
        var reasons: [String] = []
        for attempt in error.connectionErrors {
            let reason = (attempt.error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(attempt.error)"
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons.joined(separator: ", ")
    }
}
