/// A way to prove to be a principal. The secret itself is nowhere: only its SHA-256.
public struct Credential: Identified, Hashable, Codable {
    public static let letter: Character = "K"

    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// 32 random bytes, shown once.
        case token
        /// A client certificate, known by the SHA-256 of its DER form.
        case certificate
    }
    /// What may be done with it.
    public enum Scope: String, Hashable, Sendable, Codable, CaseIterable {
        case full
        /// Queries and subscriptions only.
        case read
    }

    public let id: CredentialID
    public var principal: PrincipalID
    public var kind: Kind
    public var scope: Scope
    /// SHA-256, 64 lower-case hexadecimal digits.
    public var digest: String
    public var createdAt: Timestamp
    public var expiresAt: Timestamp
    /// When it was revoked; of one that has run out, when that was seen.
    public var revokedAt: Timestamp?

    public init(
        id: CredentialID, principal: PrincipalID, kind: Kind, scope: Scope, digest: String, createdAt: Timestamp,
        expiresAt: Timestamp, revokedAt: Timestamp? = nil
    ) {
        self.id = id
        self.principal = principal
        self.kind = kind
        self.scope = scope
        self.digest = digest
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }

    public func isValid(at now: Timestamp) -> Bool { revokedAt == nil && now < expiresAt }

    /// When it was taken back before its time; nil when it was not.
    public var takenBackAt: Timestamp? { revokedAt.flatMap { $0 < expiresAt ? $0 : nil } }
}
