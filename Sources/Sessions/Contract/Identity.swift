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

    /// How the engine is told.
    public var caller: Caller { .principal(principal.id, credential: credential) }
}
