import Dispatching
import Interpreting

/// Who a session speaks for.
public struct Identity: Hashable, Sendable {
    public let principal: Principal
    public let credential: CredentialID
    public let scope: Credential.Scope

    public init(principal: Principal, credential: CredentialID, scope: Credential.Scope) {
        self.principal = principal
        self.credential = credential
        self.scope = scope
    }

    /// Whether whoever it is can say yes to an offer: the engine is told when such a session begins and ends.
    public var answersOffers: Bool { principal.role.isOfInterpreters && scope == .full }

    /// How the engine is told.
    public var caller: Caller { .principal(principal.id, credential: credential) }
}

/// A certificate that the client of a connection has shown, and that was verified when the handshake was made: on a resumed connection, or
/// on one that lasts, it may have ended since.
public struct ClientCertificate: Sendable, Hashable {
    /// SHA-256 of the DER form in hexadecimal digits.
    public let digest: String
    /// The moment from which on it is no longer valid, by the clock of the session's inputs.
    public let ends: Timestamp

    public init(digest: String, ends: Timestamp) {
        self.digest = digest
        self.ends = ends
    }
}
