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

    /// Whether a server's certificate, or a file of the client's own, is the reason.
    var isDistrust: Bool { if case .cannotTrust = self { true } else { false } }

    /// What happened, without what to do about it. What a server says about one try is left out: it does not hold for those before.
    var brief: String {
        switch self {
        case .notNow(let status, _): "a server answered \(status)"
        case .bye(let status, _): "a server said goodbye with \(status)"
        default: String(description.prefix { $0 != ";" })
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
